/**
 * Sends the layers that somebody watches and no others. What a list does not name is sent: a page that was told nothing sends everything.
 */
export async function sendLayers(sender: RTCRtpSender, watched: readonly boolean[]): Promise<void> {
  const parameters = sender.getParameters();
  let changed = false;
  parameters.encodings.forEach((encoding, index) => {
    const active = watched[index] ?? true;
    changed ||= encoding.active !== active;
    encoding.active = active;
  });
  if (changed) await sender.setParameters(parameters);
}
