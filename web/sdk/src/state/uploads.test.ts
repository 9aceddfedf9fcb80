import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import type { FileView } from '../api/types';
import { maxFiles, Uploads } from './uploads';

const view = (name: string): FileView => ({
  ...{ fileId: name, name, size: 1, contentType: 'text/plain' },
  width: null,
  height: null,
});
const file = (name: string) => new File(['x'], name);

describe('uploads', () => {
  it('are ready once they are up', async () => {
    let finish: (file: FileView) => void = () => undefined;
    const uploads = new Uploads(() => new Promise((resolve) => (finish = resolve)));
    uploads.add([file('a.txt')]);
    expect(uploads.busy).toBe(true);
    finish(view('a.txt'));
    await Promise.resolve();
    expect(uploads.busy).toBe(false);
    expect(uploads.ready.map((one) => one.fileId)).toEqual(['a.txt']);
  });

  it('tell how far they are', () => {
    let tell: (done: number) => void = () => undefined;
    const uploads = new Uploads((_, options) => {
      tell = options.onProgress ?? tell;
      return new Promise(() => undefined);
    });
    uploads.add([file('a.txt')]);
    tell(0.4);
    expect(uploads.list.get()[0]?.progress).toBe(0.4);
  });

  it('fail one by one, and go again', async () => {
    let tries = 0;
    const uploads = new Uploads((one) =>
      ++tries === 1 ? Promise.reject(new Problem('network', 0, '')) : Promise.resolve(view(one.name)),
    );
    uploads.add([file('a.txt')]);
    await Promise.resolve();
    await Promise.resolve();
    const failed = uploads.list.get()[0];
    expect(failed?.problem?.code).toBe('network');
    expect(uploads.ready).toEqual([]);
    uploads.retry(failed?.key ?? '');
    await Promise.resolve();
    expect(uploads.ready).toHaveLength(1);
  });

  it('stop when they are taken off', () => {
    let signal: AbortSignal | undefined;
    const uploads = new Uploads((_, options) => {
      signal = options.signal;
      return new Promise(() => undefined);
    });
    uploads.add([file('a.txt')]);
    uploads.remove(uploads.list.get()[0]?.key ?? '');
    expect(signal?.aborted).toBe(true);
    expect(uploads.list.get()).toEqual([]);
  });

  it('are ten at most', () => {
    const uploads = new Uploads(() => new Promise(() => undefined));
    expect(uploads.add(Array.from({ length: 12 }, (_, i) => file(String(i))))).toBe(12 - maxFiles);
    expect(uploads.list.get()).toHaveLength(maxFiles);
  });
});
