/** What the form sends; false where the browser lets no script choose files, and the chosen ones go as they are. */
export function putFiles(input: HTMLInputElement, files: readonly File[]): boolean {
  try {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    return true;
  } catch {
    return false;
  }
}
