import { route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/notices…`. */
export const noticesRoutes = [
  route('notices', 'notices/list.tsx'),
  route('notices/sent', 'notices/sent.tsx'),
  route('notices/new', 'notices/compose.tsx'),
  route('notices/choices', 'notices/push/choices.tsx'),
  route('notices/:notice', 'notices/detail.tsx'),
  route('notices/:notice/files/:attached', 'notices/file.ts'),
  route('notices/:notice/correct', 'notices/correct.tsx'),
  route('notices/:notice/card', 'notices/card.tsx'),
  route('notices/:walked/walk', 'notices/walk.tsx'),
];
