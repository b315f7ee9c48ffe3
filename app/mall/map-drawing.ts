import { authorised } from '#app/platform/authorise.server.ts';
import { getLevelPlan, listLevels } from './plan.server.ts';

/** The drawing of one level by itself, the same for every reader; a browser asks once for each version of the mall. */
export const loader = authorised({ can: 'map:read' }, async ({ request, mall }) => {
  const { levels } = await listLevels(mall._id);
  const asked = new URL(request.url).searchParams.get('level');
  const level = asked ? levels.find(({ _id }) => _id === asked) : levels[0];
  if (!level) throw new Response(null, { status: 404 });
  const { markup } = await getLevelPlan(mall, level);
  return new Response(markup, { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, max-age=86400, immutable' } });
});
