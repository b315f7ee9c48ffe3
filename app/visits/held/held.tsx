import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button, Buttons } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { IdSchema } from '../schema.ts';
import { ShopName } from '../shop-name.tsx';
import { DECISIONS, decideHeld } from './deciding.server.ts';
import { type HeldByPerson, listHeld } from './queries.server.ts';

export const handle = { i18n: ['visits'], title: (t) => t('visits:held.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, actor, now }) => ({
  base: `/m/${mall.slug}`,
  today: dayIn(now, mall.zone),
  held: await listHeld({ mall, actor }),
}));

const DecisionSchema = z.object({ held: z.array(IdSchema).min(1, 'visits:refused.none-ticked').max(100), decision: z.enum(DECISIONS) });

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) => {
  const form = await request.formData();
  return submitForm(
    form,
    DecisionSchema,
    async ({ held, decision }) => {
      await decideHeld({ mall, actor, now }, held, decision);
      return redirect(`/m/${mall.slug}/manage/visits/held`);
    },
    { held: form.getAll('held'), decision: form.get('decision') },
  );
});

/** Visits that arrived after their volunteer's role had ended: an officer takes them in or doesn't, without reading them. */
export default function HeldRoute() {
  const { base, today, held } = useLoaderData<typeof loader>();
  const { t } = useTranslation('visits');
  const errors = useFormErrors(useActionData<typeof action>(), 'visits');
  const error = errors.all[0];
  return (
    <>
      <BackBar to={base} title={t('held.title')} />
      <PageTitle lead={t('held.lead')}>{t('held.title')}</PageTitle>
      {error && (
        <div className="pad">
          <FieldError id="f-held-error">{error.text}</FieldError>
        </div>
      )}
      {held.people.length === 0 && <Empty title={t('held.none')}>{t('held.none-text')}</Empty>}
      {held.people.map((person) => (
        <Person key={person.key} person={person} today={today} />
      ))}
      {held.more && <p className="pad quiet">{t('held.more')}</p>}
    </>
  );
}

function Person({ person: { key, names, role, grid, visits }, today }: { person: HeldByPerson; today: string }) {
  const { t } = useTranslation(['visits', 'common', 'words']);
  const language = useLanguage();
  const { formatHalfDay } = useFormats();
  return (
    <Section>
      <SectionHead aside={grid && <Patch {...grid} size={28} />} under={grid ? `${t(`words:role.${role}`)} · ${t('common:grid.named', { number: grid.number })}` : t(`words:role.${role}`)}>
        <bdi>{pickLocalized(names, language)?.text}</bdi>
      </SectionHead>
      <KeptForm keep={key}>
        <div className="pad stack-4">
          {visits.map(({ id, day, half, shop }) => (
            <CheckboxLine key={id} name="held" value={id} defaultChecked under={formatHalfDay(day, half, { today })}>
              <ShopName names={shop.names} />
              {shop.unit && (
                <>
                  {' '}
                  · <Num>{shop.unit.number}</Num>
                </>
              )}
            </CheckboxLine>
          ))}
          <Buttons>
            <Button look="main" name="decision" value="taken" icon="check">
              {t('held.take')}
            </Button>
            <Button look="danger" name="decision" value="declined">
              {t('held.decline')}
            </Button>
          </Buttons>
        </div>
      </KeptForm>
    </Section>
  );
}
