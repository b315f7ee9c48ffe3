import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './paths.mjs';
import { runQuietly } from './dependencies.mjs';
import { Stop } from './stop.mjs';

/** This machine's addresses on its networks: what a phone beside it types. */
export function localAddresses() {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}

/**
 * A self-signed certificate for this machine's names and addresses, kept in the data folder and made again when they change.
 * @param {string} dataDir
 * @param {import('./paths.mjs').Environment} env
 * @returns {Promise<{TLS_KEY: string, TLS_CERT: string}>} files for the portal
 */
export async function ensureCertificate(dataDir, env) {
  const names = ['DNS:localhost', 'IP:127.0.0.1', ...localAddresses().map((address) => `IP:${address}`)].join(',');
  const folder = join(dataDir, 'certificate', sha256(names).slice(0, 12));
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');
  if (!existsSync(certificate)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const subject = ['-subj', "/CN=Merchants' Home on this machine", '-addext', `subjectAltName=${names}`];
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365'];
    const { code, output } = await runQuietly('openssl', [...made, ...subject, '-keyout', key, '-out', certificate], { env });
    if (code !== 0) throw new Stop(`${output}\nNo certificate could be made: is openssl installed?`);
    writeFileSync(join(folder, 'names.txt'), names);
  }
  return { TLS_KEY: key, TLS_CERT: certificate };
}
