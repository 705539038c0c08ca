/** How long a browser may take to begin a download, ms. */
const BEGINS_WITHIN_MS = 60_000;

/** Puts a file among the browser's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), BEGINS_WITHIN_MS);
}
