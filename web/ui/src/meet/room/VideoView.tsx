import { useEffect, useRef } from 'react';

export function VideoView({
  track,
  mirror = false,
  label,
}: {
  track: MediaStreamTrack;
  mirror?: boolean;
  label: string;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={video}
      className="tile__video"
      data-mirror={mirror || undefined}
      muted
      playsInline
      autoPlay
      aria-label={label}
    />
  );
}
