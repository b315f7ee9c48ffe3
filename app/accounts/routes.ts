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
  route('manage/people', 'accounts/people/page.tsx'),
  route('manage/members/partners', 'accounts/partners/page.tsx'),
];

/** Beside `/house`, in the shell of one's own pages. */
export const operatorRoutes = [
  route('house/malls/new', 'accounts/house/new-mall.tsx'),
  route('house/malls/:mall', 'accounts/house/mall.tsx'),
  route('house/offices', 'accounts/house/offices.tsx'),
  route('house/offices/:office', 'accounts/house/office.tsx'),
  route('house/accounts', 'accounts/house/accounts.tsx'),
];
/** Pages of `/me`: how one proves to be oneself, and where one is signed in. */
export const accountRoutes = [
  route('me/confirm', 'accounts/sessions/confirm.tsx'),
  route('me/sessions', 'accounts/sessions/sessions.tsx'),
  route('me/phone', 'accounts/phones/phone.tsx'),
  route('me/shop-card', 'accounts/shop-card/card.tsx'),
  route('me/unlock', 'accounts/phones/unlock.tsx'),
  route('me/password', 'accounts/factors/password.tsx'),
  route('me/recovery', 'accounts/recovery/stop.tsx'),
  route('me/recovery-card', 'accounts/recovery/card.tsx'),
  route('me/vouch', 'accounts/recovery/vouch.tsx'),
  route('me/second-factor', 'accounts/factors/second-factor.tsx'),
  route('me/second-factor/codes', 'accounts/factors/recovery-codes.tsx'),
];

/** Answers data to a script of our own pages: outside the layouts. */
export const accountData = [route('passkey', 'accounts/factors/passkey-options.ts')];

/** For whoever isn't in yet, or can't come in: outside the layouts too. */
export const recoverRoutes = [
  route('recover', 'accounts/recovery/recover.tsx'),
  route('sign-in/card', 'accounts/shop-card/enter.tsx'),
  route('sign-in/clear', 'accounts/phones/clear.tsx'),
];
