import type { ContentLanguage, Localized } from '#models/mall.server.ts';
import type { DrawnBooth } from './draw-floors.ts';
import type { Random } from './random.ts';
import { signStems } from './words/sign-stems.ts';
import { signTrades, type Trade } from './words/sign-trades.ts';
import { wordsOf } from './words/table.ts';

export interface DemoShop {
  /** Number of its first booth. */
  key: string;
  names: Localized;
  trade: Trade;
  grid: number;
  floor: string;
  units: string[];
  wishedTime?: string;
  phone: string;
  /** Days since it moved in. */
  since: number;
}

/** Booths of each floor that stand empty, and tenants that hold the booth next door as well. */
const EMPTY: Record<string, number> = { B1: 2, F1: 0, F2: 2, F3: 2 };
const DOUBLE: Record<string, number> = { B1: 4, F1: 0, F2: 3, F3: 2 };

/** What is sold where: streets of one trade, with others mixed in. Three main trades a grid. */
const STREETS: Record<number, [Trade, Trade, Trade]> = {
  1: ['household-goods', 'furniture', 'appliances'],
  2: ['household-goods', 'carpets', 'appliances'],
  3: ['carpets', 'curtains-bedding', 'furniture'],
  4: ['dried-fruit-nuts', 'spices', 'tea'],
  5: ['household-goods', 'logistics', 'dried-fruit-nuts'],
  6: ['jewellery', 'garments', 'handicrafts'],
  7: ['cosmetics', 'mobile-phones', 'bags'],
  8: ['garments', 'shoes', 'bags'],
  9: ['fabrics', 'hats-scarves', 'garments'],
  10: ['dried-fruit-nuts', 'tea', 'sweets'],
  11: ['hats-scarves', 'handicrafts', 'jewellery'],
  12: ['mobile-phones', 'cosmetics', 'sweets'],
  13: ['garments', 'hats-scarves', 'bags'],
  14: ['garments', 'toys', 'shoes'],
  15: ['shoes', 'garments', 'bags'],
  16: ['bags', 'shoes', 'garments'],
  17: ['fabrics', 'curtains-bedding', 'tailor'],
  18: ['garments', 'fabrics', 'tailor'],
  19: ['toys', 'mobile-phones', 'cosmetics'],
  20: ['restaurant', 'naan-bakery', 'sweets'],
  21: ['restaurant', 'tea', 'sweets'],
  22: ['tailor', 'musical-instruments', 'handicrafts'],
  23: ['cosmetics', 'other', 'pharmacy'],
  24: ['carpets', 'handicrafts', 'curtains-bedding'],
};
const ANYWHERE: Trade[] = ['other', 'mobile-phones', 'sweets', 'cosmetics', 'naan-bakery', 'household-goods', 'tailor', 'garments', 'fabrics'];

/** The corner that the pictures of the interface show, as they show it. */
const KNOWN: Record<string, [trade: Trade, sign: string]> = {
  'F1-062': ['naan-bakery', '老街馕饼|كونا كوچا نانلىرى'],
  'F1-063': ['other', '明月眼镜|ئايدىڭ كۆزەينەكلىرى'],
  'F1-064': ['bags', '阿凡提箱包|ئەپەندىم سومكىلىرى'],
  'F1-065': ['fabrics', '织锦坊|||Мир ткани'],
  'F1-066': ['garments', '古丽扎尔服装||Гүлзар киім'],
  'F1-067': ['fabrics', '石榴花布艺|ئانارگۈل رەختلىرى|Анаргүл маталары|Ткани «Анаргуль»|Pomegranate Fabrics'],
  'F1-068': ['restaurant', '巴合提茶馆||Бақыт шайханасы'],
  'F1-069': ['hats-scarves', '丝绸头巾||Жібек орамал'],
  'F1-070': ['tailor', '金剪刀裁缝铺|ئالتۇن قايچا تىككۈچىلىكى|||Golden Scissors Tailor'],
  'F1-071': ['fabrics', '艾德莱斯布行|ئەتلەس رەختلىرى'],
  'F1-072': ['other', '纽扣之家|تۈگمە دۇكىنى'],
  'F1-073': ['dried-fruit-nuts', '雪莲干果行|قارلەيلىسى يەل-يېمىشلىرى'],
  'F1-076': ['musical-instruments', '天鹅琴行||Аққу домбыралары'],
};

const WISHED = ['11:00-13:00', '10:30-12:00', '12:00-14:00', '16:00-18:00', '17:00-19:00'];

/** Chinese, and one more language of the mall: what stands on such signs. */
function paintSign(random: Random, stem: Localized, trade: Localized): Localized | null {
  const second = random.weighted<ContentLanguage>([['ug', 58], ['kk', 24], ['ru', 18]]);
  if (!stem[second] || !trade[second]) return null;
  const words = second === 'ru' ? `${trade.ru} «${stem.ru}»` : `${stem[second]} ${trade[second]}`;
  return { zh: `${stem.zh}${trade.zh}`, [second]: words };
}

/** Paints signs until one is new; a first half serves at most eight shops. */
function signPainter(random: Random): (trade: Trade) => Localized {
  const stems = signStems();
  const trades = signTrades();
  const painted = new Set(Object.values(KNOWN).flatMap(([, sign]) => Object.values(wordsOf(sign))));
  const used = new Map<Localized, number>();
  return (trade) => {
    for (let tries = 0; tries < 10_000; tries += 1) {
      const stem = random.pick(stems);
      const sign = paintSign(random, stem, random.pick(trades[trade]));
      if (!sign || (used.get(stem) ?? 0) >= 8 || Object.values(sign).some((words) => painted.has(words))) continue;
      used.set(stem, (used.get(stem) ?? 0) + 1);
      Object.values(sign).forEach((words) => painted.add(words));
      return sign;
    }
    throw new Error(`No new sign for ${trade} was found.`);
  };
}

/** Which booth belongs to which shop: the first booth of each, with the one next door for some. */
function shareOut(booths: readonly DrawnBooth[], floor: string, random: Random): { booth: DrawnBooth; units: string[] }[] {
  const mine = booths.filter((booth) => booth.floor === floor && booth.lettable);
  const mayPair = mine.filter((booth, i) => mine[i + 1]?.grid === booth.grid && i % 2 === 0);
  const pairs = new Set(random.shuffle(mayPair).slice(0, DOUBLE[floor]));
  const second = new Set([...pairs].map((booth) => mine[mine.indexOf(booth) + 1]!));
  const empty = new Set(random.shuffle(mine.filter((booth) => !pairs.has(booth) && !second.has(booth))).slice(0, EMPTY[floor]));
  return mine.filter((booth) => !second.has(booth) && !empty.has(booth)).map((booth) => {
    const next = mine[mine.indexOf(booth) + 1]?.key;
    return { booth, units: pairs.has(booth) && next ? [booth.key, next] : [booth.key] };
  });
}

/** The shops of the mall: who trades in which booth, under which sign. 449, by the floors' numbers of empty and doubled booths. */
export function openShops(booths: readonly DrawnBooth[], random: Random): DemoShop[] {
  const paint = signPainter(random);
  return Object.keys(EMPTY)
    .flatMap((floor) => shareOut(booths, floor, random))
    .map(({ booth, units }, i): DemoShop => {
      const grid = booth.grid ?? 0;
      const [first, other, third] = STREETS[grid] ?? ['other', 'other', 'other'];
      const known = KNOWN[booth.key];
      const trade = known?.[0] ?? random.weighted([[first, 46], [other, 22], [third, 14], [random.pick(ANYWHERE), 18]]);
      return {
        key: booth.key,
        names: known ? wordsOf(known[1]) : paint(trade),
        trade,
        grid,
        floor: booth.floor,
        units,
        wishedTime: booth.key === 'F1-068' ? '11:00-13:00' : random.chance(0.17) ? random.pick(WISHED) : undefined,
        // No such numbers exist: the block 154 0000 was never given out.
        phone: `154 0000 ${String(1_001 + i)}`,
        since: random.int(130, 4_000),
      };
    });
}
