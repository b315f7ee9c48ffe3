import { useLoaderData } from '@remix-run/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { LineFold, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { emergencyNumbers, type EmergencyNumber, isCountryNumber } from '#app/platform/mall-settings.ts';
import { NameFields } from './name-fields.tsx';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';

export const handle = { i18n: ['settings', 'emergency'], title: (t) => t('settings:part.emergency.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'emergency', now);
  return { view, numbers: emergencyNumbers(based).map((one): EmergencyNumber => one) };
});
export const action = savePart('emergency');

/** Whom people of the mall are told to call: the country's numbers, and those of the house that are nearer. */
export default function EmergencyRoute() {
  const { view, numbers } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['settings', 'emergency']);
  const language = useLanguage();
  const fill = useFill();
  const numberField = (name: string, label: string, number: string) => (
    <Field name={name} type="tel" inputMode="tel" dir="ltr" maxLength={24} label={label} defaultValue={fill.valueOf(name, number)} error={fill.errorOf(name)} />
  );
  const wrong = (...names: string[]) => fill.all.some(({ field }) => names.some((name) => field.startsWith(name)));
  return (
    <PartForm view={view} fill={fill} wide>
      <Section near>
        <Fields>
          {numbers.map(({ id, number }) => isCountryNumber(id) && <Fragment key={id}>{numberField(`number-${id}`, t(`emergency:country.${id}`), number)}</Fragment>)}
        </Fields>
      </Section>
      <Section near>
        <Sheet>
          {numbers.filter(({ id }) => !isCountryNumber(id)).map(({ id, names, number }) => (
            <LineFold key={id} title={<bdi>{names && pickLocalized(names, language)?.text}</bdi>} under={<bdi dir="ltr">{number}</bdi>} open={wrong(`name-${id}-`, `number-${id}`)}>
              <div className="stack-2">
                {numberField(`number-${id}`, t('emergency.number'), number)}
                <NameFields prefix={`name-${id}`} names={names ?? {}} fill={fill} optional />
                <CheckboxLine name={`gone-${id}`} defaultChecked={fill.checked(`gone-${id}`, false)}>
                  {t('emergency.remove')}
                </CheckboxLine>
              </div>
            </LineFold>
          ))}
          <LineFold icon="plus" title={t('emergency.new')} under={t('emergency.new-hint')} open={wrong('new-', 'number') && !wrong('number-')}>
            <div className="stack-2">
              <NameFields prefix="new" names={{}} fill={fill} optional />
              {numberField('number', t('emergency.number'), '')}
            </div>
          </LineFold>
        </Sheet>
      </Section>
    </PartForm>
  );
}
