/**
 * The camera's picture in three sizes at once (simulcast, RFC 8853), from the smallest to the largest: the node sends each person the one
 * that fits their screen and their connection. A browser sends fewer while its own connection is short, and of a small picture. Bits per
 * second.
 */
export const cameraLayers: RTCRtpEncodingParameters[] = [
  { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];

/**
 * In VP9 and AV1 the sizes are layers of one stream instead (scalable video): the first encoding becomes the whole picture, the others rest.
 * A browser that cannot lay them so sends what it can.
 */
export async function layInOneStream(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  const [first, ...others] = parameters.encodings;
  if (!first || others.length === 0 || !/vp9|av1/i.test(parameters.codecs[0]?.mimeType ?? '')) return;
  Object.assign(first, cameraLayers.at(-1), { rid: first.rid, scalabilityMode: 'L3T3' });
  for (const one of others) one.active = false;
  await sender.setParameters(parameters);
}
