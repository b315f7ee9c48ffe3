import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Built files: their names end in eight signs of a hash. */
const BUILT = /(-[\w-]{8})\.(js|css|json|svg|woff2)\b/g;

/**
 * A portal as a phone sees it: over a network that comes and goes, and over several versions. From the second on all built files
 * have other names, the old ones are gone, and the worker is another one. It stands between a browser and a portal.
 */
export class Deploys {
  version = 1;
  /** Of this version one file can't be fetched. */
  broken: RegExp | null = null;
  /** How often it was asked for. */
  asked = 0;
  /** No request gets through. */
  cut = false;
  /** Says of a request's path whether this one is lost: before it arrives, or its answer. */
  loses: (path: string) => 'request' | 'answer' | null = () => null;

  private constructor(
    private readonly portal: string,
    private readonly server: Server,
  ) {
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.pass(asked, answer));
  }

  static async before(portal: string): Promise<Deploys> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Deploys(portal, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const wanted = asked.url ?? '/';
    const lost = this.cut ? 'request' : this.loses(wanted);
    if (lost === 'request') return void asked.socket.destroy();
    const path = this.version === 1 ? wanted : wanted.replace(new RegExp(`v${this.version}(\\.\\w+)$`), '$1');
    const isBroken = this.broken?.test(wanted) ?? false;
    if (isBroken) this.asked += 1;
    if (isBroken || (this.version > 1 && path === wanted && wanted.startsWith('/assets/'))) return void answer.writeHead(404).end();
    // What a browser knows of the version before is of no use to it.
    const { 'if-none-match': _tag, 'if-modified-since': _since, ...headers } = { ...asked.headers, 'accept-encoding': 'identity' };
    const passed = request(new URL(path, this.portal), { method: asked.method, headers }, (said) => (lost ? said.resume().once('end', () => asked.socket.destroy()) : this.give(path, said, answer)));
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }

  private give(path: string, said: IncomingMessage, answer: ServerResponse): void {
    const isText = /html|javascript|css|json/.test(said.headers['content-type'] ?? '');
    if (this.version === 1 || !isText) return void said.pipe(answer.writeHead(said.statusCode ?? 500, said.headers));
    let text = '';
    said.setEncoding('utf8');
    said.on('data', (chunk: string) => (text += chunk));
    said.on('end', () => {
      const { 'content-length': _length, ...headers } = said.headers;
      const worker = path.startsWith('/sw.js') ? `\n// ${this.version}` : '';
      answer.writeHead(said.statusCode ?? 500, headers).end(text.replace(BUILT, `$1v${this.version}.$2`) + worker);
    });
  }
}
