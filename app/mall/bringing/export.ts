import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { exportImdf } from '../imdf/export.server.ts';
import { manifestOf } from '../imdf/manifest.ts';

/** The map as an IMDF archive; rooms and grids, no shop. */
export const loader = authorised({ can: 'map:edit' }, async ({ mall, now }) => {
  const files = await exportImdf(mall._id);
  if (files.size === 0) throw notFound();
  const zip = new ZipFile();
  for (const [name, text] of files) zip.addBuffer(Buffer.from(text), name);
  zip.addBuffer(Buffer.from(manifestOf(now, files)), 'manifest.json');
  zip.end();
  const headers = { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename="${mall.slug}-imdf.zip"`, 'Cache-Control': 'no-store' };
  return new Response(Readable.toWeb(zip.outputStream as Readable) as ReadableStream, { headers });
});
