import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalMedia } from './localMedia';

function aTrack() {
  return { enabled: true, stop: vi.fn(), addEventListener: vi.fn(), removeEventListener: vi.fn() };
}

/** A browser whose microphone opens when it is told to. */
function withMicrophone() {
  const opened: ((track: ReturnType<typeof aTrack>) => void)[] = [];
  const getUserMedia = vi.fn(
    () =>
      new Promise((resolve) => {
        opened.push((track) => {
          resolve({ getTracks: () => [track] });
        });
      }),
  );
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  const none = () => undefined;
  const local = new LocalMedia({ onScreenEnded: none, onMicLost: none, onCameraLost: none });
  local.want(true, false);
  return { local, opened, getUserMedia };
}

describe('the microphone', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is opened once for all who ask meanwhile, and goes on for each of them', async () => {
    const { local, opened, getUserMedia } = withMicrophone();
    const [check, call] = [local.openMic(), local.openMic()];
    const track = aTrack();
    opened[0]?.(track);

    expect(await check).toBe(track);
    expect(await call).toBe(track);
    expect(getUserMedia).toHaveBeenCalledOnce();
    expect(track.stop).not.toHaveBeenCalled();
  });

  it('is opened anew when another is chosen while one is being opened', async () => {
    const { local, opened, getUserMedia } = withMicrophone();
    const first = local.openMic();
    const chosen = local.choose('mic', 'headset');
    const [before, after] = [aTrack(), aTrack()];
    opened[0]?.(before);
    await first;
    await vi.waitFor(() => {
      expect(getUserMedia).toHaveBeenCalledTimes(2);
    });
    opened[1]?.(after);

    expect(await chosen).toBe(after);
    expect(before.stop).toHaveBeenCalledOnce();
  });

  it('that opens after everything was closed is let go of', async () => {
    const { local, opened } = withMicrophone();
    const opening = local.openMic();
    local.closeAll();
    const track = aTrack();
    opened[0]?.(track);

    expect(await opening).toBeNull();
    expect(track.stop).toHaveBeenCalledOnce();
  });
});
