import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DefinitionList, KeyFacts } from '#app/components/facts.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, LineFold, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { Strip } from '#app/components/states.tsx';
import { useTradeName } from '#app/components/trade-name.ts';
import { contentLanguageOf, type Language, type PickedWords, pickLocalized } from '#app/i18n/languages.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { acknowledgeNotice, withdrawNotice } from './commands.server.ts';
import { NoticeWords, useNoticeWords, useRoleWord } from './notice-words.tsx';
import styles from './notices.module.css';
import { getNotice, type NoticeView, type Said } from './queries.server.ts';
import { markDelivered } from './receipts.server.ts';
import { LIMITS } from './limits.ts';
import { isFixed } from './saying.ts';
import { SecondSchema, WithdrawalSchema } from './schema.ts';
import { secondNotice } from './seconding.server.ts';
import { seenOf } from './seen.ts';
import { NoticeFiles } from './shown-files.tsx';

export const handle = { i18n: ['notices'], title: (t) => t('notices:title.one'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, params, actor, mall, now }) => {
  const language = detectLanguage(request);
  const notice = await getNotice({ mall: mall._id, actor, language, now }, String(params.notice), seenOf(request.headers.get('Cookie')));
  if (notice.mine) await markDelivered([{ account: actor.account, malls: [mall._id], notice: notice.id }], now);
  return { notice, zone: mall.zone, now };
});

export const action = authorised({ can: 'notices:read' }, async ({ request, params, actor, mall, now }) => {
  const form = await request.formData();
  const doing = { mall, actor, now };
  const id = String(params.notice);
  const intent = form.get('intent');
  if (intent === 'second') {
    return submitForm(form, SecondSchema, async () => {
      await secondNotice(doing, id);
      return redirect(`/m/${mall.slug}/notices/${id}`);
    });
  }
  if (intent !== 'withdraw') {
    await acknowledgeNotice(doing, id);
    return redirect(`/m/${mall.slug}/notices/${id}`);
  }
  const language = contentLanguageOf(detectLanguage(request));
  return submitForm(form, WithdrawalSchema, async (input) => {
    await withdrawNotice(doing, id, input);
    return redirect(`/m/${mall.slug}/notices/${id}`);
  }, { reason: form.get('reason'), language });
});

/** One notice: for its reader with "Got it", for its sender with how far it got. */
export default function NoticeRoute() {
  const { notice, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('notices');
  const { mall } = useParams();
  const say = useNoticeWords(dayIn(now, zone));
  const base = `/m/${mall}/notices`;
  const title = say(notice.title);
  return (
    <>
      <BackBar to={notice.mine ? base : `${base}/sent`} title={t(`class.${notice.class}`)} />
      <PageTitle above={notice.waiting && <Mark state="turn" tint>{t('mark.waiting')}</Mark>}>
        <NoticeWords words={title} />
      </PageTitle>
      {notice.withdrawn && (
        <Strip tone="warn" title={t('detail.withdrawn')}>
          {notice.withdrawal && (
            <p>
              {t('detail.reason')}: <NoticeWords words={say(notice.withdrawal)} />
            </p>
          )}
        </Strip>
      )}
      {notice.unsent && <Unsent notice={notice} zone={zone} now={now} />}
      {notice.correctedAt && !notice.withdrawn && <Corrected at={notice.correctedAt} zone={zone} now={now} />}
      <Sheet>
        <Words notice={notice} title={title} say={say} />
        <NoticeFiles files={notice.files} at={`${base}/${notice.id}/files`} />
        <Answer notice={notice} />
        <About notice={notice} zone={zone} now={now} />
      </Sheet>
      {notice.sums && <HowFar notice={notice} />}
      {(notice.can.correct || notice.can.forward || notice.can.walk) && (
        <Section>
          <Sheet list>
            {notice.can.walk && (
              <LineLink icon="walk" to={`${base}/${notice.id}/walk`} under={t('walk.hint')}>
                {t('walk.title')}
              </LineLink>
            )}
            {notice.can.forward && (
              <LineLink icon="message-circle" to={`${base}/${notice.id}/card`} under={t('card.hint')}>
                {t('card.title')}
              </LineLink>
            )}
            {notice.can.correct && (
            <LineLink icon="pencil" to={`${base}/${notice.id}/correct`} under={t('correct.hint')}>
              {t('correct.title')}
            </LineLink>
            )}
          </Sheet>
        </Section>
      )}
      {notice.can.withdraw && <Withdraw />}
    </>
  );
}

interface WordsProps {
  notice: NoticeView;
  title: PickedWords;
  say: (said: Said, part?: 'title' | 'body') => PickedWords;
}

function Words({ notice, title, say }: WordsProps) {
  const { t } = useTranslation(['notices', 'common']);
  const body = notice.body && say(notice.body);
  const fixed = isFixed(notice.title.template) ? say(notice.title, 'body') : undefined;
  const originals = [notice.title, notice.body].flatMap((said) => (said && 'original' in said && said.original ? [said.original] : []));
  if (!body && !fixed && title.own && originals.length === 0 && !notice.link) return null;
  return (
    <>
      <div className={styles.words}>
        <NotTranslated words={title} />
        {fixed && <NoticeWords words={fixed} as="p" />}
        {title.own && <NotTranslated words={body} />}
        {body && <NoticeWords words={body} as="p" />}
        {notice.link && <ButtonLink to={notice.link}>{t('detail.open')}</ButtonLink>}
      </div>
      {originals.length > 0 && (
        <LineFold icon="language" title={t('common:button.show-original')}>
          {originals.map((words) => (
            <NoticeWords key={words.text} words={words} as="p" />
          ))}
        </LineFold>
      )}
    </>
  );
}

/** The reader's language is missing: says so, and in which one it stands there instead. */
function NotTranslated({ words }: { words: PickedWords | undefined }) {
  const { t } = useTranslation(['notices', 'common']);
  const reader = useLanguage();
  const name = (language: Language) => t(`common:language.names.${language}`);
  if (!words || contentLanguageOf(words.language) === contentLanguageOf(reader)) return null;
  return <p className="small quiet">{t('detail.not-translated', { language: name(reader), original: name(words.language) })}</p>;
}

function Answer({ notice: { waiting, acknowledged, mine } }: { notice: NoticeView }) {
  const { t } = useTranslation(['notices', 'common']);
  const sending = useNavigation().state === 'submitting';
  if (!mine || (!waiting && !acknowledged)) return null;
  return (
    <div className={styles.answer}>
      {waiting ? (
        <Form method="post">
          <Button look="main" size="thumb" wide icon="check" name="intent" value="got-it" disabled={sending}>
            {t('common:button.got-it')}
          </Button>
        </Form>
      ) : (
        <Mark state="ok">{t('detail.acknowledged')}</Mark>
      )}
      <p className="small quiet">{t('detail.got-it-means')}</p>
    </div>
  );
}

function About({ notice, zone, now }: { notice: NoticeView; zone: string; now: Date }) {
  const { t } = useTranslation(['notices', 'common', 'words']);
  const { formatDateTime, formatList } = useFormats();
  const language = useLanguage();
  const tradeName = useTradeName();
  const programName = useProgramName();
  const { author, receivers } = notice;
  const role = useRoleWord()(notice.role);
  const name = author && pickLocalized(author.names, language)?.text;
  const places = receivers.kind === 'places' && (
    <span className={styles.to}>
      {receivers.levels.length > 0 && <span>{formatList(receivers.levels.map((level) => t('common:grid.level', { level })))}</span>}
      {receivers.trades.length + receivers.roles.length + receivers.programs.length > 0 && (
        <span>{formatList([...receivers.trades.map((trade) => tradeName(trade)), ...receivers.roles.map((held) => t(`words:role.${held as 'leader'}`)), ...receivers.programs.map(programName)])}</span>
      )}
      {receivers.grids.map((grid) => (
        <Patch key={grid._id} {...grid} size={28} />
      ))}
    </span>
  );
  const facts = [
    { key: 'by', label: t('detail.sent-by'), value: name ? <span><bdi>{name}</bdi> · {role}</span> : t('role.house') },
    { key: 'to', label: t('detail.sent-to'), value: places || t(receivers.kind === 'mall' ? 'detail.to-mall' : 'detail.to-you') },
    ...(notice.second ? [{ key: 'second', label: t('detail.second'), value: <bdi>{pickLocalized(notice.second, language)?.text ?? '·'}</bdi> }] : []),
    { key: 'at', label: notice.unsent ? t('detail.goes-out') : t('detail.sent-at'), value: formatDateTime(notice.sentAt, { zone, now, withZone: true }) },
    ...(notice.expiresAt ? [{ key: 'until', label: t('detail.valid-until'), value: formatDateTime(notice.expiresAt, { zone, now, withZone: true }) }] : []),
  ];
  return (
    <div className={styles.facts}>
      <DefinitionList facts={facts} />
    </div>
  );
}

/** It goes to nobody yet: for its moment, or for a second person, who says yes here. */
function Unsent({ notice: { unsent, can, sentAt }, zone, now }: { notice: NoticeView; zone: string; now: Date }) {
  const { t } = useTranslation('notices');
  const { formatDateTime } = useFormats();
  const errors = useFormErrors(useActionData(), 'notices');
  const sending = useNavigation().state === 'submitting';
  return (
    <Strip tone="news" title={unsent === 'proposed' ? t('second.waits') : t('detail.scheduled', { at: formatDateTime(sentAt, { zone, now, withZone: true }) })}>
      {unsent === 'proposed' && <p>{can.second ? t('second.yours') : t('second.others')}</p>}
      {can.second && (
        <Form method="post">
          <FormErrorSummary errors={errors} labels={{}} />
          <Button look="main" icon="send" name="intent" value="second" disabled={sending}>
            {t('second.button')}
          </Button>
        </Form>
      )}
    </Strip>
  );
}

function Corrected({ at, zone, now }: { at: Date; zone: string; now: Date }) {
  const { t } = useTranslation('notices');
  const { formatDateTime } = useFormats();
  return <Strip tone="news" title={t('detail.corrected', { at: formatDateTime(at, { zone, now }) })} />;
}

function HowFar({ notice: { sums, sending } }: { notice: NoticeView }) {
  const { t } = useTranslation('notices');
  const { formatNumber } = useFormats();
  if (!sums) return null;
  const facts = (['accounts', 'sent', 'delivered', 'acknowledged'] as const).map((key) => ({ key, label: t(`sums.${key}`), value: <span className="num">{formatNumber(sums[key])}</span> }));
  return (
    <Section>
      <SectionHead under={t('sums.only')} aside={sending && <Mark state="work">{t('mark.sending')}</Mark>}>
        {t('sums.title')}
      </SectionHead>
      <KeyFacts facts={facts} />
    </Section>
  );
}

function Withdraw() {
  const { t } = useTranslation('notices');
  const errors = useFormErrors(useActionData(), 'notices');
  return (
    <Section>
      <Sheet>
        <LineFold icon="eraser" title={t('withdraw.title')} under={t('withdraw.hint')} open={Boolean(errors.refusal)}>
          <KeptForm keep="withdraw">
            <Fields plain>
              <FormErrorSummary errors={errors} labels={{ reason: t('withdraw.reason') }} />
              <TextArea name="reason" label={t('withdraw.reason')} maxLength={LIMITS.reason} defaultValue={errors.valueOf('reason')} error={errors.errorOf('reason')} />
              <Button look="danger" name="intent" value="withdraw">
                {t('withdraw.button')}
              </Button>
            </Fields>
          </KeptForm>
        </LineFold>
      </Sheet>
    </Section>
  );
}
