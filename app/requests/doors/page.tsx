import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { Num } from '#app/components/num.tsx';
import { BackBar, LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { keepOutgoingKey, makeOutgoingSecret } from '../outgoing/keys.server.ts';
import { listOutgoing } from '../outgoing/queries.server.ts';
import { sendAgain } from '../outgoing/send.server.ts';
import { endKey, type KeyCard, listKeys, makeKey, type MadeKey } from './keys.server.ts';
import styles from './doors.module.css';
import { OutgoingParts } from './outgoing-view.tsx';
import { DoorsSchema } from './schema.ts';

/** What is shown once: a key, the secret of a hook, or that of a webhook of ours. */
type Shown = Pick<MadeKey, 'name' | 'secret'> & { door: MadeKey['door'] | 'webhook' };
const nameOf = (mall: KnownMall, receiver: string): string => mall.settings?.receivers?.find(({ id }) => id === receiver)?.name ?? '';
const DOOR_ICONS = { open311: 'key', hook: 'link' } as const;

export const handle = { i18n: ['doors', 'words'], title: (t) => t('doors:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => ({
  back: `/m/${mall.slug}/manage`,
  keys: await listKeys(mall._id),
  outgoing: await listOutgoing(mall),
  slug: mall.slug,
  hooks: `${env().PUBLIC_URL.replace(/\/$/, '')}/hooks/${mall.slug}`,
  open311: `${env().PUBLIC_URL.replace(/\/$/, '')}/open311/v2`,
  zone: mall.zone,
  now,
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), DoorsSchema, async (input) => {
    if (input.intent === 'make') return { made: await makeKey({ actor, mall, now }, input) };
    if (input.intent === 'secret') return { made: { door: 'webhook' as const, name: nameOf(mall, input.receiver), secret: await makeOutgoingSecret({ actor, mall, now }, input.receiver) } };
    if (input.intent === 'end') await endKey({ actor, mall, now }, input.key);
    if (input.intent === 'key') await keepOutgoingKey({ actor, mall, now }, input.receiver, input.key);
    if (input.intent === 'again') await sendAgain({ actor, mall, now }, input.message);
    return redirect(`/m/${mall.slug}/manage/doors`);
  }),
);

/** Which other systems may send reports about places: their keys, each shown once. */
export default function DoorsRoute() {
  const { back, keys, open311, slug, outgoing, zone, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'doors');
  const { t } = useTranslation('doors');
  const made = !isRefusal(answer) && answer ? (answer as { made: Shown }).made : null;
  return (
    <>
      <BackBar to={back} title={t('title')} />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <FormErrorSummary errors={errors} labels={{ name: t('name'), door: t('door') }} />
      {made && <Made made={made} />}
      <Section near>
        <SectionHead under={t('sees')}>{t('keys')}</SectionHead>
        {keys.length === 0 ? (
          <p className="pad quiet">{t('none')}</p>
        ) : (
          <Sheet>
            {keys.map((key) => (
              <KeyFold key={key.id} card={key} />
            ))}
          </Sheet>
        )}
      </Section>
      <Section>
        <SectionHead>{t('make')}</SectionHead>
        <Form method="post" key={keys.length}>
          <Fields>
            <input type="hidden" name="intent" value="make" />
            <RadioTiles
              name="door"
              legend={t('door')}
              columns={1}
              defaultValue={errors.valueOf('door', 'open311')}
              error={errors.errorOf('door')}
              options={(['open311', 'hook'] as const).map((value) => ({ value, label: t(`${value}.name`), icon: DOOR_ICONS[value], under: t(`${value}.under`) }))}
            />
            <Field name="name" label={t('name')} hint={t('name-hint')} dir="auto" maxLength={80} autoComplete="off" error={errors.errorOf('name')} defaultValue={errors.valueOf('name')} />
            <Button look="main" icon="key">
              {t('make')}
            </Button>
          </Fields>
        </Form>
      </Section>
      <OutgoingParts view={outgoing} zone={zone} now={now} />
      <Section>
        <SectionHead>{t('addresses')}</SectionHead>
        <div className="pad stack-2">
          <p>
            {t('address')}: <bdi className={styles.secret}>{open311}</bdi>
          </p>
          <p>
            {t('jurisdiction')}: <bdi className={styles.secret}>{slug}</bdi>
          </p>
        </div>
      </Section>
    </>
  );
}

function Made({ made }: { made: Shown }) {
  const { t } = useTranslation('doors');
  return (
    <>
      <Strip tone="ok" icon="check" title={t('made', { name: made.name })} live>
        {t('once')}
      </Strip>
      <div className="pad stack-2">
        <p>{t(`${made.door === 'webhook' ? 'hook' : made.door}.secret`)}</p>
        <p>
          <bdi className={styles.secret}>{made.secret}</bdi>
        </p>
      </div>
    </>
  );
}

function KeyFold({ card }: { card: KeyCard }) {
  const { id, door, name, by, madeAt, endedAt, taken, lastOn } = card;
  const { zone, now, hooks } = useLoaderData<typeof loader>();
  const { t } = useTranslation('doors');
  const language = useLanguage();
  const { formatDate, formatDay } = useFormats();
  const when = formatDate(madeAt, { zone, now });
  return (
    <LineFold icon={DOOR_ICONS[door]} title={<bdi>{name}</bdi>} under={endedAt ? t('ended', { day: formatDate(endedAt, { zone, now }) }) : t('since', { day: when })} aside={<Num>{taken}</Num>}>
      <p className="small quiet">
        {t('made-by')}: <bdi>{pickLocalized(by, language)?.text}</bdi> · {when}
      </p>
      <p className="small quiet">
        {t('taken')}: <Num>{taken}</Num>
        {lastOn && ` · ${t('last', { day: formatDay(lastOn) })}`}
      </p>
      {door === 'hook' && !endedAt && (
        <p className="small">
          {t('hook.address')}: <bdi className={styles.secret}>{`${hooks}/${id}`}</bdi>
        </p>
      )}
      {!endedAt && (
        <Form method="post">
          <input type="hidden" name="key" value={id} />
          <Button size="desk" look="danger" name="intent" value="end">
            {t('end')}
          </Button>
        </Form>
      )}
    </LineFold>
  );
}
