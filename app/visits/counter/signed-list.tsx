import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { Sending } from '../offline/sender.ts';
import { inFours } from './statement.ts';
import type { SignedHere } from './store.ts';

const MARKS = { unsent: 'turn', waiting: 'pause', confirmed: 'ok', otherwise: 'warn', unknown: 'bad' } as const;

/** What was signed on this phone today, and how far each is. */
export function SignedList({ signed, sending }: { signed: SignedHere[]; sending: Sending | null }) {
  const { t } = useTranslation('counter');
  if (signed.length === 0) return null;
  const waits = signed.some(({ state }) => state === 'unsent');
  return (
    <Section>
      <SectionHead>{t('signed-here')}</SectionHead>
      {waits && sending === 'sign-in' && (
        <p className="pad">
          <a href="/sign-in?next=%2Fcounter">{t('sign-in')}</a>
        </p>
      )}
      {waits && sending !== 'sign-in' && <p className="pad small quiet">{t('goes-by-itself')}</p>}
      <Sheet list>
        {signed.map(({ code, state }) => (
          <Line key={code}>
            <span className="grow">
              <bdi dir="ltr">{inFours(code)}</bdi>
            </span>
            <Mark state={MARKS[state]}>{t(`state.${state}`)}</Mark>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
