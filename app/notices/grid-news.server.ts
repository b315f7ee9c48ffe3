import { Notices } from '#models/notice.server.ts';
import { newId } from '#app/platform/ids.ts';
import { registerGridChange } from '#app/mall/grids/change-source.server.ts';
import { countReach } from './audiences.server.ts';
import { expiryOf } from './rules.ts';

/**
 * News of a change of grids to everybody in the grids that give or take: their shops and their five. Written in the
 * transaction of the change; deliveries follow in batches, as of any notice.
 */
export function registerGridNews(): void {
  registerGridChange({
    id: 'notices',
    tell: async (tx, mall, change, news) => {
      if (change.touched.length === 0) return;
      const audience = { kind: 'grids' as const, ids: [...change.touched] };
      const { accounts } = await countReach(tx.mall, audience, tx.now);
      if (accounts === 0) return;
      const id = newId();
      const row = { _id: id, mall: tx.mall, class: 'information' as const, template: `grids-${news}`, params: { day: change.day }, link: `/m/${mall.slug}/map`, title: '' };
      await Notices.create([{ ...row, audience, author: 'house', role: 'house', sentAt: tx.now, expiresAt: expiryOf(tx.now), state: 'queued', accounts, queued: 0 }], { session: tx.session });
    },
  });
}
