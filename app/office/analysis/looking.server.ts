import { detectLanguage } from '#app/i18n/detect.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { getT } from '#app/i18n/server.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { mallsInTree } from '../tree.server.ts';
import { analyseMall, analyseTree } from './queries.server.ts';
import { readWeekCount } from './shown-weeks.ts';
import { analysisView } from './words.server.ts';

const asked = (request: Request) => {
  const { searchParams } = new URL(request.url);
  return { mall: searchParams.get('mall'), count: readWeekCount(searchParams.get('weeks')) };
};

/** What everybody of a mall looks at: the same that the office does. */
export async function lookAtMall(request: Request, mall: KnownMall, now: Date) {
  const { count } = asked(request);
  return { count, view: analysisView(mall, await analyseMall(mall, count, now), detectLanguage(request), now) };
}

/** What an office looks at: one mall under it or, where there are several and none is named, all of them. */
export async function lookFromOffice(request: Request, office: string, now: Date) {
  const { mall: slug, count } = asked(request);
  const language = detectLanguage(request);
  const tree = await mallsInTree(office);
  const chosen = tree.malls.find((mall) => mall.slug === slug) ?? (tree.malls.length === 1 ? tree.malls[0] : undefined);
  const known = chosen ? await findMallById(chosen._id, now) : null;
  const analysis = known ? await analyseMall(known, count, now) : await analyseTree(tree, count, now);
  const here = known?.slug ?? 'all';
  const named = [{ key: 'all', name: getT(language, ['office'])('office:tree.title') }, ...tree.malls.map((mall) => ({ key: mall.slug, name: localizedFor(mall.name, language)?.text ?? '' }))];
  return { count, known, mall: here, view: analysisView(known, analysis, language, now), places: tree.malls.length > 1 ? named.map((place) => ({ ...place, current: place.key === here })) : [] };
}
