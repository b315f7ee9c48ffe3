import { route } from '@remix-run/route-config';

/** Below `/m/:mall`. */
export const mallRoutes = [route('map', 'mall/map.tsx')];
