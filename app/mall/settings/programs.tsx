import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field } from '#app/components/field.tsx';
import { LineFold, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { NameFields } from './name-fields.tsx';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, programSettings, savePart } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.programs.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'programs', now);
  return { view, programs: programSettings(based) };
});
export const action = savePart('programs');

/** Which services the association offers, in which order, and under which name. */
export default function ProgramsRoute() {
  const { view, programs } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['settings', 'words']);
  const language = useLanguage();
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill} wide>
      <Sheet>
        {programs.map(({ id, on, names }, index) => {
          const usual = t(`words:program.${id as 'labor'}`);
          const own = names && pickLocalized(names, language);
          const open = fill.all.some(({ field }) => field.endsWith(`-${id}`) || field.startsWith(`name-${id}-`));
          return (
            <LineFold key={id} title={<bdi>{own?.own ? own.text : usual}</bdi>} under={on ? t('programs.place', { place: index + 1 }) : t('programs.off')} open={open}>
              <div className="stack-2">
                <CheckboxLine name={`on-${id}`} id={`f-on-${id}`} defaultChecked={fill.checked(`on-${id}`, on)} under={fill.errorOf(`on-${id}`) ?? t('programs.on-hint')}>
                  {t('programs.on')}
                </CheckboxLine>
                <Field name={`order-${id}`} type="number" min={1} max={99} label={t('programs.order')} dir="ltr" defaultValue={fill.valueOf(`order-${id}`, String(index + 1))} error={fill.errorOf(`order-${id}`)} />
                <p className="quiet small">{t('programs.names', { name: usual })}</p>
                <NameFields prefix={`name-${id}`} names={names ?? {}} fill={fill} optional />
              </div>
            </LineFold>
          );
        })}
      </Sheet>
    </PartForm>
  );
}
