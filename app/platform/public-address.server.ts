import { BlockList, isIP } from 'node:net';

/** What never is somebody else's server on the public net: this machine, its neighbours, and what is set apart (IANA's registries). */
const CLOSED: readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'], ['10.0.0.0', 8, 'ipv4'], ['100.64.0.0', 10, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'], ['192.0.2.0', 24, 'ipv4'], ['192.88.99.0', 24, 'ipv4'], ['192.168.0.0', 16, 'ipv4'], ['198.18.0.0', 15, 'ipv4'], ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'], ['224.0.0.0', 4, 'ipv4'], ['240.0.0.0', 4, 'ipv4'],
  ['2001::', 23, 'ipv6'], ['2001:db8::', 32, 'ipv6'], ['2002::', 16, 'ipv6'], ['3fff::', 20, 'ipv6'],
];

let closed: BlockList | undefined;
let global: BlockList | undefined;

/** Whether this is an address of the public net. Of version 6 only the global unicast block is, so what wraps one of version 4 isn't. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (!closed || !global) {
    closed = new BlockList();
    for (const [from, bits, of] of CLOSED) closed.addSubnet(from, bits, of);
    global = new BlockList();
    global.addSubnet('2000::', 3, 'ipv6');
  }
  if (family === 4) return !closed.check(address, 'ipv4');
  return global.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** A place on the public net to which something may be sent: https, no name and password in it. Null for anything else. */
export function readTarget(written: string, most = 300): URL | null {
  if (!URL.canParse(written) || written.length > most) return null;
  const url = new URL(written);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || url.username || url.password || url.hash || (isIP(host) !== 0 && !isPublicAddress(host))) return null;
  return url;
}
