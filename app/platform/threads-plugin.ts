import type { Plugin } from 'vite';

const ENDING = '?thread';
const BUILT = '\0thread:';

/**
 * `import thread from './reading-thread.ts?thread'`: the address of the built file at which a worker thread of the server
 * begins, or null where nothing is built (development, tests): there the work is done in the process itself.
 */
export function threads(): Plugin {
  let isBuild = false;
  return {
    name: 'threads',
    enforce: 'pre',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    async resolveId(id, importer) {
      if (!id.endsWith(ENDING)) return null;
      const file = await this.resolve(id.slice(0, -ENDING.length), importer, { skipSelf: true });
      return file && `${BUILT}${file.id}`;
    },
    load(id) {
      if (!id.startsWith(BUILT)) return null;
      if (!isBuild) return 'export default null;';
      const file = id.slice(BUILT.length);
      const name = file.split('/').at(-1)!.replace(/\.ts$/, '.js');
      const reference = this.emitFile({ type: 'chunk', id: file, fileName: name });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
