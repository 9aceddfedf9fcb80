import { describe, expect, it, vi } from 'vitest';
import { sendLayers } from './watchedLayers';

function senderOf(...active: boolean[]) {
  const encodings = active.map((one, index) => ({ rid: `${index}`, active: one, maxBitrate: 100 }));
  const setParameters = vi.fn(() => Promise.resolve());
  return {
    setParameters,
    sender: { getParameters: () => ({ encodings }), setParameters } as unknown as RTCRtpSender,
  };
}

describe('layers that somebody watches', () => {
  it('are sent, and the others are not', async () => {
    const { sender, setParameters } = senderOf(true, true, true);
    await sendLayers(sender, [true, false, true]);
    const encodings = sender.getParameters().encodings;
    expect(setParameters).toHaveBeenCalledWith({ encodings });
    expect(encodings.map((one) => one.active)).toEqual([true, false, true]);
    expect(encodings.map((one) => one.maxBitrate)).toEqual([100, 100, 100]);
  });

  it('change nothing where everything is as it should be', async () => {
    const { sender, setParameters } = senderOf(true, false);
    await sendLayers(sender, [true, false]);
    expect(setParameters).not.toHaveBeenCalled();
  });

  it('are all that were not spoken of', async () => {
    const { sender } = senderOf(false, true, false);
    await sendLayers(sender, [false]);
    expect(sender.getParameters().encodings.map((one) => one.active)).toEqual([false, true, true]);
  });

  it('are those of one stream, where it has them all', async () => {
    const { sender } = senderOf(true, false, false);
    Object.assign(sender.getParameters().encodings[0] ?? {}, { scalabilityMode: 'L3T3' });
    await sendLayers(sender, [true, true, true]);
    expect(sender.getParameters().encodings.map((one) => one.active)).toEqual([true, false, false]);
    await sendLayers(sender, [false]);
    expect(sender.getParameters().encodings.map((one) => one.active)).toEqual([false, false, false]);
  });
});
