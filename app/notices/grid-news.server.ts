import { registerGridChange } from '#app/mall/grids/change-source.server.ts';
import { tellAudience } from './house-news.server.ts';

/** News of a change of grids to everybody in the grids that give or take: their shops and their five. */
export function registerGridNews(): void {
  registerGridChange({
    id: 'notices',
    tell: async (tx, mall, change, news) => {
      if (change.touched.length === 0) return;
      await tellAudience(tx, { kind: 'grids', ids: [...change.touched] }, { template: `grids-${news}`, params: { day: change.day }, link: `/m/${mall.slug}/map` });
    },
  });
}
