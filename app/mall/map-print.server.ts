import { Units } from '#models/plan.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { boundsOf } from './geometry.ts';
import { getLevelPlan, listLevels } from './plan.server.ts';
import { PER_METRE } from './plan-svg.ts';
import { listGrids } from './queries.server.ts';
import { namesOfMerchants, tenantsOf } from './tenants.server.ts';

/** Around a grid on its sheet. Metres. */
const AROUND = 3;

/** One level, or one grid on it, for a sheet of paper: what a sign in the corridor says. @throws a 404 Response for what this mall doesn't have */
export async function readSheet(mall: KnownMall, asked: { level: string | null; grid: string | null }) {
  const { levels } = await listLevels(mall._id);
  const level = asked.level ? levels.find(({ _id }) => _id === asked.level) : (levels.find(({ ordinal }) => ordinal === 0) ?? levels[0]);
  if (!level) {
    if (asked.level) throw new Response(null, { status: 404 });
    return null;
  }
  const [plan, grids, units] = await Promise.all([
    getLevelPlan(mall, level),
    listGrids(mall._id),
    Units.find({ mall: mall._id, level: level._id, lettable: true }, { number: 1, grid: 1, shape: 1 }).sort({ number: 1 }).limit(6_000).lean(),
  ]);
  const here = grids.filter(({ _id }) => units.some((unit) => unit.grid === _id));
  const grid = asked.grid ? here.find(({ _id }) => _id === asked.grid) : null;
  if (asked.grid && !grid) throw new Response(null, { status: 404 });
  const own = grid ? units.filter((unit) => unit.grid === grid._id) : [];
  const box = boundsOf(own.flatMap(({ shape = [] }) => shape.flat(2)));
  const cut = [box.minX - AROUND, box.minY - AROUND, box.maxX - box.minX + 2 * AROUND, box.maxY - box.minY + 2 * AROUND].map((metres) => Math.round(metres * PER_METRE));
  const viewBox = grid && Number.isFinite(box.minX) ? cut : plan.viewBox;
  const [left = 0, top = 0, width = 0, height = 0] = viewBox;
  const tenants = await tenantsOf(mall._id, own.map(({ _id }) => _id));
  const names = await namesOfMerchants(mall._id, [...tenants.values()].flat().map(({ merchant }) => merchant));
  return {
    name: mall.name,
    level: { id: level._id, shortName: level.shortName },
    levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })),
    grid: grid ? { id: grid._id, number: grid.number } : null,
    grids: here.map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave, shops: units.filter((unit) => unit.grid === _id).length })),
    viewBox,
    markup: plan.picture(),
    streets: plan.streets,
    assets: plan.assets.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height),
    rows: own.flatMap(({ _id, number }) => (tenants.get(_id) ?? [null]).map((tenant) => ({ unit: _id, part: tenant?.part ?? '', number: number ?? '', names: names.get(tenant?.merchant ?? '') ?? null }))),
  };
}
