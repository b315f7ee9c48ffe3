import { registerRecoveryJobs } from '#app/accounts/recovery/jobs.server.ts';
import { registerSettingsJobs } from '#app/mall/settings/in-effect.server.ts';
import { onLanguageChosen } from '#app/i18n/language.server.ts';
import { registerBringingJobs, registerBringingKeeping } from '#app/mall/bringing/jobs.server.ts';
import { type MapSign, registerLayer } from '#app/mall/layers.server.ts';
import { registerHandover } from '#app/mall/roles/handover.server.ts';
import { registerRoleJobs, registerRoleKeeping } from '#app/mall/roles/jobs.server.ts';
import { registerRoleTeller } from '#app/mall/roles/telling.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { registerGridJobs } from '#app/mall/grids/take-effect.server.ts';
import { registerGridNews } from '#app/notices/grid-news.server.ts';
import { registerRosterJobs, registerRosterKeeping } from '#app/mall/roster/jobs.server.ts';
import { registerNoticeJobs, registerNoticeKeeping, registerRobots } from '#app/notices/jobs.server.ts';
import { registerPushing } from '#app/notices/push/sending.server.ts';
import { listMissed, markDelivered } from '#app/notices/receipts.server.ts';
import { registerOfficeJobs } from '#app/office/jobs.server.ts';
import { registerDispatchJobs } from '#app/office/dispatch/jobs.server.ts';
import { registerIncidentKeeping } from '#app/office/dispatch/keeping.server.ts';
import { registerHelpPlanKeeping } from '#app/office/help-plans/keeping.server.ts';
import { registerLetterKeeping } from '#app/office/letters/keeping.server.ts';
import { registerWarningKeeping } from '#app/office/warnings/keeping.server.ts';
import { registerBookingJobs } from '#app/booking/jobs.server.ts';
import { registerParticipants } from '#app/booking/participants.server.ts';
import { isOfficer, isVolunteer } from '#app/platform/actor.ts';
import { findSession } from '#app/platform/sessions.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { registerNoticeSource } from '#app/realtime/source.server.ts';
import { openRequests } from '#app/requests/handing-over.server.ts';
import { hasOpenRequests, openRequestMarks } from '#app/requests/map-marks.server.ts';
import { registerMeetings } from '#app/requests/meetings/queries.server.ts';
import { registerRequestMerges } from '#app/requests/merging.server.ts';
import { registerRequestMoves } from '#app/requests/moving.server.ts';
import { registerRequestJobs } from '#app/requests/jobs.server.ts';
import { registerRequestClocks } from '#app/requests/retiming.server.ts';
import { registerRequestKeeping } from '#app/requests/keeping.server.ts';
import { shopsNotYetOffered } from '#app/visits/handing-over.server.ts';
import { openPromises } from '#app/visits/keepers.server.ts';
import { registerVisitJobs } from '#app/visits/jobs.server.ts';
import { registerVisitKeeping } from '#app/visits/keeping.server.ts';
import { registerVisitMerges } from '#app/visits/merging.server.ts';
import { registerOfferMoves } from '#app/visits/moving.server.ts';
import { offeredShops } from '#app/visits/queries.server.ts';
import { rememberLanguage } from './account.server.ts';
import { registerHouseJobs } from './house-jobs.server.ts';

/** Everything that would need an arrow backwards: kinds, jobs, keeping rules, map layers, replay, the language of an account. Once, at start. */
export function fillRegistries(): void {
  registerPrograms();
  for (const register of [registerHouseJobs, registerBringingJobs, registerRoleJobs, registerVisitJobs, registerRequestJobs, registerNoticeJobs, registerOfficeJobs, registerDispatchJobs, registerSettingsJobs, registerBookingJobs, registerRecoveryJobs, registerGridJobs, registerRosterJobs]) register();
  for (const register of [registerBringingKeeping, registerRoleKeeping, registerVisitKeeping, registerRequestKeeping, registerNoticeKeeping, registerRosterKeeping, registerLetterKeeping, registerHelpPlanKeeping, registerIncidentKeeping, registerWarningKeeping]) register();
  registerNoticeSource({ since: listMissed, received: markDelivered });
  registerRequestClocks();
  for (const register of [registerRequestMoves, registerOfferMoves, registerGridNews, registerParticipants, registerPushing, registerRobots, registerRequestMerges, registerVisitMerges]) register();
  registerMeetings();
  registerOfferedLayer();
  registerRoles();
  registerLayer({ id: 'requests', canSee: hasOpenRequests, marksOn: openRequestMarks });
  onLanguageChosen(async (request, language) => {
    const now = new Date();
    const session = await findSession(request.headers.get('Cookie'), now);
    if (session && session.device !== 'pending') await rememberLanguage(session.account, language, now);
  });
}

/** What moves when a volunteer goes, and how she is told. */
export function registerRoles(): void {
  for (const source of [openRequests, shopsNotYetOffered, openPromises]) registerHandover(source);
  registerRoleTeller(async (tx, { person, ...telling }) => {
    await notify(tx, { ...telling, role: telling.author ? 'officer' : 'house', params: person ? { person } : undefined });
  });
}

/** Offered or not yet, for whom RIGHTS.md lets see it; what became of an offer is on no map. */
function registerOfferedLayer(): void {
  registerLayer({
    id: 'offered',
    canSee: (actor, mall) => isVolunteer(actor, mall) || isOfficer(actor, mall),
    async marksOn({ actor, mall, shops }) {
      const { known, offered } = await offeredShops(mall._id, actor, [...shops.values()].flatMap(({ merchants }) => merchants));
      const [may, done] = [new Set(known), new Set(offered)];
      // A booth that several share is done when all of them were offered a visit.
      return new Map(
        [...shops].flatMap(([unit, { merchants }]): [string, MapSign][] => {
          const seen = merchants.filter((merchant) => may.has(merchant));
          return seen.length > 0 ? [[unit, { mark: seen.every((merchant) => done.has(merchant)) ? 'offered' : 'left' }]] : [];
        }),
      );
    },
  });
}
