import { index, route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/visits…`. */
export const visitsRoutes = [
  route('visits', 'visits/today.tsx'),
  route('visits/send', 'visits/offline/send.ts'),
  route('visits/signed', 'visits/counter/signed.ts'),
  route('visits/pack', 'visits/offline/take-pack.ts'),
  route('visits/take', 'visits/offline/take.tsx'),
  route('visits/coverage', 'visits/coverage.tsx'),
  route('visits/code/:visit', 'visits/counter/code-page.tsx'),
  route('visits/carbon', 'visits/carbon/counter.tsx'),
  route('visits/carbon/:carbon', 'visits/carbon/paper.tsx'),
  route('visits/paper/:paper', 'visits/paper/sheet.tsx'),
  route('visits/paper/:paper/results', 'visits/paper/results.tsx'),
  route('manage/visits/shops', 'visits/shop-lists.tsx'),
  route('manage/visits/held', 'visits/held/held.tsx'),
  route('visits/:merchant', 'visits/visit-form.tsx'),
  route('visits/:merchant/versions/:day', 'visits/versions/choose.tsx'),
  route('manage/rounds', 'visits/rounds/list.tsx'),
  route('manage/rounds/new', 'visits/rounds/new.tsx'),
  route('manage/rounds/:round', 'visits/rounds/detail.tsx'),
  route('manage/questions', 'visits/questions/manage.tsx'),
  route('manage/questions/new', 'visits/questions/propose.tsx'),
  route('manage/questions/:proposal', 'visits/questions/proposal.tsx'),
];

/** The day that somebody took along, and the page on which a shop's phone signs; one address each, since its shell is the same for everybody. */
export const dayRoutes = [route('day', 'visits/offline/day.tsx'), route('counter', 'visits/counter/counter.tsx')];

/** Below `/m/:mall/visit-questions`, open to whoever passes by. */
export const questionsRoutes = [index('visits/questions/published.tsx')];
