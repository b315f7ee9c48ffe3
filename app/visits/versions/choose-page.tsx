import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { Empty } from '#app/components/states.tsx';
import { directionOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { ShopName } from '../shop-name.tsx';
import type { FieldCard, VersionsView } from './queries.server.ts';

interface ChoosePageProps {
  view: VersionsView;
  back: string;
  zone: string;
  now: Date;
  errors: FormErrors;
}

/** What a part is called: a need by its program, a reply by its question. */
function useLabelOf(): (field: Pick<FieldCard, 'field' | 'program' | 'question'>) => string {
  const { t } = useTranslation(['versions', 'words']);
  const language = useLanguage();
  const nameOf = useProgramName();
  return ({ field, program, question }) => {
    if (program) return nameOf(program);
    if (question) return pickLocalized(question, language)?.text ?? t('versions:part.reply');
    return field === 'note' ? t('words:thing.note') : t('versions:part.promises');
  };
}

/** Visits of one day beside each other; for each part in which they differ a person says which one stands. Works without script. */
export function ChoosePage({ view, back, zone, now, errors }: ChoosePageProps) {
  const { t } = useTranslation('versions');
  const { formatDay } = useFormats();
  const labelOf = useLabelOf();
  const differing = view.fields.filter(({ state }) => state !== 'same');
  const same = view.fields.filter(({ state }) => state === 'same');
  const labels = Object.fromEntries(differing.map((field) => [`stands-${field.field}`, labelOf(field)]));
  return (
    <>
      <BackBar to={back} title={<ShopName names={view.names} />} line={formatDay(view.day)} />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <FormErrorSummary errors={errors} labels={labels} />
      {differing.length === 0 ? (
        <Empty title={t('nothing')}>{t('nothing-text')}</Empty>
      ) : (
        <Form method="post">
          <input type="hidden" name="seen" value={view.seen} />
          <Fields>
            {differing.map((field) => (
              <PartChoice key={field.field} field={field} view={view} label={labelOf(field)} errors={errors} />
            ))}
            {same.length > 0 && (
              <p className="small quiet">
                {t('same')}: {same.map(labelOf).join(' · ')}
              </p>
            )}
            <p className="small quiet">{t('kept')}</p>
            <Button look="main" icon="check">
              {t('keep')}
            </Button>
          </Fields>
        </Form>
      )}
      <Chosen view={view} zone={zone} now={now} />
    </>
  );
}

function PartChoice({ field, view, label, errors: { errorOf, valueOf } }: { field: FieldCard; view: VersionsView; label: string; errors: FormErrors }) {
  const { t } = useTranslation('versions');
  const { formatDay } = useFormats();
  const sourceOf = useSourceOf(view);
  const name = `stands-${field.field}`;
  const options = field.said.map(({ visit, lines }) => ({
    value: visit,
    label: (
      <>
        {lines.map(({ words, language, dueOn }, at) => (
          <span key={at} style={{ display: 'block' }}>
            <bdi lang={language} dir={directionOf(language)}>
              {words}
            </bdi>
            {dueOn && <small> · {formatDay(dueOn)}</small>}
          </span>
        ))}
      </>
    ),
    under: sourceOf(visit),
  }));
  const stands = field.state === 'chosen' ? (field.stands.length > 1 ? 'all' : (field.stands[0] ?? '')) : '';
  return <RadioTiles name={name} legend={label} look="ring" columns={1} options={[...options, { value: 'all', label: t('both'), under: t('both-hint') }]} defaultValue={valueOf(name, stands)} error={errorOf(name)} />;
}

/** "Aygul, morning": whose words they are. Two of one person are told apart by their number. */
function useSourceOf({ visits }: Pick<VersionsView, 'visits'>): (visit: string) => string {
  const { t } = useTranslation('versions');
  const language = useLanguage();
  const { words, formatNumber } = useFormats();
  return (visit) => {
    const at = visits.findIndex(({ id }) => id === visit);
    const found = visits[at];
    if (!found) return '';
    return [t('version', { number: formatNumber(at + 1) }), pickLocalized(found.author, language)?.text, words.half[found.half], found.onPaper && t('on-paper')].filter(Boolean).join(' · ');
  };
}

/** Who chose what, and when: nothing of it is ever written over. */
function Chosen({ view, zone, now }: Pick<ChoosePageProps, 'view' | 'zone' | 'now'>) {
  const { t } = useTranslation('versions');
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const labelOf = useLabelOf();
  const sourceOf = useSourceOf(view);
  if (view.history.length === 0) return null;
  return (
    <Section>
      <SectionHead>{t('history')}</SectionHead>
      <Sheet list>
        {view.history.map(({ id, field, at, by, stands }) => {
          const part = view.fields.find((one) => one.field === field);
          return (
            <Line key={id}>
              <div className="grow">
                <b>{part ? labelOf(part) : t('part.gone')}</b>
                <p>{stands.map(sourceOf).join('; ')}</p>
                <p className="small quiet">
                  <bdi>{pickLocalized(by, language)?.text}</bdi> · {formatDateTime(at, { zone, now })}
                </p>
              </div>
            </Line>
          );
        })}
      </Sheet>
    </Section>
  );
}
