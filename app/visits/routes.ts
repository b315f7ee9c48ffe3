import { route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/visits…`. */
export const visitsRoutes = [
  route('visits', 'visits/today.tsx'),
  route('visits/send', 'visits/offline/send.ts'),
  route('visits/coverage', 'visits/coverage.tsx'),
  route('visits/:merchant', 'visits/visit-form.tsx'),
  route('manage/rounds', 'visits/rounds/list.tsx'),
  route('manage/rounds/new', 'visits/rounds/new.tsx'),
  route('manage/rounds/:round', 'visits/rounds/detail.tsx'),
];
