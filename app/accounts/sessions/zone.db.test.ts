import { describe, expect, it } from 'vitest';
import { zoneOf } from '#app/platform/malls.server.ts';
import { buildMall } from '#tests/factories/mall.ts';

const now = new Date('2026-03-11T06:00:00Z');

describe('pages of one’s own', () => {
  it('show times in the zone of one’s mall, or of a mall under one’s office', async () => {
    const [here, there] = [await buildMall(), await buildMall({ zone: 'Asia/Shanghai' })];
    expect(await zoneOf([{ kind: 'operator' }, { kind: 'owner', mall: there._id, merchant: 'm' }], now)).toBe('Asia/Shanghai');
    expect(await zoneOf([{ kind: 'officer', mall: here._id, post: 'council' }, { kind: 'owner', mall: there._id, merchant: 'm' }], now)).toBe('Asia/Urumqi');
    expect(await zoneOf([{ kind: 'official', office: there.office }], now)).toBe('Asia/Shanghai');
  });

  it('show them in the zone of the house for whom no mall is there', async () => {
    for (const memberships of [[], [{ kind: 'operator' }], [{ kind: 'official', office: 'none' }], [{ kind: 'partner', mall: 'gone', partner: 'p' }]] as const) {
      expect(await zoneOf(memberships, now)).toBe('Asia/Urumqi');
    }
  });
});
