import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Line, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { LetterMark } from '../letters/letter-clock.tsx';
import styles from './dispatch.module.css';
import { MOST } from './limits.ts';
import { SHOWN_MARKS } from './marks.ts';
import type { OfferView, TaskView } from './queries.server.ts';
import { Said } from './said.tsx';

/** Tasks with the grids that they are offered to: the list beside the map, and its twin. The buttons are the reader's own. */
export function TaskLines({ tasks, errors }: { tasks: readonly TaskView[]; errors: FormErrors }) {
  const { t } = useTranslation('dispatch');
  const { formatDuration } = useFormats();
  return tasks.map(({ id, words, minutes, offers }) => (
    <Section key={id} near>
      <SectionHead under={t('answer-within', { duration: formatDuration(minutes) })}>
        <Said words={words} />
      </SectionHead>
      <Sheet list>
        {offers.map((offer) => (
          <OfferLine key={offer.id} offer={offer} errors={errors} />
        ))}
      </Sheet>
    </Section>
  ));
}

function OfferLine({ offer: { id, grid, shown, clock, reason, acts }, errors }: { offer: OfferView; errors: FormErrors }) {
  const { t } = useTranslation(['dispatch', 'common']);
  const [yes, no] = acts;
  return (
    <>
      <Line>
        <div className={styles.offer}>
          <Patch {...grid} size={28} silent />
          <span className="grow">
            <b>{t('common:grid.named', { number: grid.number })}</b>
            {reason && (
              <>
                <br />
                <small>
                  <Said words={reason} />
                </small>
              </>
            )}
          </span>
          <span className={styles.how}>
            <Mark state={SHOWN_MARKS[shown]}>{t(`shown.${shown}`)}</Mark>
            {clock && shown === 'offered' && <LetterMark clock={clock} open={false} published={false} />}
          </span>
          {yes && (
            <Form method="post">
              <input type="hidden" name="offer" value={id} />
              <Button look="main" name="act" value={yes} icon="check">
                {t(`act.${yes}`)}
              </Button>
            </Form>
          )}
        </div>
      </Line>
      {no && <No id={id} act={no} errors={errors} />}
    </>
  );
}

/** A no comes with its reason. */
function No({ id, act, errors }: { id: string; act: OfferView['acts'][number]; errors: FormErrors }) {
  const { t } = useTranslation('dispatch');
  const { refusal, valueOf, errorOf } = errors;
  const here = refusal?.values.offer === id;
  return (
    <li>
      <LineFold title={t(`act.${act}`)} open={here}>
        <KeptForm keep={`no-${id}`}>
          <input type="hidden" name="offer" value={id} />
          <Fields plain>
            <TextArea name="reason" id={`f-reason-${id}`} label={t('reason')} hint={t('reason-hint')} maxLength={MOST.reason} defaultValue={here ? valueOf('reason') : undefined} error={here ? errorOf('reason') : undefined} />
            <Button name="act" value={act}>
              {t(`act.${act}`)}
            </Button>
          </Fields>
        </KeptForm>
      </LineFold>
    </li>
  );
}
