import { describe, expect, it, vi } from 'vitest';
import { patiently } from './devices';

const named = (name: string) => new DOMException('no', name);

describe('a device that is busy', () => {
  it('is asked for again', async () => {
    const open = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(named('NotReadableError'))
      .mockResolvedValue('a track');
    expect(await patiently(open, [0, 0])).toBe('a track');
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('is given up after the last wait', async () => {
    const open = vi.fn<() => Promise<string>>().mockRejectedValue(named('NotReadableError'));
    await expect(patiently(open, [0, 0])).rejects.toThrow('no');
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('is not confused with one that was refused', async () => {
    const open = vi.fn<() => Promise<string>>().mockRejectedValue(named('NotAllowedError'));
    await expect(patiently(open, [0, 0])).rejects.toThrow('no');
    expect(open).toHaveBeenCalledOnce();
  });
});
