import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Field, FieldRow } from '#app/components/field.tsx';
import { LineFold, Sheet } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { CLOCK_NAMES } from '#app/platform/mall-settings.ts';
import { clockSource } from './clock-source.server.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';
import { clockBounds } from './rules.ts';

export const handle = { i18n: ['settings', 'programs', 'requests'], title: (t) => t('settings:part.clocks.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'clocks', now);
  return { view, kinds: (clockSource()?.kinds() ?? []).map(({ id, program, clocks }) => ({ id, program, clocks, own: based.settings?.clocks?.[id] ?? {} })) };
});
export const action = savePart('clocks');

/** Limits of every kind in working hours; an empty field is the program's own. */
export default function ClocksRoute() {
  const { view, kinds } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['settings', 'common', 'programs', 'words']);
  const nameOf = useProgramName();
  const { formatNumber } = useFormats();
  const fill = useFill();
  const hours = (minutes: number) => formatNumber(minutes / 60, 1);
  return (
    <PartForm view={view} fill={fill} clocks wide>
      <Sheet>
        {kinds.map(({ id, program, clocks, own }) => (
          <LineFold
            key={id}
            title={id === 'unsorted' ? t('clocks.unsorted') : t(`programs:kind.${id as 'borrow'}.name`)}
            under={`${program === 'unsorted' ? '' : `${nameOf(program)} · `}${CLOCK_NAMES.map((name) => hours(own[name] ?? clocks[name])).join(' / ')}${Object.keys(own).length > 0 ? ` · ${t('clocks.changed')}` : ''}`}
            open={fill.all.some(({ field }) => field.startsWith(`${id}.`))}
          >
            <FieldRow>
              {CLOCK_NAMES.map((name) => {
                const { least, most } = clockBounds(clocks[name]);
                const limit = own[name];
                return (
                  <Field
                    key={name}
                    name={`${id}.${name}`}
                    label={t(`common:clock.${name}`)}
                    hint={t('clocks.hint', { usual: hours(clocks[name]), least: hours(least), most: hours(most) })}
                    inputMode="decimal"
                    dir="ltr"
                    optional
                    maxLength={6}
                    defaultValue={fill.valueOf(`${id}.${name}`, limit === undefined ? '' : String(limit / 60))}
                    error={fill.errorOf(`${id}.${name}`)}
                  />
                );
              })}
            </FieldRow>
          </LineFold>
        ))}
      </Sheet>
    </PartForm>
  );
}
