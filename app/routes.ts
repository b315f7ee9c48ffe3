import { index, type RouteConfig, route } from '@remix-run/route-config';
import { accountData, accountRoutes, invitationRoutes, membersRoutes, operatorRoutes, recoverRoutes } from './accounts/routes.ts';
import { bookingRoutes } from './booking/routes.ts';
import { codeRoutes, mallRoutes, myRolesRoutes, rosterRoutes } from './mall/routes.ts';
import { noticesRoutes } from './notices/routes.ts';
import { answersRoutes, dispatchRoutes, helpPlanRoutes, howRoutes, letterRoutes, officeRoutes, officeSeesRoutes, reportRoutes, warningRoutes } from './office/routes.ts';
import { recordFiles, recordRoutes } from './record/routes.ts';
import { emergencyRoutes, programsRoutes } from './programs/routes.ts';
import { doorRoutes, findRequestRoutes, passerRoutes, requestsRoutes } from './requests/routes.ts';
import { dayRoutes, questionsRoutes, visitsRoutes } from './visits/routes.ts';

/** Every address of the portal. A room's own table (`app/<room>/routes.ts`) is spread here and imported nowhere else. */
export default [
  index('routes/index.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-in/code', 'routes/sign-in-code.tsx'),
  route('sign-out', 'routes/sign-out.tsx'),
  route('language', 'routes/language.tsx'),
  route('appearance', 'routes/appearance.ts'),
  route('manifest.webmanifest', 'routes/manifest.ts'),
  route('offline', 'routes/offline.ts'),
  route('push-words', 'routes/push-words.ts'),
  route('parts', 'routes/parts.tsx'),
  ...dayRoutes,
  ...accountData,
  ...recoverRoutes,
  ...recordFiles,
  ...invitationRoutes,
  route('', 'routes/me-layout.tsx', [
    route('me', 'routes/me.tsx'),
    ...accountRoutes,
    ...recordRoutes,
    ...myRolesRoutes,
    route('house', 'routes/house.tsx'),
    ...operatorRoutes,
  ]),
  ...findRequestRoutes,
  ...codeRoutes,
  ...passerRoutes,
  ...doorRoutes,
  route('m/:mall/roster', 'routes/roster-layout.tsx', rosterRoutes),
  route('m/:mall/what-the-office-sees', 'routes/roster-layout.tsx', { id: 'public-office-page' }, officeSeesRoutes),
  route('m/:mall/answers', 'routes/roster-layout.tsx', { id: 'public-answers' }, answersRoutes),
  route('m/:mall/how-we-do-it', 'routes/roster-layout.tsx', { id: 'public-how' }, howRoutes),
  route('m/:mall/visit-questions', 'routes/roster-layout.tsx', { id: 'public-questions' }, questionsRoutes),
  route('m/:mall/lobby', 'routes/lobby.ts'),
  route('m/:mall/emergency', 'routes/roster-layout.tsx', { id: 'public-emergency' }, emergencyRoutes),
  route('m/:mall', 'routes/mall-layout.tsx', [
    index('routes/mall-home.tsx'),
    route('manage/start', 'routes/first-steps.tsx'),
    route('search', 'routes/search.tsx'),
    ...mallRoutes,
    ...membersRoutes,
    ...requestsRoutes,
    ...programsRoutes,
    ...bookingRoutes,
    ...visitsRoutes,
    ...reportRoutes,
    ...letterRoutes,
    ...helpPlanRoutes,
    ...dispatchRoutes,
    ...warningRoutes,
    ...noticesRoutes,
  ]),
  route('office/:office', 'routes/office-layout.tsx', officeRoutes),
] satisfies RouteConfig;
