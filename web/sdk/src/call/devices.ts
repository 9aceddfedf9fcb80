import { processing } from './processing';

export type DeviceKind = 'mic' | 'camera' | 'speaker';

export interface Device {
  id: string;
  label: string;
}

export type Devices = Record<DeviceKind, Device[]>;
export type Chosen = Partial<Record<DeviceKind, string>>;

export type CaptureError = 'blocked' | 'missing' | 'busy' | 'unsupported';

export interface CaptureFailure {
  name: string;
  message: string;
}

const failures: Partial<Record<'audio' | 'video', CaptureFailure>> = {};

/** What the browser said the last time it gave no such device: the permission guide reads more out of its words. */
export function lastCaptureFailure(kind: 'audio' | 'video'): CaptureFailure | null {
  return failures[kind] ?? null;
}

export function noteCaptureFailure(kind: 'audio' | 'video', error: unknown): void {
  if (error instanceof Error || error instanceof DOMException)
    failures[kind] = { name: error.name, message: error.message };
}

/** Why getUserMedia said no, by the names of the Media Capture specification. */
export function captureError(error: unknown): CaptureError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'unsupported';
}

const storageKey = 'meet.devices';

export function chosenDevices(): Chosen {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export function chooseDevice(kind: DeviceKind, id: string): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...chosenDevices(), [kind]: id }));
  } catch {
    // Without storage the choice holds for this Meet only.
  }
}

export async function listDevices(): Promise<Devices> {
  const devices: Devices = { mic: [], camera: [], speaker: [] };
  if (!('mediaDevices' in navigator)) return devices;
  const kinds: Record<string, DeviceKind> = {
    audioinput: 'mic',
    videoinput: 'camera',
    audiooutput: 'speaker',
  };
  for (const device of await navigator.mediaDevices.enumerateDevices()) {
    const kind = kinds[device.kind];
    if (kind && device.deviceId) devices[kind].push({ id: device.deviceId, label: device.label });
  }
  return devices;
}

export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;
}

/** The microphone of choice; falls back to any when that one is gone. Throws what getUserMedia throws. */
export async function captureMic(id: string | undefined): Promise<MediaStreamTrack> {
  const { echo, noise } = processing.read();
  const wanted = { echoCancellation: echo, noiseSuppression: noise, autoGainControl: true };
  return capture('audio', { ...wanted, ...(id ? { deviceId: { ideal: id } } : {}) });
}

export async function captureCamera(id: string | undefined): Promise<MediaStreamTrack> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
  return capture('video', { ...size, ...(id ? { deviceId: { ideal: id } } : { facingMode: 'user' }) });
}

export async function captureScreen(): Promise<MediaStreamTrack> {
  if (!('mediaDevices' in navigator) || !('getDisplayMedia' in navigator.mediaDevices)) {
    throw new TypeError('this browser cannot share its screen');
  }
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } });
  const track = stream.getVideoTracks()[0];
  if (!track) throw new DOMException('no track', 'NotFoundError');
  track.contentHint = 'detail';
  return track;
}

/** A page that was reloaded asks before the one before has let go of the device: what is busy is asked for again, in ms. */
const busyWaits = [300, 1000];

export async function patiently<T>(open: () => Promise<T>, waits: readonly number[] = busyWaits): Promise<T> {
  for (const wait of waits) {
    try {
      return await open();
    } catch (error) {
      if (captureError(error) !== 'busy') throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return open();
}

async function capture(
  kind: 'audio' | 'video',
  constraints: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  if (!('mediaDevices' in navigator)) throw new TypeError('this page may not capture: it needs https');
  const stream = await patiently(() => navigator.mediaDevices.getUserMedia({ [kind]: constraints })).catch(
    (error: unknown) => {
      noteCaptureFailure(kind, error);
      throw error;
    },
  );
  const track = stream.getTracks()[0];
  if (!track) throw new DOMException('no track', 'NotFoundError');
  return track;
}

/** `prompt` also where the browser does not tell. */
export async function microphonePermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'microphone' as PermissionName });
  } catch {
    return null;
  }
}
