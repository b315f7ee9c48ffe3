/** The parts of a workbook as text, without when they were packed. */
export async function partsOf(bytes: Buffer): Promise<Record<string, string>> {
  const { fromBuffer } = await import('yauzl');
  const { text } = await import('node:stream/consumers');
  return new Promise((done, failed) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return failed(error);
      const parts: Record<string, string> = {};
      zip.on('end', () => done(parts));
      zip.on('entry', (entry: { fileName: string }) => zip.openReadStream(entry as never, (wrong, stream) => (wrong ? failed(wrong) : text(stream).then((words) => { parts[entry.fileName] = words; zip.readEntry(); }, failed))));
      zip.readEntry();
    });
  });
}
