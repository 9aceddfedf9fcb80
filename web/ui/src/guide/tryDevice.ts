import { noteCaptureFailure } from '@meet/sdk';
import type { DeviceKind } from './texts';

/** Opens the device and lets go of it at once. Why it did not work is remembered for the guide. */
export async function tryDevice(device: DeviceKind): Promise<boolean> {
  try {
    const wanted = device === 'camera' ? { video: true } : { audio: true };
    const stream = await navigator.mediaDevices.getUserMedia(wanted);
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch (error) {
    noteCaptureFailure(device === 'camera' ? 'video' : 'audio', error);
    return false;
  }
}
