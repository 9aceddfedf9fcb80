import type { ApiClient, FileView } from '@meet/sdk';

/** Downloads with the customer's token, which a plain link would not send. */
export async function saveFile(api: ApiClient, file: FileView): Promise<void> {
  const url = URL.createObjectURL(await api.files.content(file.fileId));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser has taken it by then; kept longer, it would hold the file in memory.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
