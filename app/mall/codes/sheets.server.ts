import { LANGUAGES, isLanguage, type Language } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { levelsOf, listGrids } from '../queries.server.ts';
import { type CodedPlace, listPlaces } from './places.server.ts';
import { addressOfCode, drawQr } from './qr.server.ts';
import { codesOf } from './queries.server.ts';
import type { SheetChoice } from './schema.ts';
import { sheetMarkup } from './sheet-markup.server.ts';

/** Labels of one page, whole papers each: xl fills an A4 with one, l four, m nine, s twenty. */
const PAGE = { xl: 20, l: 40, m: 45, s: 40 } as const;

/** Booths are printed floor by floor: without another choice, the ground floor's. */
async function levelOf(mall: string, { of, level, grid, number }: SheetChoice): Promise<string | undefined> {
  if (level || grid || number || of === 'assets') return level;
  const levels = await levelsOf(mall);
  return (levels.find(({ ordinal }) => ordinal === 0) ?? levels.at(-1))?._id;
}

/** What an officer prints: the labels she chose, with the hint in every language that the mall offers. */
export async function getSheet(mall: KnownMall, choice: SheetChoice, language: Language) {
  const level = await levelOf(mall._id, choice);
  const [levels, grids, places] = await Promise.all([levelsOf(mall._id), listGrids(mall._id), listPlaces(mall._id, { ...choice, level })]);
  const most = PAGE[choice.size];
  const pages = Math.max(1, Math.ceil(places.length / most));
  const page = Math.min(choice.page, pages);
  const shown = places.slice((page - 1) * most, page * most);
  return {
    sheet: {
      level: level ?? null,
      first: firstOf(shown),
      shown: shown.length,
      total: places.length,
      page,
      pages,
      levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })),
      // Of this floor: a mall of hundreds of floors has thousands.
      grids: grids.flatMap(({ _id, number, levels: on }) => (!level || on.includes(level) || _id === choice.grid ? [{ id: _id, number }] : [])),
    },
    markup: await markupOf(mall, shown, language),
  };
}

const firstOf = ([place]: readonly CodedPlace[]) => (place ? { place: place.id, kind: place.kind, number: place.number } : null);

async function markupOf(mall: KnownMall, shown: readonly CodedPlace[], language: Language): Promise<string> {
  const codes = await codesOf(mall, shown.map(({ id }) => id));
  const labels = shown.map(({ id, kind, number, names, level }) => ({ place: id, kind, number, names, level: level.shortName, qr: drawQr(addressOfCode(codes.get(id) ?? '')) }));
  const hints = LANGUAGES.filter((each) => mall.languages.filter(isLanguage).includes(each));
  return sheetMarkup(labels, { mall: mall.name, hints, language });
}
