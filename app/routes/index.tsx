import { redirect } from '@remix-run/node';
import { signedIn } from '#app/platform/authorise.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { landingWithoutMall, mallsOf } from './views.ts';

/** `/` leads everybody to the page that has their work on it. */
export const loader = signedIn(async ({ actor, now }) => {
  for (const id of mallsOf(actor)) {
    const mall = await findMallById(id, now);
    if (mall) throw redirect(`/m/${mall.slug}`);
  }
  throw redirect(landingWithoutMall(actor) ?? '/me');
});

export default function IndexRoute() {
  return null;
}
