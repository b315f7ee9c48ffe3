import { Levels } from '#models/plan.server.ts';
import { listGrids } from '../queries.server.ts';
import { isLanguage, LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { listPlaces } from './places.server.ts';
import type { PlaceKind } from './place-kinds.ts';
import { addressOfCode, drawQr, type QrDrawing } from './qr.server.ts';
import { codesOf } from './queries.server.ts';
import type { SheetChoice } from './schema.ts';

/** One printed label. */
export interface Label {
  place: string;
  kind: PlaceKind;
  number: string | null;
  names: Localized | null;
  level: string;
  qr: QrDrawing;
}

/** Labels of one page of the sheet; each draws a code, so there is an end. */
const PAGE = 100;

/** What an officer prints: the labels she chose, with the hint in every language that the mall offers. */
export async function getSheet(mall: KnownMall, choice: SheetChoice) {
  const [levels, grids, { places, more }] = await Promise.all([
    Levels.find({ mall: mall._id }, { shortName: 1 }).sort({ ordinal: 1 }).limit(200).lean(),
    listGrids(mall._id),
    listPlaces(mall._id, choice),
  ]);
  const pages = Math.max(1, Math.ceil(places.length / PAGE));
  const page = Math.min(choice.page, pages);
  const shown = places.slice((page - 1) * PAGE, page * PAGE);
  const codes = await codesOf(mall, shown.map(({ id }) => id));
  const labels = shown.map(({ id, kind, number, names, level }): Label => ({ place: id, kind, number, names, level: level.shortName, qr: drawQr(addressOfCode(codes.get(id) ?? '')) }));
  const offered = LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language));
  return {
    labels,
    total: places.length,
    more,
    page,
    pages,
    levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })),
    grids: grids.map(({ _id, number }) => ({ id: _id, number })),
    hints: offered.map((language) => ({ language, words: getT(language, 'codes')('label.hint') })),
    mall: mall.name,
  };
}
