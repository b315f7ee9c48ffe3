import { authorised } from '#app/platform/authorise.server.ts';
import { getPicture } from './queries.server.ts';

/** The picture under a level. The browser keeps it and asks each time whether it is still the one. */
export const loader = authorised({ can: 'map:edit' }, async ({ request, params, mall }) => {
  const { id, bytes } = await getPicture(mall._id, String(params.level));
  const headers = { ETag: `"${id}"`, 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox" };
  if (request.headers.get('If-None-Match') === headers.ETag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': 'image/webp', 'Content-Length': String(bytes.length), 'Content-Disposition': 'inline' } });
});
