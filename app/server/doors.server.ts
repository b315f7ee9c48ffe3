import type { Request as ExpressRequest, RequestHandler, Response as ExpressResponse } from 'express';
import { errorsBody, formatOf, mediaTypeOf } from '#app/platform/door-answers.ts';

const DOORS = /^\/(open311|hooks)(\/|$)/;
/** Of what another system sends, in bytes: a report is some sentences. */
const MOST = 64 * 1024;
const POSTED = /^\/(open311\/v2\/requests\.(json|xml)|hooks\/[^/]+\/[^/]+)$/;
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Where other systems come in, with a key or a signature of their own (docs/decisions/0130). */
export const isDoor = (path: string): boolean => DOORS.test(path);

/** A check of pages, left out where no page is. */
export const forPages = (check: RequestHandler): RequestHandler => (req, res, next) => (isDoor(req.path) ? next() : check(req, res, next));

function refuse(req: ExpressRequest, res: ExpressResponse, code: number, description: string): void {
  const format = formatOf(req.path) ?? 'json';
  if (code === 413) res.set('Connection', 'close');
  res.status(code).set({ 'Content-Type': mediaTypeOf(format), 'Cache-Control': 'no-store' }).send(errorsBody(format, code, description));
}

/** A small body of the one kind that is read there, that says its size beforehand. */
function wrongBody(req: ExpressRequest): [code: number, description: string] | null {
  const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
  if (coding !== undefined) return [411, 'The body has to say its length.'];
  if (Number(length ?? 0) > MOST) return [413, `The body has more than ${MOST} bytes.`];
  const types = req.path.startsWith('/hooks/') ? ['application/json'] : FORMS;
  return Number(length ?? 0) > 0 && !req.is(types) ? [415, `The body has to be ${types.join(' or ')}.`] : null;
}

/**
 * What holds for every door before it opens. A cookie is taken away before anybody reads it: nothing that a browser sends by
 * itself counts here, so it doesn't matter which page a request came from.
 */
export const machineDoors: RequestHandler = (req, res, next) => {
  if (!isDoor(req.path)) return next();
  for (const sent of ['cookie', 'origin']) delete req.headers[sent];
  const isPublic = req.path.startsWith('/open311');
  if (isPublic && req.method !== 'POST') res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  if (isPublic && req.method === 'OPTIONS') return void res.status(204).set({ Allow: 'GET, HEAD, POST, OPTIONS', 'Access-Control-Allow-Methods': 'GET, HEAD', 'Access-Control-Max-Age': '86400' }).end();
  const reads = req.method === 'GET' || req.method === 'HEAD';
  if (!(isPublic && reads) && !(req.method === 'POST' && POSTED.test(req.path))) {
    res.set('Allow', isPublic ? 'GET, HEAD, OPTIONS' : 'POST');
    return refuse(req, res, 405, 'This method isn’t taken here.');
  }
  if (req.path.endsWith('.data')) return refuse(req, res, 404, 'There is nothing at this address.');
  const wrong = reads ? null : wrongBody(req);
  return wrong ? refuse(req, res, ...wrong) : next();
};
