import { Problem } from '../api/problem';
import type { UploadOptions } from '../api/files';
import type { FileView } from '../api/types';
import { Store } from './store';

export interface Upload {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  /** 0 to 1. */
  progress: number;
  /** Once it is up. */
  file: FileView | null;
  problem: Problem | null;
}

/** A message takes no more. */
export const maxFiles = 10;

/** The files of one message that is being written: each goes up at once, can be called off, and tried again. */
export class Uploads {
  readonly list = new Store<readonly Upload[]>([]);
  readonly #send: (file: File, options: UploadOptions) => Promise<FileView>;
  readonly #files = new Map<string, { file: File; abort: AbortController }>();
  #keys = 0;

  constructor(send: (file: File, options: UploadOptions) => Promise<FileView>) {
    this.#send = send;
  }

  get busy(): boolean {
    return this.list.get().some((one) => !one.file && !one.problem);
  }

  get ready(): readonly FileView[] {
    return this.list.get().flatMap((one) => (one.file ? [one.file] : []));
  }

  /** How many were too many, and were left out. */
  add(files: Iterable<File>): number {
    const all = [...files];
    const taken = all.slice(0, Math.max(0, maxFiles - this.list.get().length));
    for (const file of taken) {
      const key = String(++this.#keys);
      const { name, size } = file;
      this.list.update((list) => [...list, { key, name, size, progress: 0, file: null, problem: null }]);
      this.#start(key, file);
    }
    return all.length - taken.length;
  }

  retry(key: string): void {
    const known = this.#files.get(key);
    if (!known) return;
    this.#change(key, { progress: 0, problem: null });
    this.#start(key, known.file);
  }

  /** Takes it off the message; one that is on its way is called off. */
  remove(key: string): void {
    this.list.update((list) => list.filter((one) => one.key !== key));
    this.#files.get(key)?.abort.abort();
    this.#files.delete(key);
  }

  /** The message took them. */
  clear(): void {
    this.list.set([]);
    this.#files.clear();
  }

  #start(key: string, file: File): void {
    const abort = new AbortController();
    this.#files.set(key, { file, abort });
    const onProgress = (progress: number) => {
      this.#change(key, { progress });
    };
    this.#send(file, { onProgress, signal: abort.signal }).then(
      (view) => {
        this.#change(key, { progress: 1, file: view });
      },
      (error: unknown) => {
        this.#change(key, { problem: Problem.of(error) });
      },
    );
  }

  #change(key: string, change: Partial<Upload>): void {
    this.list.update((list) => list.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }
}
