import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Pictures, PicturesWay } from '#app/components/add-pictures.tsx';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { PictureRadios, Switch } from '#app/components/choice.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock, LineFold, Narrow, PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { PROGRAM_ICONS, PROGRAM_IDS } from '#app/components/programs.ts';
import { Strip } from '#app/components/states.tsx';
import { Way, Ways } from '#app/components/talk.tsx';
import { Voice } from '#app/components/voice.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { gridRolesIn, isOfficer, shopsIn } from '#app/platform/actor.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { openRequest } from './commands.server.ts';
import { FactFields } from './fact-fields.tsx';
import { typedFacts } from './fact-names.ts';
import { chosenKind } from './kinds.server.ts';
import { MOST_TITLE } from './limits.ts';
import { readForm, screenLanguage, wordsOf } from './reading.server.ts';
import { getAskView } from './receiver.server.ts';
import { AskSchema } from './schema.ts';
import { rememberCode } from './sent-cookie.server.ts';
import styles from './ask.module.css';

export const handle = { i18n: ['requests', 'programs', 'files'], title: (t) => t('requests:ask.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ request, mall, actor, now }) => {
  const { searchParams } = new URL(request.url);
  const [program, id] = [searchParams.get('program') ?? undefined, searchParams.get('kind') ?? undefined];
  const kind = chosenKind(mall, program, id);
  if (!kind) throw notFound();
  const chosen = kind.id === 'unsorted' ? null : { program: kind.program, kind: id ? kind.id : null, confidential: kind.confidential };
  return { ...(await getAskView(actor, mall, kind, now)), chosen, fields: id ? kind.facts : [], callFirst: Boolean(id) && kind.callFirst, base: `/m/${mall.slug}` };
});

export const action = authorised({ can: 'requests:ask' }, async ({ request, mall, actor, known, now }) => {
  const form = await readForm(request);
  return submitForm(form, AskSchema, async ({ words, place, ...input }) => {
    const shops = shopsIn(actor, mall._id);
    const merchant = place && place !== 'shared' ? place : shops[0];
    if (merchant && !shops.includes(merchant)) throw new Refusal('form.not-a-choice', 'place');
    if ((await takePoint('ask', actor.account)) > 0) throw new Refusal('requests:refusal.too-many');
    const files = await readFiles(form);
    const role = merchant ? 'merchant' : isOfficer(actor, mall._id) ? 'council' : (gridRolesIn(actor, mall._id)[0]?.role ?? 'merchant');
    const about = { account: actor.account, role, merchant, shared: place === 'shared', channel: 'ask' as const };
    const { number, code } = await openRequest({ mall, actor, now }, { ...input, ...about, files, facts: typedFacts(form), words: wordsOf(words, screenLanguage(request, mall, known)) });
    const to = `/m/${mall.slug}/requests/${number}`;
    return redirect(`${to}/sent`, { headers: { 'Set-Cookie': await rememberCode(to, actor.account, number, code) } });
  });
});

export default function AskRoute() {
  const { shops, receiver, firstResponse, chosen, fields, callFirst, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['requests', 'common', 'words', 'programs']);
  const { formatUnit } = useFormats();
  const language = useLanguage();
  const nameOf = useProgramName();
  const programs = usePrograms(PROGRAM_IDS);
  const errors = useFormErrors(useActionData(), 'requests');
  const [shop] = shops;
  const who = receiver.names && pickLocalized(receiver.names, language)?.text;
  const rung = t(`rung.${receiver.rung}`);
  const receiverLine = receiver.grid ? t('ask.rung-of-grid', { rung, number: receiver.grid }) : rung;
  return (
    <KeptForm encType="multipart/form-data">
      <Narrow>
        <BackBar to={base} title={t('ask.title')} language />
        <PageTitle lead={t('ask.lead')}>{t('ask.question')}</PageTitle>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ words: t('ask.sentence'), pictures: t('common:button.add-photo'), place: t('ask.place') }} />
          <div>
            <Voice />
            <Ways>
              <PicturesWay />
              <Way icon="pencil" htmlFor="f-words">
                {t('ask.write')}
              </Way>
            </Ways>
            <Pictures error={errors.errorOf('pictures') ?? errors.errorOf('voice')} />
          </div>
          {callFirst && (
            <Strip tone="bad" icon="phone" title={t('ask.call-first')} action={<ButtonLink size="desk" to={`${base}/emergency`}>{t('ask.whom-to-call')}</ButtonLink>} />
          )}
          <TextArea name="words" label={t('ask.sentence')} quiet rows={2} maxLength={MOST_TITLE} placeholder={t('ask.example')} error={errors.errorOf('words')} defaultValue={errors.valueOf('words')} />
        </Fields>
        <Section near>
          <Sheet list>
            {shop && (
              <li>
                <LineFold
                  lead={shop.grid ? <Patch number={shop.grid.number} hue={shop.grid.hue} weave={shop.grid.weave} size={28} silent /> : <Icon name="map-pin" />}
                  title={
                    <b>
                      <bdi>{pickLocalized(shop.names, language)?.text}</bdi>
                    </b>
                  }
                  under={
                    <>
                      {t('ask.my-booth')} <Num>{shop.unit?.number}</Num>
                      {shop.grid && <> · {t('common:grid.named', { number: shop.grid.number })}</>}
                    </>
                  }
                  aside={<span className={styles.other}>{t('ask.other-place')}</span>}
                  open={Boolean(errors.errorOf('place'))}
                >
                  <Select name="place" label={t('ask.place')} error={errors.errorOf('place')} defaultValue={errors.valueOf('place', shop.merchant)}>
                    {shops.map((one) => (
                      <option key={one.merchant} value={one.merchant}>
                        {one.unit?.number} {pickLocalized(one.names, language)?.text}
                      </option>
                    ))}
                    <option value="shared">{t('ask.shared-place')}</option>
                  </Select>
                </LineFold>
              </li>
            )}
            <Says lead={<Icon name="eye" />} over={t('common:state.who-can-see')} under={chosen?.confidential || !receiver.grid ? t('ask.program-sees') : t('ask.grid-sees')}>
              <b>
                {who && (
                  <>
                    <bdi>{who}</bdi> ·{' '}
                  </>
                )}
                {receiverLine}
              </b>
            </Says>
            {!chosen?.confidential && (
              <li>
                <Switch name="confidential" icon="lock" under={t('ask.confidential-under')} defaultChecked={errors.valueOf('confidential') === 'on'}>
                  {t('ask.confidential')}
                </Switch>
              </li>
            )}
            <li>
              <Switch name="callBack" icon="phone" under={t('ask.call-under')} defaultChecked={errors.valueOf('callBack') === 'on'}>
                {t('common:button.call-me-instead')}
              </Switch>
            </li>
          </Sheet>
        </Section>
        {chosen?.kind ? (
          <Section near>
            <SectionHead aside={nameOf(chosen.program)}>{t(`programs:kind.${chosen.kind as 'borrow'}.name`)}</SectionHead>
            <input type="hidden" name="program" value={chosen.program} />
            <input type="hidden" name="kind" value={chosen.kind} />
            {fields.length > 0 && (
              <Fields>
                <p className="small quiet">{t('facts.skip')}</p>
                <FactFields fields={fields} errors={errors} />
              </Fields>
            )}
          </Section>
        ) : (
          <Section>
            <SectionHead under={t('ask.which-under')}>{t('ask.which')}</SectionHead>
            <PictureRadios
              name="program"
              legend={t('ask.which')}
              defaultValue={errors.valueOf('program', chosen?.program)}
              options={programs.map((id) => ({ value: id, label: nameOf(id), icon: PROGRAM_ICONS[id] }))}
            />
          </Section>
        )}
        <Dock noteAfter note={t('ask.promise', { duration: formatUnit(Math.ceil(firstResponse / 60), 'working-hour') })}>
          <Button look="main" size="thumb" wide icon="send">
            {t(`ask.send.${receiver.rung}`)}
          </Button>
        </Dock>
      </Narrow>
    </KeptForm>
  );
}
