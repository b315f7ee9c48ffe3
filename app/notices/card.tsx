import { useLoaderData, useParams } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import { Paper } from '#app/components/paper.tsx';
import { Tabs } from '#app/components/tabs.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { CONTENT_LANGUAGES, contentLanguageOf, directionOf, OWN_NAMES, pickLocalized } from '#app/i18n/languages.ts';
import { drawQr } from '#app/mall/codes/qr.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { cardLanguage, getCard } from './card.server.ts';
import styles from './notices.module.css';

export const handle = { i18n: ['notices'], title: (t) => t('notices:card.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, params, actor, mall, now }) => {
  const language = cardLanguage(new URL(request.url).searchParams.get('in'), contentLanguageOf(detectLanguage(request)));
  const card = await getCard({ mall, actor, now }, String(params.notice), language);
  return { card, qr: drawQr(card.link) };
});

/** Text to copy and a picture to keep, for the group chat that a grid already has. */
export default function CardRoute() {
  const { card, qr } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['notices', 'common']);
  const { mall, notice } = useParams();
  const tabs = CONTENT_LANGUAGES.map((language) => ({ key: language, label: <span lang={language}>{OWN_NAMES[language]}</span>, to: `?in=${language}`, current: language === card.language }));
  return (
    <>
      <BackBar to={`/m/${mall}/notices/${notice}`} title={t('title.one')} />
      <PageTitle lead={t('card.lead')}>{t('card.title')}</PageTitle>
      <div className={styles.tabs}>
        <Tabs tabs={tabs} label={t('card.language')} />
      </div>
      {!card.translated && <p className="pad small quiet">{t('card.not-translated')}</p>}
      <Section>
        <SectionHead>{t('card.picture')}</SectionHead>
        <Paper>
          <div className={styles.card} lang={card.language} dir={directionOf(card.language)}>
            <b>
              <bdi>{pickLocalized(card.mall, card.language)?.text}</bdi>
            </b>
            <CardClass />
            {card.title && <p>{card.title}</p>}
            <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={card.link} width="160" height="160">
              <rect width={qr.size} height={qr.size} fill="#fff" />
              <path d={qr.d} stroke="#000" fill="none" />
            </svg>
          </div>
        </Paper>
      </Section>
      <Section>
        <SectionHead>{t('card.text')}</SectionHead>
        <Fields>
          <TextArea name="text" quiet label={t('card.text')} rows={4} readOnly value={card.text} lang={card.language} dir={directionOf(card.language)} />
          <CopyButton text={card.text} />
        </Fields>
      </Section>
      <p className="pad small quiet">{t('card.no-names')}</p>
    </>
  );
}

/** The class in the card's own language, not the reader's: it stands in the text's first line. */
function CardClass() {
  const { card } = useLoaderData<typeof loader>();
  return <span>{card.text.split('\n')[0]?.split(' · ').at(-1)}</span>;
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'none' | 'ready' | 'copied'>('none');
  useEffect(() => setState('clipboard' in navigator ? 'ready' : 'none'), [text]);
  if (state === 'none') return null;
  return (
    <div>
      <Button type="button" icon="copy" onClick={() => void navigator.clipboard.writeText(text).then(() => setState('copied'), () => undefined)}>
        {t(state === 'copied' ? 'button.copied' : 'button.copy')}
      </Button>
    </div>
  );
}
