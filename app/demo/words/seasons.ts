import type { Localized } from '#models/mall.server.ts';
import { readWords } from './table.ts';

/** From winter on, by the month that a round opens in. */
const ROUNDS = `
冬季走访|قىشلىق زىيارەت نۆۋىتى|Қысқы аралау|Зимний обход|Winter round
春季走访|باھارلىق زىيارەت نۆۋىتى|Көктемгі аралау|Весенний обход|Spring round
夏季走访|يازلىق زىيارەت نۆۋىتى|Жазғы аралау|Летний обход|Summer round
秋季走访|كۈزلۈك زىيارەت نۆۋىتى|Күзгі аралау|Осенний обход|Autumn round`;

/** Names of the round that opened on this day and of the one before it. */
export function roundNames(opensOn: string): Record<'current' | 'last', Localized> {
  const rounds = readWords(ROUNDS);
  const season = Math.floor((Number(opensOn.slice(5, 7)) % 12) / 3);
  return { current: rounds[season] ?? {}, last: rounds[(season + 3) % 4] ?? {} };
}
