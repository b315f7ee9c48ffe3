import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Columns, LineFold, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { STATE_MARKS } from './incident-list.tsx';
import { MOST } from './limits.ts';
import type { DispatchMap } from './maps.server.ts';
import { DispatchMaps } from './maps.tsx';
import { TaskLines } from './offer-lines.tsx';
import type { IncidentView } from './queries.server.ts';
import { Said } from './said.tsx';

interface PageProps {
  incident: IncidentView;
  maps: readonly DispatchMap[];
  errors: FormErrors;
  zone: string;
  now: Date;
}

/** One incident for any of its readers: what happened and where, every task in every grid that the reader sees, and what she can do. */
export function IncidentPage({ incident, maps, errors, zone, now }: PageProps) {
  const { t } = useTranslation('dispatch');
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const { kind, state, office, what, because, openedAt, endedAt, tasks, mayEnd } = incident;
  const opener = office ? pickLocalized(office, language)?.text : t('by-council');
  const at = (moment: Date) => formatDateTime(moment, { zone, now, withZone: true });
  const offer = errors.refusal?.values.offer;
  return (
    <>
      <PageTitle
        above={<Mark state={STATE_MARKS[state]}>{t(`state.${state}`)}</Mark>}
        lead={
          <>
            {t(`kind.${kind}`)} · <bdi>{opener}</bdi> · {t('opened', { at: at(openedAt) })}
            {endedAt && <> · {t('ended', { at: at(endedAt) })}</>}
          </>
        }
      >
        <Said words={what} />
      </PageTitle>
      {errors.refusal && (
        <div className="pad">
          <FormErrorSummary errors={refusedAt(errors)} labels={{ [`reason-${offer}`]: t('reason'), reason: t('reason') }} />
        </div>
      )}
      {because && (
        <p className="pad">
          {t('because')} <Said words={because} />
        </p>
      )}
      <Columns>
        <div>
          {tasks.length === 0 && <p className="pad quiet">{t('nothing-here')}</p>}
          <TaskLines tasks={tasks} errors={errors} />
        </div>
        <DispatchMaps maps={maps} />
      </Columns>
      {mayEnd && <Ending errors={errors} />}
    </>
  );
}

/** The summary's link leads to the reason of that offer; a page has one for each. */
function refusedAt(errors: FormErrors): FormErrors {
  const offer = errors.refusal?.values.offer;
  return offer ? { ...errors, all: errors.all.map((error) => (error.field === 'reason' ? { ...error, field: `reason-${offer}` } : error)) } : errors;
}

/** For whoever opened it: it is over, or it was a mistake. */
function Ending({ errors }: { errors: FormErrors }) {
  const { t } = useTranslation('dispatch');
  const withdraws = errors.refusal?.values.act === 'withdraw';
  return (
    <Section>
      <Sheet>
        <LineFold icon="check" title={t('end')}>
          <KeptForm keep="end" className="stack-2">
            <p className="small">{t('end-note')}</p>
            <Button look="main" name="act" value="end">
              {t('end')}
            </Button>
          </KeptForm>
        </LineFold>
        <LineFold icon="x" title={t('withdraw')} open={withdraws}>
          <KeptForm keep="withdraw">
            <Fields plain>
              <TextArea name="reason" label={t('reason')} hint={t('withdraw-note')} maxLength={MOST.reason} defaultValue={withdraws ? errors.valueOf('reason') : undefined} error={withdraws ? errors.errorOf('reason') : undefined} />
              <Button look="danger" name="act" value="withdraw">
                {t('withdraw')}
              </Button>
            </Fields>
          </KeptForm>
        </LineFold>
      </Sheet>
    </Section>
  );
}
