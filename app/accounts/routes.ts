import { route } from '@remix-run/route-config';

/** A slip's code comes before anybody is known; a sheet of slips is paper, without the shell. */
export const invitationRoutes = [
  route('join', 'accounts/invitations/join.tsx'),
  route('join/account', 'accounts/invitations/join-account.tsx'),
  route('m/:mall/manage/members/slips', 'accounts/invitations/sheet.tsx'),
];

/** Below `/m/:mall`. */
export const membersRoutes = [
  route('counter', 'accounts/invitations/counter.tsx'),
  route('members', 'accounts/members/page.tsx'),
  route('manage/members', 'accounts/invitations/manage.tsx'),
];
