type Frame = CanvasImageSource & { close?: () => void };

interface FrameReader {
  readable: ReadableStream<Frame>;
}

declare global {
  interface Window {
    MediaStreamTrackProcessor?: new (init: {
      track: MediaStreamTrack;
      maxBufferSize?: number;
    }) => FrameReader;
  }
}

/**
 * Hands over each of the camera's pictures until stopped. Read from the track where the browser can: that goes on while the
 * page is in the background, when a video element's pictures stop. `at` in ms.
 */
export function frames(
  track: MediaStreamTrack,
  onFrame: (frame: CanvasImageSource, at: number) => void,
): () => void {
  return window.MediaStreamTrackProcessor
    ? fromTrack(new window.MediaStreamTrackProcessor({ track, maxBufferSize: 1 }), onFrame)
    : fromVideo(track, onFrame);
}

function fromTrack(source: FrameReader, onFrame: (frame: CanvasImageSource, at: number) => void): () => void {
  const reader = source.readable.getReader();
  let stopped = false;
  const read = async () => {
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      if (!stopped) onFrame(value, performance.now());
      value.close?.();
      if (stopped) return;
    }
  };
  read().catch(() => undefined);
  return () => {
    stopped = true;
    reader.cancel().catch(() => undefined);
  };
}

function fromVideo(
  track: MediaStreamTrack,
  onFrame: (frame: CanvasImageSource, at: number) => void,
): () => void {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  video.play().catch(() => undefined);
  let next = 0;
  const look = () => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) onFrame(video, performance.now());
    next = video.requestVideoFrameCallback(look);
  };
  next = video.requestVideoFrameCallback(look);
  return () => {
    video.cancelVideoFrameCallback(next);
    video.srcObject = null;
  };
}
