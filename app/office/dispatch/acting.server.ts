import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { submitForm } from '#app/platform/form.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { actOnIncident } from './commands.server.ts';
import { IncidentActSchema } from './schema.ts';

/** A button of an incident's page was pressed, on whosever page. @param done back to it */
export async function submitAct(request: Request, doing: { mall: KnownMall; actor: Actor; now: Date }, id: string, done: () => Response) {
  return submitForm(await request.formData(), IncidentActSchema, async (act) => {
    await actOnIncident(doing, id, act, contentLanguageOf(detectLanguage(request)));
    return done();
  });
}
