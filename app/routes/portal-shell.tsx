import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Alarms } from '#app/components/alarm.tsx';
import { type NavKey, NAV, navOf, type View as NavView } from '#app/components/nav.ts';
import { Strip } from '#app/components/states.tsx';
import { ProgramsHere } from '#app/components/program-name.ts';
import { Shell } from '#app/components/shell.tsx';
import { type Localized, pickLocalized, type PickedWords } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { MallPrograms } from '#app/platform/mall-settings.ts';
import type { View } from './views.ts';

/** Entries that have their page; the council's come with its room. */
const NOT_YET: readonly NavKey[] = ['council', 'record-and-log'];

interface PortalShellProps {
  shell: {
    view: View;
    mall: { slug: string; name: Localized };
    person: { names: Localized };
    counts: { requests: number; notices: number; offers?: number };
    programs: MallPrograms;
    alarms: readonly { id: string; title: PickedWords }[];
    /** Somebody asks for a new password of this account or of a member of its shops. */
    recovering?: boolean;
  };
  children: ReactNode;
}

/** The shell of a mall, by what its reader is there. */
export function PortalShell({ shell: { view, mall, person, counts, programs, alarms, recovering }, children }: PortalShellProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const base = `/m/${mall.slug}`;
  const asNav: NavView = view === 'operator' ? 'passer-by' : view;
  const keys = [...NAV[asNav].filter((key) => !NOT_YET.includes(key)), ...(view === 'officer' ? (['me'] as const) : [])];
  const nav = navOf(asNav, base, { keys: view === 'operator' ? ['map', 'me'] : keys, counts, paths: { me: '/me', visits: `${base}/visits/coverage` } });
  const nameOf = (words: Localized) => pickLocalized(words, language)?.text ?? '';
  return (
    <Shell mall={{ name: nameOf(mall.name), to: base }} nav={nav} person={{ name: nameOf(person.names), role: t(`as.${view}`), to: '/me' }}>
      <Alarms alarms={alarms} to={`${base}/notices`} />
      {recovering && <Strip tone="warn" icon="lock" title={<Link to="/me/recovery">{t('recovering')}</Link>} live />}
      {/* Officers have a line on their first page. */}
      {view === 'volunteer' && counts.offers ? <Strip tone="turn" icon="route" title={<Link to={`${base}/dispatch`}>{t('offers', { count: counts.offers })}</Link>} live /> : null}
      <ProgramsHere.Provider value={programs}>{children}</ProgramsHere.Provider>
    </Shell>
  );
}
