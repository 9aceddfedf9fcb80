/**
 * Sends the layers that somebody watches and no others. What a list does not name is sent: a page that was told nothing sends everything.
 * Where all sizes are in the first encoding (scalable video), the others rest whatever is watched.
 */
export async function sendLayers(sender: RTCRtpSender, watched: readonly boolean[]): Promise<void> {
  const parameters = sender.getParameters();
  let changed = false;
  const governed = inOneStream(parameters) ? parameters.encodings.slice(0, 1) : parameters.encodings;
  governed.forEach((encoding, index) => {
    const active = watched[index] ?? true;
    changed ||= encoding.active !== active;
    encoding.active = active;
  });
  if (changed) await sender.setParameters(parameters);
}

/** Several spatial layers (W3C webrtc-svc, section 6). */
function inOneStream({ encodings }: RTCRtpSendParameters): boolean {
  return /^[LS][2-9]/.test((encodings[0] as { scalabilityMode?: string } | undefined)?.scalabilityMode ?? '');
}
