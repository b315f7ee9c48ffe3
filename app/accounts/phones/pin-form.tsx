import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { CodeField, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { useFormErrors } from '#app/components/form-errors.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { PersonHere } from './queries.server.ts';

interface PinFormProps {
  people: readonly PersonHere[];
  next: string;
  zone: string;
  now: Date;
  errors: ReturnType<typeof useFormErrors>;
  className?: string;
}

/** On a phone that remembers somebody: who she is stands there, and six digits open. */
export function PinForm({ people, next, zone, now, errors, className }: PinFormProps) {
  const { t } = useTranslation('phones');
  const language = useLanguage();
  const { formatDate } = useFormats();
  const [first] = people;
  const nameOf = ({ names, shop }: PersonHere) => (
    <>
      <bdi>{pickLocalized(shop?.names ?? names, language)?.text}</bdi>
      <small className="quiet">
        <br />
        {shop && (
          <>
            {shop.unit && <bdi dir="ltr">{shop.unit}</bdi>} · <bdi>{pickLocalized(names, language)?.text}</bdi>
          </>
        )}
      </small>
    </>
  );
  const then = next ? `next=${encodeURIComponent(next)}` : '';
  return (
    <Form method="post" noValidate className={className}>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ pin: t('pin') }} />
        <input type="hidden" name="next" value={next} />
        {people.length > 1 ? (
          <RadioTiles name="who" legend={t('sign-in.who')} columns={2} defaultValue={errors.valueOf('who', first?.account)} options={people.map((person) => ({ value: person.account, label: nameOf(person) }))} />
        ) : (
          first && (
            <>
              <input type="hidden" name="who" value={first.account} />
              <p>
                <b>{nameOf(first)}</b>
              </p>
              <p className="quiet small">{t('sign-in.until', { day: formatDate(first.until, { zone, now }) })}</p>
            </>
          )
        )}
        <CodeField name="pin" label={t('pin')} error={errors.errorOf('pin')} secret autoComplete="off" />
        <Button look="main" size="thumb" wide>
          {t('sign-in.submit')}
        </Button>
        <Buttons>
          <ButtonLink to={`/sign-in/card?${then}`}>{t('sign-in.card')}</ButtonLink>
          <ButtonLink to={`/sign-in?way=password&${then}`}>{t('sign-in.password')}</ButtonLink>
        </Buttons>
        <p className="small">
          <Link to="/sign-in/clear">{t('sign-in.clear')}</Link>
        </p>
      </Fields>
    </Form>
  );
}
