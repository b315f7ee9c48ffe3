import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { LineFold, LineLink, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { HandCard } from './queries.server.ts';

function LeftLine({ left, days }: Pick<HandCard, 'left' | 'days'>) {
  const { t } = useTranslation('visits');
  const { formatUnit } = useFormats();
  return (
    <>
      {t('day.left')}: <Num>{left}</Num> · {t('hand.until', { days: formatUnit(days, 'day') })}
    </>
  );
}

/** For a grid's own volunteers: how it stands with them, and a helping hand for the asking. */
export function OwnHands({ hands, base }: { hands: readonly HandCard[]; base: string }) {
  const { t } = useTranslation('visits');
  if (hands.length === 0) return null;
  return (
    <Section near>
      <Sheet list>
        {hands.map(({ grid, left, days, asked, behind }) => (
          <li key={grid._id}>
            <LineFold
              lead={<Patch {...grid} size={28} />}
              title={t(asked ? 'hand.asked' : behind ? 'hand.behind' : 'hand.any')}
              under={<LeftLine left={left} days={days} />}
              open={behind && !asked}
            >
              <Form method="post" action={`${base}/visits`}>
                <p className="small quiet">{t(asked ? 'hand.asked-hint' : 'hand.hint')}</p>
                <input type="hidden" name="grid" value={grid._id} />
                <Button name="intent" value={asked ? 'take-hand-back' : 'ask-for-hand'} look={asked ? 'plain' : 'main'}>
                  {t(asked ? 'hand.take-back' : 'hand.ask')}
                </Button>
              </Form>
            </LineFold>
          </li>
        ))}
      </Sheet>
    </Section>
  );
}

/** For officers: where somebody could lend one; each leads to the grid's people. */
export function HandsWanted({ hands, base }: { hands: readonly HandCard[]; base: string }) {
  const { t } = useTranslation(['visits', 'common']);
  if (hands.length === 0) return null;
  return (
    <Section near>
      <SectionHead under={t('hand.officers-hint')}>{t('hand.title')}</SectionHead>
      <Sheet list>
        {hands.map(({ grid, left, days, asked }) => (
          <LineLink key={grid._id} to={`${base}/roster/${grid._id}`} under={<LeftLine left={left} days={days} />} aside={asked ? <Mark state="turn" small>{t('hand.asked-mark')}</Mark> : undefined}>
            {t('common:grid.named', { number: grid.number })}
          </LineLink>
        ))}
      </Sheet>
    </Section>
  );
}
