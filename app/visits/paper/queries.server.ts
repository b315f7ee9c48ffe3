import { type WalkingSheet, WalkingSheets } from '#models/walking-sheet.server.ts';
import { Offers, Rounds, type VisitOutcome, Visits } from '#models/visit.server.ts';
import { findShops, type GridCard, listGrids, type ShopCard } from '#app/mall/queries.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import type { NeedProgram } from '../form-limits.ts';
import { type Asked, askedIn } from '../questions/queries.server.ts';
import { needsOf } from '../rounds/needs.ts';
import { openSealed, type SealedAnswer } from '../sealed-wishes.server.ts';
import { type Doing, findVisitables } from '../visitable.server.ts';

/** One shop of a sheet, and the id that its result will have: typed in twice, it is stored once. */
export interface SheetLine {
  merchant: string;
  client: string;
}
export type SheetCard = Pick<WalkingSheet, 'number' | 'day'> & { id: string };

/** @throws a 404 Response for anybody else's sheet */
export async function getOwnSheet({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<WalkingSheet> {
  const sheet = await WalkingSheets.findOne({ mall: mall._id, _id: id, account: actor.account }).lean();
  if (!sheet) throw notFound();
  return sheet;
}

/** Her papers that aren't ticked off, oldest first: at most one of a day. */
export async function listOpenSheets({ mall, actor }: Pick<Doing, 'mall' | 'actor'>): Promise<SheetCard[]> {
  const rows = await WalkingSheets.find({ mall: mall._id, account: actor.account, state: 'out' }, { number: 1, day: 1 }).sort({ day: 1 }).limit(50).lean();
  return rows.map(({ _id, number, day }) => ({ id: _id, number, day }));
}

/** The shops of her sheet as they were printed; none once it is shredded. */
export async function linesOf({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, sheet: WalkingSheet): Promise<SheetLine[]> {
  const words = await readTexts(mall._id, [sheet.lines], [`account:${actor.account}`]);
  const sealed = words.get(sheet.lines ?? '');
  return sealed ? (JSON.parse(sealed.words) as SheetLine[]) : [];
}

/** What was typed in of each line, by its id. Hers alone: of other visits to these shops nothing. */
export async function typedOf({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, sheet: WalkingSheet, lines: readonly SheetLine[]): Promise<Map<string, VisitOutcome>> {
  const clients = lines.map(({ client }) => client);
  const [visits, offers] = await Promise.all([
    Visits.find({ mall: mall._id, clientId: { $in: clients }, author: actor.account }, { clientId: 1, outcome: 1 }).lean(),
    Offers.find({ mall: mall._id, round: sheet.round, merchant: { $in: lines.map(({ merchant }) => merchant) } }, { answer: 1 }).lean(),
  ]);
  const sealed = await openSealed<SealedAnswer>({ mall: mall._id }, offers.map((offer) => offer.answer));
  const tries = [...sealed.values()].flatMap(({ tries = [] }) => tries.filter(({ volunteer, client }) => volunteer === actor.account && clients.includes(client)));
  return new Map<string, VisitOutcome>([...tries.map(({ client, outcome }) => [client, outcome] as const), ...visits.map(({ clientId, outcome }) => [clientId, outcome] as const)]);
}

export interface SheetView extends SheetCard {
  shredded: boolean;
  grids: GridCard[];
  /** What its round asks; answers are written down beside a letter. */
  questions: Asked[];
  /** Programs whose needs it notes. */
  needs: NeedProgram[];
  lines: (Pick<ShopCard, 'names' | 'unit'> & { typed: VisitOutcome | null; hasAccount: boolean })[];
}

export async function getSheet(doing: Doing, id: string): Promise<SheetView> {
  const { mall } = doing;
  const sheet = await getOwnSheet(doing, id);
  const lines = await linesOf(doing, sheet);
  const ids = lines.map(({ merchant }) => merchant);
  const round = await Rounds.findOne({ mall: mall._id, _id: sheet.round }, { asks: 1, needs: 1 }).lean();
  const [shops, visitable, typed, grids, questions] = await Promise.all([findShops(mall._id, ids), findVisitables(doing, ids), typedOf(doing, sheet, lines), listGrids(mall._id), askedIn(mall._id, round)]);
  const on = new Set([...shops.values()].flatMap(({ grid }) => grid?._id ?? []));
  return {
    id,
    number: sheet.number,
    day: sheet.day,
    shredded: sheet.state === 'shredded',
    grids: grids.filter(({ _id }) => on.has(_id)).map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
    questions,
    needs: needsOf(round ?? {}),
    lines: lines.map(({ merchant, client }) => {
      const shop = shops.get(merchant);
      const known = visitable.get(merchant);
      return { names: shop?.names ?? {}, unit: shop?.unit ?? null, typed: typed.get(client) ?? null, hasAccount: typeof known === 'object' && known.hasAccount };
    }),
  };
}
