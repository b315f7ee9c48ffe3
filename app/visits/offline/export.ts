/** What a person typed, as a file of her own: it leaves the portal by her hand only. */
export function saveFile(title: { number: string }, fields: Record<string, string>): void {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  const address = URL.createObjectURL(new Blob([lines.join('\n'), '\n'], { type: 'text/plain;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: `${title.number || 'visit'}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
