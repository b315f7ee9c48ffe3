import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, readTarget } from './public-address.server.ts';

describe('An address to which something may be sent', () => {
  it.each(['127.0.0.1', '127.8.8.8', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1', 'not an address', ''])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is never one of the private ranges, whichever of them', () => {
    const octet = fc.nat(255);
    fc.assert(fc.property(fc.constantFrom('10', '127', '192.168', '169.254'), octet, octet, octet, (from, a, b, c) => !isPublicAddress([from, a, b, c].join('.').split('.').slice(0, 4).join('.'))));
  });

  it.each(['http://city.example/hook', 'https://user:pass@city.example/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'ftp://city.example', 'javascript:alert(1)', 'city.example', '', `https://city.example/${'x'.repeat(300)}`])('isn’t written so: %s', (written) => {
    expect(readTarget(written)).toBeNull();
  });

  it('is https with a name', () => {
    expect(readTarget('https://city.example:8443/open311/v2')?.href).toBe('https://city.example:8443/open311/v2');
  });
});
