import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { IconName } from '#app/components/icon-names.ts';
import { Logo } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { LineLink } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { Aside } from '#app/components/states.tsx';
import { ChoiceButtons } from '#app/components/tiles.tsx';
import { markTab } from '#app/components/this-tab.ts';
import { isLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { languageCookie } from '#app/i18n/detect.server.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { openToAnyone, secondFactorPath } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { PasskeyButton } from '#app/accounts/factors/passkey-button.tsx';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { browserFamily } from '#app/platform/sessions.server.ts';
import { cardPath } from '#app/accounts/recovery/commands.server.ts';
import { PinForm } from '#app/accounts/phones/pin-form.tsx';
import { listPeopleHere } from '#app/accounts/phones/queries.server.ts';
import { PinSchema } from '#app/accounts/phones/schema.ts';
import { zoneOf } from '#app/platform/malls.server.ts';
import { type Entered, signIn, type SignInInput, SignInSchema, signInWithPasskey, signInWithPin } from './sign-in.server.ts';
import { DEMO_PASSWORD, signInView } from './sign-in-view.server.ts';
import styles from './sign-in.module.css';

export const handle = { i18n: ['sign-in', 'phones'], title: (t) => t('sign-in:title') } satisfies PageHandle;

export const loader = openToAnyone(async ({ request, actor, known, held, now }) => {
  const next = new URL(request.url).searchParams.get('next');
  if (held && known) throw redirect(secondFactorPath(known));
  if (actor) throw redirect(safePath(next));
  const { searchParams } = new URL(request.url);
  const here = searchParams.get('way') === 'password' ? [] : await listPeopleHere(request.headers.get('Cookie'), now);
  // A shop card said who it is; whoever isn't one of this phone's people can't be chosen by an address.
  const chosen = here.filter(({ account }) => account === searchParams.get('who'));
  const people = chosen.length > 0 ? chosen : here;
  const zone = await zoneOf([], now);
  return { ...(await signInView(next ? safePath(next) : '', now)), people, zone, now };
});

export const action = openToAnyone(async ({ request, context, now }) => {
  const form = await request.formData();
  const asWho = form.get('as');
  if (typeof asWho === 'string' && env().APP_MODE === 'demo') {
    form.set('username', asWho);
    form.set('password', DEMO_PASSWORD);
  }
  const address = { address: context.ip, browser: browserFamily(request.headers.get('User-Agent')), cookies: request.headers.get('Cookie'), now };
  if (form.has('who')) return submitForm(form, PinSchema, async (typed) => inside(await signInWithPin(typed, address), 'mine', typed.next, request));
  const answer = form.get('answer');
  // A passkey says who comes: nothing else was typed.
  const input = typeof answer === 'string' ? { ...formValues(form), username: '-', password: '-' } : undefined;
  const enter = async (typed: SignInInput) => {
    const entered = typeof answer === 'string' ? await signInWithPasskey(answer, typed.device, address) : await signIn(typed, address);
    return inside(entered, typed.device, typed.next, request);
  };
  return submitForm(form, SignInSchema, enter, input);
});

/** The door is open: with the session, in her language, and on to where she was going. */
function inside({ cookie, known, pending, language, card }: Entered, device: SignInInput['device'], typed: string | undefined, request: Request) {
  const next = safePath(typed);
  const headers = new Headers([['Set-Cookie', cookie]]);
  if (known) headers.append('Set-Cookie', known);
  // A language chosen on this phone stays; on a phone without one the account's follows its person.
  const chosenHere = /(?:^|;\s*)lng=/.test(request.headers.get('Cookie') ?? '');
  if (isLanguage(language) && !chosenHere) headers.append('Set-Cookie', languageCookie(language, { secure: env().secure }));
  const onwards = `/sign-in/code?device=${device}&next=${encodeURIComponent(next)}`;
  return redirect(pending ? onwards : card ? cardPath(next) : next, { headers });
}

const WHO_ICONS: Record<string, IconName> = {
  merchant: 'building-store', merchant2: 'building-store', leader: 'users', manager: 'walk', assistant: 'tool', information: 'pencil',
  supervisor: 'eye-check', officer: 'clipboard-list', lead: 'messages', official: 'building-community', partner: 'truck-loading', operator: 'settings',
};

export default function SignInRoute() {
  const view = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'sign-in');
  const { t } = useTranslation(['sign-in', 'phones']);
  const { t: tc } = useTranslation();
  useEffect(markTab, []);
  const language = useLanguage();
  const mallName = view.mall ? (pickLocalized(view.mall.name, language)?.text ?? '') : '';
  return (
    <main id="main" className={styles.page}>
      <section className={styles.house} aria-labelledby="motto">
        <div className={styles.brand}>
          <Logo />
          <span>
            <b>{tc('app.name')}</b>
            {mallName && <bdi>{mallName}</bdi>}
          </span>
        </div>
        <div className={styles.languages}>
          <LanguageLinks next={view.next ? `/sign-in?next=${encodeURIComponent(view.next)}` : '/sign-in'} />
        </div>
        <Quilt floors={view.floors} />
        <h1 id="motto">{t('motto')}</h1>
        {view.mall && <p className={styles.about}>{t('about', { mall: mallName, shops: view.mall.shops, grids: view.mall.grids })}</p>}
        <p className={styles.cloth}>{t('cloth')}</p>
      </section>
      <section className={styles.door} aria-labelledby="sign-in">
        <h2 id="sign-in" className="visually-hidden">
          {t('title')}
        </h2>
        {view.people.length > 0 && <PinForm people={view.people} next={view.next} zone={view.zone} now={view.now} errors={errors} className={styles.form} />}
        {view.people.length === 0 && <KeptForm className={styles.form}>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ username: t('username'), password: t('password') }} />
            <input type="hidden" name="next" value={view.next} />
            <Field name="username" label={t('username')} error={errors.errorOf('username')} defaultValue={errors.valueOf('username')} autoComplete="username" autoCapitalize="none" spellCheck={false} dir="ltr" />
            <Field name="password" type="password" label={t('password')} error={errors.errorOf('password')} autoComplete="current-password" dir="ltr" />
            <Button look="main" size="thumb" wide>
              {t('submit')}
            </Button>
            <PasskeyButton purpose="sign-in" fields={{ next: view.next, device: 'mine' }} wide>
              {t('passkey')}
            </PasskeyButton>
            <RadioTiles
              name="device"
              legend={t('device.label')}
              quiet
              look="joined"
              columns={3}
              defaultValue={errors.valueOf('device', 'mine')}
              options={(['mine', 'shared', 'guest'] as const).map((value) => ({ value, label: t(`device.${value}`) }))}
            />
            <p className="quiet small">{t('device.hint')}</p>
            <p>
              <Link to="/recover">{t('forgotten')}</Link>
            </p>
          </Fields>
        </KeptForm>}
        {view.demo && (
          <Form method="post" className={styles.demo} aria-label={t('demo.list')}>
            <input type="hidden" name="next" value={view.next} />
            <input type="hidden" name="device" value="guest" />
            <Aside>{t('demo.note', { password: view.demo.password })}</Aside>
            <ChoiceButtons
              name="as"
              choices={view.demo.people.map(({ userName, names, grid }) => ({
                value: userName,
                icon: WHO_ICONS[userName] ?? 'user',
                label: t(`who.${userName as 'merchant'}`),
                under: [userName, pickLocalized(names, language)?.text, grid && t('in-grid', { number: grid })].filter(Boolean).join(' · '),
              }))}
            />
          </Form>
        )}
        <div className={styles.without}>
          <LineLink as="div" icon="qrcode" to="/follow" under={t('without.hint')}>
            {t('without.follow')}
          </LineLink>
        </div>
      </section>
    </main>
  );
}

/** Every grid's cloth, floor above floor: decoration, the sentence under it says what it is. */
function Quilt({ floors }: { floors: { shortName: string; grids: { number: number; hue: number; weave: number }[] }[] }) {
  return (
    <div className={styles.quilt} aria-hidden="true">
      {floors.map(({ shortName, grids }) => (
        <div key={shortName} className={styles.floor}>
          <span>{shortName}</span>
          {grids.map((grid) => (
            <Patch key={grid.number} {...grid} size="fill" silent />
          ))}
        </div>
      ))}
    </div>
  );
}
