import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields, Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { Candidate } from './queries.server.ts';
import { MOST_NOTE } from './schema.ts';
import { TermLine, useRole } from './term-line.tsx';
import type { TermPage } from './term-page.server.ts';

interface FormProps {
  page: TermPage;
  errors: FormErrors;
}
export type TermIntent = 'end' | 'lay-down' | 'hand-over' | 'deputy';

/** Fields of the form that was just refused keep what was typed; the other forms begin afresh. */
function fieldsOf(errors: FormErrors, intent: TermIntent) {
  const mine = errors.refusal?.values.intent === intent;
  return {
    mine,
    of: (name: string, start?: string) => ({ name, id: `f-${intent}-${name}`, error: mine ? errors.errorOf(name) : undefined, defaultValue: mine ? errors.valueOf(name, start) : start }),
  };
}

function People({ people }: { people: readonly Candidate[] }) {
  const language = useLanguage();
  return people.map(({ account, names }) => (
    <option key={account} value={account}>
      {pickLocalized(names, language)?.text}
    </option>
  ));
}

/** Who takes the open work, and a note about it. */
function Handing({ page, errors, intent }: FormProps & { intent: TermIntent }) {
  const { t } = useTranslation('roles');
  const { of } = fieldsOf(errors, intent);
  return (
    <>
      {page.work.map(({ id, count }) => (
        <p key={id} className="small">
          {t(`hand.${id}`, { count })}
        </p>
      ))}
      <Select {...of('successor', '')} label={t('hand.successor')}>
        {intent !== 'hand-over' && <option value="">{t('hand.rung')}</option>}
        <People people={page.successors} />
      </Select>
      <TextArea {...of('note')} label={t('hand.note')} hint={t('hand.note-hint')} rows={2} maxLength={MOST_NOTE} optional />
    </>
  );
}

function General({ errors, intent }: { errors: FormErrors; intent: TermIntent }) {
  const { mine } = fieldsOf(errors, intent);
  const text = mine ? errors.errorOf('form') : undefined;
  return text ? <p role="alert">{text}</p> : null;
}

export function DeputyForm({ page, errors }: FormProps) {
  const { t } = useTranslation('roles');
  const { of, mine } = fieldsOf(errors, 'deputy');
  if (!page.deputies) return null;
  return (
    <LineFold icon="user-plus" title={t('deputy.title')} under={t('deputy.hint')} open={mine}>
      {page.deputies.length === 0 ? (
        <p className="quiet">{t('deputy.none')}</p>
      ) : (
        <KeptForm keep="deputy">
          <Fields plain>
            <General errors={errors} intent="deputy" />
            <Select {...of('account')} label={t('deputy.who')}>
              <People people={page.deputies} />
            </Select>
            <Field {...of('from', page.today)} type="date" label={t('propose.from')} />
            <Field {...of('to', page.weekLater)} type="date" label={t('propose.to')} />
            <Button icon="send" name="intent" value="deputy">
              {t('deputy.button')}
            </Button>
          </Fields>
        </KeptForm>
      )}
    </LineFold>
  );
}

export function HandOverForm({ page, errors }: FormProps) {
  const { t } = useTranslation('roles');
  const { mine } = fieldsOf(errors, 'hand-over');
  if (!page.endsAs || page.successors.length === 0 || page.work.length === 0) return null;
  return (
    <LineFold icon="users" title={t('hand.title')} under={t('hand.hint')} open={mine}>
      <KeptForm keep="hand-over">
        <Fields plain>
          <General errors={errors} intent="hand-over" />
          <Handing page={page} errors={errors} intent="hand-over" />
          <Button name="intent" value="hand-over">
            {t('hand.button')}
          </Button>
        </Fields>
      </KeptForm>
    </LineFold>
  );
}

export function EndForm({ page, errors }: FormProps) {
  const { t } = useTranslation('roles');
  const own = page.endsAs === 'self';
  const intent = own ? 'lay-down' : 'end';
  const { of, mine } = fieldsOf(errors, intent);
  if (!page.endsAs) return null;
  return (
    <LineFold icon="user-off" title={t(own ? 'end.title-own' : 'end.title')} under={t(own ? 'end.hint-own' : 'end.hint')} open={mine}>
      <KeptForm keep={intent}>
        <Fields plain>
          <General errors={errors} intent={intent} />
          {!own && <TextArea {...of('reason')} label={t('end.reason')} rows={2} maxLength={500} />}
          {page.work.length > 0 && <Handing page={page} errors={errors} intent={intent} />}
          <Button look="danger" name="intent" value={intent}>
            {t(own ? 'end.button-own' : 'end.button')}
          </Button>
        </Fields>
      </KeptForm>
    </LineFold>
  );
}

/** One term: who, until when, by whom, and everything that this reader may do with it. */
export function TermView({ back, to, page, errors }: FormProps & { back: string; to: 'manage' | 'mine' }) {
  const { t } = useTranslation(['roles', 'common']);
  const role = useRole();
  const place = page.grid !== null ? t('common:grid.named', { number: page.grid }) : t('place.level', { level: page.level });
  return (
    <>
      <BackBar to={back} title={t(`title.${to}`)} />
      <PageTitle lead={place}>{role(page.term.role)}</PageTitle>
      <Section near>
        <Sheet list>
          <TermLine term={page.term} today={page.today} />
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('term.acts')}</SectionHead>
        <Sheet>
          <DeputyForm page={page} errors={errors} />
          <HandOverForm page={page} errors={errors} />
          <EndForm page={page} errors={errors} />
        </Sheet>
      </Section>
    </>
  );
}
