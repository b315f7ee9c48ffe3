import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Select } from '#app/components/field.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { LANGUAGES, OWN_NAMES } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.languages.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'languages', now);
  return { view, on: based.languages };
});
export const action = savePart('languages');

export default function LanguagesRoute() {
  const { view, on } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill} labels={{ first: t('languages.first') }}>
      <div>
        {LANGUAGES.map((language) => (
          <CheckboxLine key={language} name={`on-${language}`} defaultChecked={fill.checked(`on-${language}`, on.includes(language))}>
            <bdi lang={language}>{OWN_NAMES[language]}</bdi>
          </CheckboxLine>
        ))}
      </div>
      <Select name="first" label={t('languages.first')} hint={t('languages.first-hint')} defaultValue={fill.valueOf('first', on[0])} error={fill.errorOf('first')}>
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {OWN_NAMES[language]}
          </option>
        ))}
      </Select>
    </PartForm>
  );
}
