import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { AnyRole, Candidate } from './queries.server.ts';
import { MOST_MINUTES } from './schema.ts';
import { useRole } from './term-line.tsx';

interface ProposeFormProps {
  /** What was searched, and who was found by it. */
  query: string;
  found: Candidate[];
  roles: readonly AnyRole[];
  start: { role?: string; from: string; to: string };
  errors: FormErrors;
}

/** First the person, then the term: two plain forms, so that it works without script. */
export function ProposeForm({ query, found, roles, start, errors }: ProposeFormProps) {
  const { t } = useTranslation(['roles', 'common']);
  return (
    <Section id="propose">
      <SectionHead under={t('propose.hint')}>{t('propose.title')}</SectionHead>
      <Sheet>
        <Line as="div">
          <Form method="get" action="#propose" role="search">
            <Fields plain>
              <Field name="q" label={t('propose.search')} hint={t('propose.search-hint')} defaultValue={query} icon="zoom" maxLength={60} />
              {start.role && <input type="hidden" name="role" value={start.role} />}
              <Button icon="zoom">{t('common:button.search')}</Button>
            </Fields>
          </Form>
          {query && found.length === 0 && <p className="quiet">{t('propose.none')}</p>}
        </Line>
        {found.length > 0 && <Terms {...{ found, roles, start, errors }} />}
      </Sheet>
    </Section>
  );
}

function Terms({ found, roles, start, errors }: Omit<ProposeFormProps, 'query'>) {
  const { t } = useTranslation('roles');
  const language = useLanguage();
  const role = useRole();
  const { errorOf, valueOf } = errors;
  const field = (name: 'from' | 'to' | 'on' | 'shops' | 'minutes') => ({ name, label: t(`propose.${name}`), error: errorOf(name) });
  return (
    <Line as="div">
      <KeptForm keep="propose">
        <FormErrorSummary errors={errors} />
        <Fields plain>
          <RadioTiles
            name="account"
            legend={t('propose.who')}
            defaultValue={valueOf('account', found.length === 1 ? found[0]?.account : undefined)}
            error={errorOf('account')}
            options={found.map(({ account, names }) => ({ value: account, label: <bdi>{pickLocalized(names, language)?.text}</bdi> }))}
          />
          <Select name="role" label={t('propose.role')} defaultValue={valueOf('role', start.role)} error={errorOf('role')}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {role(one)}
              </option>
            ))}
          </Select>
          <Field {...field('from')} type="date" defaultValue={valueOf('from', start.from)} />
          <Field {...field('to')} type="date" defaultValue={valueOf('to', start.to)} />
          <RadioTiles
            name="way"
            legend={t('propose.way')}
            look="ring"
            columns={1}
            defaultValue={valueOf('way', 'council')}
            error={errorOf('way')}
            options={(['council', 'shops'] as const).map((way) => ({ value: way, label: t(`propose.way-${way}`), under: t(`propose.way-${way}-hint`) }))}
          />
          <p className="small quiet">{t('propose.if-shops')}</p>
          <Field {...field('shops')} inputMode="numeric" optional defaultValue={valueOf('shops')} />
          <Field {...field('on')} type="date" optional defaultValue={valueOf('on')} />
          <Field {...field('minutes')} optional hint={t('propose.minutes-hint')} maxLength={MOST_MINUTES} defaultValue={valueOf('minutes')} />
          <Button look="main" icon="send" name="intent" value="propose">
            {t('propose.button')}
          </Button>
        </Fields>
      </KeptForm>
    </Line>
  );
}
