import { index, route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/programs…`. */
export const programsRoutes = [route('programs', 'programs/programs.tsx'), route('programs/:program', 'programs/program.tsx')];

/** Below `/m/:mall/emergency`, open to whoever stands in the mall. */
export const emergencyRoutes = [index('programs/safety/emergency.tsx')];
