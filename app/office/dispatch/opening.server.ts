import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf } from '#app/i18n/languages.ts';
import { listGrids } from '#app/mall/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { openIncident } from './commands.server.ts';
import { MOST } from './limits.ts';
import { dispatchMaps } from './maps.server.ts';
import { OpeningSchema } from './schema.ts';

/** Where an address says that it is: only grids of this mall, in the order of their numbers. `ready` for the second step. */
export async function readWhere(request: Request, mall: KnownMall) {
  const params = new URL(request.url).searchParams;
  const grids = (await listGrids(mall._id)).map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave }));
  const asked = new Set(params.getAll('grid'));
  const chosen = grids.filter(({ _id }) => asked.has(_id));
  const fits = chosen.length > 0 && chosen.length <= MOST.grids;
  const ready = params.get('step') === 'tasks' && fits;
  const ids = chosen.map(({ _id }) => _id);
  // Before anything is chosen, every floor, to find the places by.
  const drawn = new Map((ready ? ids : grids.map(({ _id }) => _id)).map((grid) => [grid, asked.has(grid) ? ('chosen' as const) : null]));
  return { grids: ready ? chosen : grids, chosen: ids, ready, wrong: params.get('step') === 'tasks' && !fits, maps: await dispatchMaps(mall, drawn) };
}

/** The second step was sent. @param done where to, with the new incident's id */
export async function submitOpening(request: Request, { mall, actor, now }: { mall: KnownMall; actor: Actor; now: Date }, box: string, done: (id: string) => Response) {
  const form = await request.formData();
  const input = { ...formValues(form), grids: new URL(request.url).searchParams.getAll('grid'), language: contentLanguageOf(detectLanguage(request)) };
  return submitForm(form, OpeningSchema, async (opening) => done(await openIncident({ mall, actor, now }, box, opening)), input);
}
