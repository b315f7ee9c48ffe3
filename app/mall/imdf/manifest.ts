import { EXTENSION } from './schema.ts';

/** IMDF's own file about an archive; extensions are named where the archive uses them. Language: of the venue's first name. */
export function manifestOf(created: Date, files: ReadonlyMap<string, unknown>): string {
  const extensions = files.has(`${EXTENSION.grids}.geojson`) || files.has('address.geojson') ? [EXTENSION.manifest] : null;
  return JSON.stringify({ version: '1.0.0', created: created.toISOString(), generated_by: 'Merchants Home', language: 'en', extensions });
}
