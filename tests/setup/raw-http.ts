import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** In ms, from the first byte sent to the last one received. */
  took: number;
}

export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Of sign-in and other forms; sent url-encoded and, unless `headers` say otherwise, as a page of the portal itself would. */
  form?: Record<string, string> | [string, string][];
  cookie?: string;
}

/** A request as it is written, byte for byte: `fetch` would tidy the path and choose headers of its own. */
export function ask(url: string, path: string, { method, headers = {}, body, form, cookie }: Question = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const sent = form ? new URLSearchParams(form).toString() : body;
  const all: Record<string, string> = { Host: host, ...(cookie ? { Cookie: cookie } : {}) };
  if (form) Object.assign(all, { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url });
  if (sent !== undefined) all['Content-Length'] = String(Buffer.byteLength(sent));
  for (const [name, value] of Object.entries(headers)) {
    if (value === '') delete all[name];
    else all[name] = value;
  }
  return new Promise((done, failed) => {
    const began = performance.now();
    const asked = request({ hostname, port, path, method: method ?? (sent === undefined ? 'GET' : 'POST'), headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text, took: performance.now() - began }));
      response.on('error', failed);
    });
    asked.on('error', failed);
    // A body that is refused by its announced size is never read.
    asked.end(Number(all['Content-Length'] ?? 0) === Buffer.byteLength(sent ?? '') ? sent : undefined);
  });
}

/** What the answer sets of a cookie, e.g. `mh=…`, or undefined. */
export function cookieSet(answer: Answer, name: string): string | undefined {
  return answer.headers['set-cookie']?.find((line) => line.startsWith(`${name}=`));
}
