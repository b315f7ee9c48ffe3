import { onLanguageChosen } from '#app/i18n/language.server.ts';
import { registerLayer } from '#app/mall/layers.server.ts';
import { registerNoticeJobs, registerNoticeKeeping } from '#app/notices/jobs.server.ts';
import { listMissed, markDelivered } from '#app/notices/receipts.server.ts';
import { registerOfficeJobs } from '#app/office/jobs.server.ts';
import { isOfficer, isVolunteer } from '#app/platform/actor.ts';
import { findSession } from '#app/platform/sessions.server.ts';
import { registerNoticeSource } from '#app/realtime/source.server.ts';
import { offeredUnits } from '#app/visits/queries.server.ts';
import { registerVisitJobs } from '#app/visits/jobs.server.ts';
import { registerVisitKeeping } from '#app/visits/keeping.server.ts';
import { rememberLanguage } from './account.server.ts';
import { registerHouseJobs } from './house-jobs.server.ts';

/** Everything that would need an arrow backwards: jobs, keeping rules, map layers, the language of an account. Once, at start. */
export function fillRegistries(): void {
  registerHouseJobs();
  registerVisitJobs();
  registerVisitKeeping();
  registerNoticeJobs();
  registerOfficeJobs();
  registerNoticeKeeping();
  registerNoticeSource({ since: listMissed, received: markDelivered });
  registerLayer({
    id: 'offered',
    canSee: (actor, mall) => isVolunteer(actor, mall) || isOfficer(actor, mall),
    async marksOn({ actor, mall, shops }) {
      const { known, offered } = await offeredUnits(mall._id, actor);
      const [may, done] = [new Set(known), new Set(offered)];
      return new Map([...shops.keys()].filter((unit) => may.has(unit)).map((unit) => [unit, done.has(unit) ? 'offered' : 'left']));
    },
  });
  onLanguageChosen(async (request, language) => {
    const now = new Date();
    const session = await findSession(request.headers.get('Cookie'), now);
    if (session && session.device !== 'pending') await rememberLanguage(session.account, language, now);
  });
}
