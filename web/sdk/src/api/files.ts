import { Problem } from './problem';
import { enc, failed, request, type ApiOptions } from './transport';
import type { FileView } from './types';

/** Bytes that one file may have. */
export const maxFileSize = 20 * 1024 * 1024;

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
  signal?: AbortSignal;
}

export function filesApi(options: ApiOptions) {
  const path = (fileId: string) => `/api/chat/files/${enc(fileId)}`;
  return {
    /** Where staff's cookie is enough to see it. */
    url: (fileId: string) => `${options.base ?? ''}${path(fileId)}`,
    /** For customers, whose token no `<img>` sends. */
    content: async (fileId: string) => (await request(options, 'GET', path(fileId))).blob(),
    upload: (file: Blob, name: string, more: UploadOptions = {}) => upload(options, file, name, more),
  };
}

/** XMLHttpRequest, because only it tells how far an upload is. Aborted: rejects with `aborted`. */
function upload(options: ApiOptions, file: Blob, name: string, more: UploadOptions): Promise<FileView> {
  if (file.size > maxFileSize)
    return Promise.reject(new Problem('file_too_large', 413, 'more than 20 MiB, not sent'));
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `${options.base ?? ''}/api/chat/files?name=${enc(name)}`);
    xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    const token = options.token?.();
    if (token) xhr.setRequestHeader('Authorization', `Bearer ${token}`);
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable) more.onProgress?.(event.loaded / Math.max(1, event.total));
    };
    xhr.onload = () => {
      const { status, responseText } = xhr;
      const retryAfter = xhr.getResponseHeader('Retry-After');
      if (status >= 200 && status < 300) {
        try {
          resolve(JSON.parse(responseText) as FileView);
        } catch {
          reject(new Problem('unexpected', status, 'the answer is not JSON'));
        }
        return;
      }
      reject(failed(options, '/api/chat/files', Problem.fromAnswer(status, responseText, retryAfter)));
    };
    xhr.onerror = () => {
      reject(new Problem('network', 0, 'the upload broke off'));
    };
    xhr.onabort = () => {
      reject(new Problem('aborted', 0, 'the upload was cancelled'));
    };
    more.signal?.addEventListener('abort', () => {
      xhr.abort();
    });
    if (more.signal?.aborted) reject(new Problem('aborted', 0, 'the upload was cancelled'));
    else xhr.send(file);
  });
}
