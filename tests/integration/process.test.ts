import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort, pidOf, startPortal, type TestPortal } from '#tests/setup/portal.ts';
import { ROOT, readEnvironment } from '../../scripts/bootstrap/paths.mjs';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'merchants-home-process-'));
  folders.push(folder);
  return folder;
};
const TOKEN = 'a token of sixteen signs or more';
const embedded = { MONGODB_URI: '', DEMO_EMPTY: 'true' };

/** Runs a start that is meant to be refused. */
function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const settings = { ...process.env, VITEST: '', KEEP_BUILD: 'true', ...embedded, ...env } as unknown as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.once('close', (code) => done({ code, output: output.trim() }));
  });
}

async function health(url: string): Promise<{ status: number; body: { status: string; database: string; version: string } } | null> {
  const answer = await fetch(`${url}/health`).catch(() => null);
  return answer && { status: answer.status, body: (await answer.json()) as { status: string; database: string; version: string } };
}

async function until(is: () => Promise<boolean>, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await is())) {
    if (Date.now() > end) throw new Error('It did not come back in time.');
    await new Promise((next) => setTimeout(next, 50));
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('a running portal', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal({ env: { ...embedded, METRICS_TOKEN: TOKEN } });
  }, 240_000);
  afterAll(async () => void (await portal.stop()));

  it('says on /health how it is', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await health(portal.url)).toEqual({ status: 200, body: { status: 'ok', database: 'ok', version } });
  });

  it('has its address printed', () => {
    expect(portal.output()).toContain(`Merchants' Home is open: http://localhost:${new URL(portal.url).port}`);
  });

  it('answers with the security headers, a fresh nonce each time', async () => {
    const policies = await Promise.all([1, 2].map(async () => (await fetch(`${portal.url}/sign-in`)).headers));
    const [first, second] = policies.map((headers) => /script-src 'self' 'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]);
    expect(first).toMatch(/^.{20,}$/);
    expect(second).not.toBe(first);
    expect(Object.fromEntries(policies[0]!)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()') as string,
    });
    expect(policies[0]!.get('x-powered-by')).toBeNull();
  });

  it('answers a missing asset with a plain 404, before any page is rendered', async () => {
    const missing = await fetch(`${portal.url}/assets/gone-1234.js`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  it('accepts no form from another site, whatever page it names', async () => {
    const post = (headers: Record<string, string>) => fetch(`${portal.url}/language`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ language: 'ug' }), headers });
    expect((await post({ Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post({ Origin: 'null' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ Origin: portal.url })).status).toBe(303);
    // A page that tells nobody where it was makes the browser say `null`, and Remix itself has a check that knows no such page.
    expect((await post({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303);
    const refused = await fetch(`${portal.url}/language`, { method: 'POST', headers: { Accept: 'text/html', 'Accept-Language': 'ug' } });
    expect(await refused.text()).toMatch(/<html lang="ug" dir="rtl">.*يوللانما/s);
  });

  it('refuses a body that is too large before reading it', async () => {
    const answer = await fetch(`${portal.url}/language`, { method: 'POST', headers: { Origin: portal.url }, body: new URLSearchParams({ language: 'x'.repeat(600_000) }) });
    expect(answer.status).toBe(413);
  });

  it('shows its figures to nobody without the right to see them', async () => {
    expect((await fetch(`${portal.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${portal.url}/metrics`, { headers: { Authorization: 'Bearer guess' } })).status).toBe(404);
  });

  it('shows a scraper what its operator needs: requests, writes, jobs, sockets, the database, the doors; and no name or id', async () => {
    const read = async () => (await fetch(`${portal.url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
    await fetch(`${portal.url}/m/no-such-mall/requests/ZL-2026-0482173`);
    // The first job comes round within a minute of the start.
    const text = await vi.waitFor(async () => {
      const now = await read();
      expect(now).toContain('job_seconds_count');
      return now;
    }, { timeout: 60_000, interval: 500 });
    for (const name of ['http_request_seconds_bucket', 'command_seconds', 'job_seconds_count', 'jobs_due', 'live_connections 0', 'live_rooms', 'database_up 1', 'database_answer_seconds 0', 'security_events_total', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']) expect(text).toContain(name);
    expect(text).toContain('route="/m/:mall/requests/:number"');
    expect(text).not.toMatch(/no-such-mall|ZL-2026|[0-9a-f]{8}-[0-9a-f]{4}-7/);
  }, 90_000);

  it('refuses a second start on the same data folder, and goes on', async () => {
    const second = await start({ DATA_DIR: portal.dataDir, PORT: String(await freePort()) });
    expect(second).toEqual({ code: 1, output: expect.stringMatching(/^The portal already runs on .+ \(process \d+\): stop it, or set DATA_DIR/) as string });
    expect((await health(portal.url))?.status).toBe(200);
  });

  it('outlives its database: requests wait briefly or are told to come again, and all is well by itself', async () => {
    const before = pidOf(portal.dataDir, 'portal');
    const statuses = new Set<number>();
    portal.kill('database');
    await until(async () => {
      const now = await health(portal.url);
      const page = await fetch(`${portal.url}/sign-in`);
      statuses.add(page.status);
      if (page.status === 503) expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
      return now?.status === 200 && page.status === 200;
    });
    expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([]);
    expect(pidOf(portal.dataDir, 'portal')).toBe(before);
  });

  it('has a database that stands still ended and started again', async () => {
    const before = pidOf(portal.dataDir, 'database');
    await new Promise((done) => setTimeout(done, 15_000)); // One that began just now is given its time.
    process.kill(before, 'SIGSTOP');
    await until(async () => (await health(portal.url))?.status === 503);
    await until(async () => (await health(portal.url))?.status === 200, 60_000);
    expect(pidOf(portal.dataDir, 'database')).not.toBe(before);
  }, 120_000);

  it('comes back by itself after kill -9', async () => {
    const before = pidOf(portal.dataDir, 'portal');
    portal.kill('portal');
    await until(async () => (await health(portal.url))?.status === 200);
    expect(pidOf(portal.dataDir, 'portal')).not.toBe(before);
  });
});

describe('the end', () => {
  it('SIGTERM answers every request that was begun, within ten seconds', async () => {
    const portal = await startPortal({ env: embedded });
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    let stopping = false;
    let answered = 0;
    const failures: string[] = [];
    const ask = () =>
      new Promise<boolean>((done) => {
        const request = get(`${portal.url}/sign-in`, { agent }, (answer) => {
          answer.resume();
          answer.once('end', () => {
            if (answer.statusCode === 200) answered += 1;
            else failures.push(`status ${answer.statusCode}`);
            done(true);
          });
        });
        request.once('error', (error: NodeJS.ErrnoException) => {
          // A new connection after the end of listening isn't a request that was begun.
          if (!(stopping && error.code === 'ECONNREFUSED')) failures.push(String(error.code));
          done(false);
        });
      });
    const loops = Array.from({ length: 8 }, async () => {
      while (await ask());
    });
    await until(async () => answered > 100);
    stopping = true;
    const began = Date.now();
    expect(await portal.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await Promise.all(loops);
    agent.destroy();
    expect(failures).toEqual([]);
  }, 120_000);

  it('a killed supervisor is survived: the portal leaves, the next start takes the database over', async () => {
    const dataDir = newFolder();
    const first = await startPortal({ env: embedded, dataDir });
    const [portalPid, databasePid] = [pidOf(dataDir, 'portal'), pidOf(dataDir, 'database')];
    first.kill('supervisor');
    await until(async () => !isAlive(portalPid));
    expect(isAlive(databasePid)).toBe(true);

    const second = await startPortal({ env: embedded, dataDir });
    expect(second.output()).toContain('Taking over from a start that was cut off.');
    expect(isAlive(databasePid)).toBe(false);
    expect((await health(second.url))?.status).toBe(200);
    expect(await second.stop()).toBe(0);
  }, 120_000);
});

describe('a start that can not be', () => {
  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as { port: number };
    const refused = await start({ DATA_DIR: newFolder(), PORT: String(port) });
    expect(refused).toEqual({ code: 1, output: `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set PORT to another.` });
    other.close();
  });

  it('names every wrong setting at once, one sentence each', async () => {
    const refused = await start({ DATA_DIR: newFolder(), PORT: String(await freePort()), APP_MODE: 'production', PUBLIC_URL: 'http://home.example.org' });
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/SESSION_SECRET has to be set in production/);
    expect(refused.output).toMatch(/MASTER_KEY has to be set in production/);
    expect(refused.output).toMatch(/PUBLIC_URL has to be https in production/);
  }, 60_000);
});

describe('.env.example', () => {
  it('boots as it is', async () => {
    const folder = newFolder();
    copyFileSync(join(ROOT, '.env.example'), join(folder, '.env'));
    const settings = Object.fromEntries(Object.entries(readEnvironment(folder)).filter(([name]) => /^[A-Z_]+$/.test(name) && !(name in process.env)));
    const portal = await startPortal({ env: { ...(settings as Record<string, string>), ...embedded, PORT: String(await freePort()) } });
    expect((await health(portal.url))?.status).toBe(200);
    expect(await portal.stop()).toBe(0);
  }, 60_000);
});
