import { lookup } from 'node:dns';
import { request as requestPlainly } from 'node:http';
import { request as requestSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.server.ts';

/** What became of one try. `reached`: the other side has what was sent, whatever it answered. */
export interface SentOut {
  reached: boolean;
  ok: boolean;
  /** A status, or why there is none: a closed word. */
  answer: string;
  body: string;
}

const PATIENCE = 10_000;
const MOST_ANSWER = 64 * 1024;
const refused = (answer: string): SentOut => ({ reached: false, ok: false, answer, body: '' });

class ClosedAddress extends Error {}

/** Resolves a name for the connection itself: what is looked at is what is connected to, so a name can't change in between. */
function lookupAllowed(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const closed = addresses.find(({ address }) => !isAllowed(address));
      const [first] = addresses;
      if (closed || !first) return done(new ClosedAddress(), '', 0);
      if (options.all) return (done as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

/**
 * Posts to another house: never to an address that isn't public, never on to where an answer points, with ten seconds' patience.
 * Throws nothing. @param isAllowed for tests alone
 */
export function sendOut(target: URL, { headers, body }: { headers: Record<string, string>; body: string }, isAllowed: (address: string) => boolean = isPublicAddress): Promise<SentOut> {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) return Promise.resolve(refused('private-address'));
  const request = target.protocol === 'https:' ? requestSafely : requestPlainly;
  return new Promise((done) => {
    const asked = request(target, { method: 'POST', headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)), 'User-Agent': 'merchants-home' }, lookup: lookupAllowed(isAllowed), agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      let read = '';
      const end = () => done({ reached: true, ok: status >= 200 && status < 300, answer: status >= 300 && status < 400 ? 'redirect' : String(status), body: read });
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        read += part;
        if (read.length > MOST_ANSWER) response.destroy();
      });
      response.on('close', end);
      response.on('error', end);
    });
    const late = setTimeout(() => asked.destroy(new Error('late')), PATIENCE);
    asked.on('close', () => clearTimeout(late));
    asked.on('error', (error) => done(refused(error instanceof ClosedAddress ? 'private-address' : error.message === 'late' ? 'too-late' : 'unreachable')));
    asked.end(body);
  });
}
