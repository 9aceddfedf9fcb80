import { Composer } from './composer';
import { frames } from './frames';
import { Segmenter } from './segmenter';

/**
 * The camera's picture with everything behind the person blurred. The browser's own blur where the camera has one;
 * else a small neural network in WebAssembly, from our own origin. Rejects when neither works.
 */
export async function blurred(
  camera: MediaStreamTrack,
): Promise<{ track: MediaStreamTrack; stop: () => void }> {
  if (await blursItself(camera)) return { track: camera, stop: () => undefined };
  const segmenter = await Segmenter.load();
  const composer = new Composer(camera.getSettings());
  const stopFrames = frames(camera, (frame, at) => {
    composer.paint(frame, segmenter.person(frame, at));
  });
  const [track] = composer.canvas.captureStream(30).getVideoTracks();
  if (!track) throw new Error('this browser cannot capture a canvas');
  return {
    track,
    stop: () => {
      stopFrames();
      segmenter.close();
      track.stop();
      camera.stop();
    },
  };
}

/** Media Capture Extensions: `backgroundBlur`, done by the system. */
async function blursItself(camera: MediaStreamTrack): Promise<boolean> {
  const can = (camera.getCapabilities() as { backgroundBlur?: boolean[] }).backgroundBlur;
  if (!can?.includes(true)) return false;
  try {
    await camera.applyConstraints({
      ...camera.getConstraints(),
      backgroundBlur: true,
    } as MediaTrackConstraints);
    return (camera.getSettings() as { backgroundBlur?: boolean }).backgroundBlur === true;
  } catch {
    return false;
  }
}
