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
