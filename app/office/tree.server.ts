import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findLastRelease, tablesOf } from './releases.server.ts';
import { programByStage, roundSum } from './tables.ts';
import { type MallFigures, rollUp, type TreeOffice, type TreeRow } from './tree.ts';

const HEIGHT = 4;
const MOST_OFFICES = 200;
const MOST_MALLS = 100;

async function officesBelow(office: string): Promise<{ top: TreeOffice; below: TreeOffice[] }> {
  const wanted = { level: 1, name: 1, parent: 1 } as const;
  const card = ({ _id, level, name, parent }: { _id: string; level: TreeOffice['level']; name: TreeOffice['name']; parent?: string }): TreeOffice => ({ id: _id, level, name, parent });
  const row = await Offices.findOne({ _id: office }, wanted).lean();
  if (!row) throw notFound();
  const below: TreeOffice[] = [];
  for (let level = [office], height = 1; level.length > 0 && height < HEIGHT; height += 1) {
    const next = await Offices.find({ parent: { $in: level } }, wanted).sort({ _id: 1 }).limit(MOST_OFFICES).lean();
    below.push(...next.map(card));
    level = next.map(({ _id }) => _id);
  }
  return { top: card(row), below };
}

async function figuresOf({ _id, slug, name, office }: { _id: string; slug: string; name: MallFigures['name']; office?: string }): Promise<MallFigures> {
  const release = await findLastRelease(_id);
  const tables = release && tablesOf(release);
  return { slug, name, office: office ?? '', round: tables?.round ? roundSum(tables.cells, tables.round.id) : null, requests: tables && programByStage(tables).total };
}

/** The office's tree with the malls under it, by their addresses; the first hundred. */
export async function mallsInTree(office: string) {
  const { top, below } = await officesBelow(office);
  const all = [top, ...below].map(({ id }) => id);
  const malls = await Malls.find({ office: { $in: all }, state: 'open' }, { slug: 1, name: 1, office: 1, zone: 1 }).sort({ slug: 1 }).limit(MOST_MALLS + 1).lean();
  return { top, below, malls: malls.slice(0, MOST_MALLS), more: malls.length > MOST_MALLS };
}

/** The last release of every mall under the office, added up over the levels of its tree. */
export async function officeTree(office: string): Promise<{ rows: TreeRow[]; more: boolean }> {
  const { top, below, malls, more } = await mallsInTree(office);
  return { rows: rollUp(top, below, await Promise.all(malls.map(figuresOf))), more };
}
