import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Columns, Count, Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { spacedNumber } from '#app/accounts/invitations/rules.ts';
import { Person } from '#app/components/person.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { PROGRAM_ICONS, PROGRAM_IDS } from '#app/components/programs.ts';
import { Strip } from '#app/components/states.tsx';
import { BigLink, LinkGrid, Tiles } from '#app/components/tiles.tsx';
import { capitalized } from '#app/i18n/formats.ts';
import { directionOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { merchantHome } from './home.server.ts';
import styles from './merchant-home.module.css';

type Home = Awaited<ReturnType<typeof merchantHome>>;
interface MerchantHomeProps {
  slug: string;
  home: Home;
}

const SHOWN = 3;
/** Of those who look after the corner; all of them, and their numbers, stand on the corner's own page, since opening a number is a look. */
const NEAREST = 2;

/** A merchant's first page; see the mockup merchant-home. */
export function MerchantHome({ slug, home }: MerchantHomeProps) {
  const { t } = useTranslation('home');
  const { t: words } = useTranslation('words');
  const language = useLanguage();
  const nameOf = useProgramName();
  const programs = usePrograms(PROGRAM_IDS);
  const { shop, roster } = home;
  const base = `/m/${slug}`;
  const name = pickLocalized(home.names, language)?.text ?? '';
  const place = shop?.unit && shop.level ? t('place', { unit: shop.unit.number, level: shop.level.shortName }) : undefined;
  return (
    <>
      <PageTitle
        lead={place}
        aside={
          shop?.grid ? (
            <span className={styles.plot}>
              <Patch {...shop.grid} silent />
              <span>{t('grid', { number: shop.grid.number })}</span>
            </span>
          ) : undefined
        }
      >
        {t(`greeting.${home.part}`, { name })}
      </PageTitle>
      <Columns>
        <div>
          {home.unconfirmed && (
            <Strip tone="turn" icon="user-check" title={t('unconfirmed.title')}>
              <p>{t('unconfirmed.text', { number: spacedNumber(home.unconfirmed) })}</p>
            </Strip>
          )}
          <Waiting slug={slug} home={home} />
          <Section near>
            <BigLink to={`${base}/ask`} icon="message-2-plus" under={t('ask.hint')}>
              {t('ask.title')}
            </BigLink>
            <Tiles
              tiles={[
                { key: 'requests', to: `${base}/requests`, icon: 'clipboard-list', label: t('tiles.requests'), under: t('tiles.requests-hint', { count: home.open }) },
                { key: 'record', to: '/me/record', icon: 'book-2', label: t('tiles.record'), under: t('tiles.record-hint') },
                { key: 'map', to: `${base}/map`, icon: 'map-2', label: t('tiles.map'), under: t('tiles.map-hint') },
              ]}
            />
          </Section>
        </div>
        <div>
          <Section>
            <SectionHead aside={t('programs.free')}>{t('programs.title')}</SectionHead>
            <Sheet>
              <LinkGrid tiles={programs.map((id) => ({ key: id, to: `${base}/programs/${id}`, icon: PROGRAM_ICONS[id], label: capitalized(nameOf(id)) }))} />
              <LineLink as="div" icon="messages" to={`${base}/answers`} under={t('letters.under')}>
                {t('letters.title')}
              </LineLink>
            </Sheet>
          </Section>
          {shop && (
            <Section>
              <SectionHead>{t('corner.title')}</SectionHead>
              <Sheet list>
                {roster.length === 0 && <li className="pad quiet">{t('corner.none')}</li>}
                {roster.slice(0, NEAREST).map(({ account, names, role }) => (
                  <Line key={`${account} ${role}`}>
                    <Person name={pickLocalized(names, language)?.text ?? ''} line={capitalized(words(`role.${role}`))} tone="us" />
                  </Line>
                ))}
                <LineLink icon="phone" aside={roster.length > NEAREST && t('corner.all', { count: roster.length })} to={shop.grid ? `${base}/roster/${shop.grid._id}` : `${base}/roster`}>
                  {t('corner.more')}
                </LineLink>
              </Sheet>
            </Section>
          )}
          <p className={`pad small quiet ${styles.promise}`}>
            {t('promise')} <Link to="/me/record">{t('record-link')}</Link>
          </p>
        </div>
      </Columns>
    </>
  );
}

/** At most three of what waits, each answered in place or one press away. */
function Waiting({ slug, home: { waiting, zone, now } }: MerchantHomeProps) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const { formatDateTime, formatHalfDay } = useFormats();
  const base = `/m/${slug}`;
  const all = [
    ...waiting.requests.map(({ number, stage, updatedAt, title, locked }, at) => (
      <Line key={number}>
        <Mark state="turn" tint>
          {stage === 'with-shop' ? t('waits.noticed-mark') : t('waits.request')}
        </Mark>
        <p className={styles.title}>
          {title && <q lang={title.language} dir="auto" className={styles.words}>{title.words}</q>} {stage === 'done' ? t('waits.solved') : stage === 'with-shop' ? t('waits.noticed') : t('waits.question')}
        </p>
        <p className="small quiet">
          <Num>{number}</Num> · {formatDateTime(updatedAt, { zone, now })}
        </p>
        {stage === 'done' && !locked ? (
          <Form method="post" action={`${base}/requests/${number}`} className={styles.answer}>
            <Buttons>
              <Button look={at === 0 ? 'main' : 'plain'} icon="check" name="intent" value="confirm">
                {common('button.solved')}
              </Button>
              <ButtonLink to={`${base}/requests/${number}#answer`}>{common('button.not-solved')}</ButtonLink>
            </Buttons>
          </Form>
        ) : (
          <ButtonLink to={`${base}/requests/${number}`}>{t('waits.look')}</ButtonLink>
        )}
      </Line>
    )),
    ...waiting.notices.map(({ id, title }) => (
      <Line key={id}>
        <Mark state="turn" tint>
          {t('waits.notice-mark')}
        </Mark>
        <div className={styles.beside}>
          <p className={styles.title} lang={title.language} dir={directionOf(title.language)}>
            {title.text}
          </p>
          <ButtonLink to={`${base}/notices/${id}`}>{t('waits.look')}</ButtonLink>
        </div>
      </Line>
    )),
    ...waiting.visits.map(({ id, day, half }) => (
      <Line key={id}>
        <Mark state="turn" tint>
          {t('waits.visit-mark')}
        </Mark>
        <div className={styles.beside}>
          <span>
            <p className={styles.title}>{t('waits.visit')}</p>
            <p className="small quiet">{formatHalfDay(day, half, { today: dayIn(now, zone) })}</p>
          </span>
          <ButtonLink to="/me/record">{t('waits.look')}</ButtonLink>
        </div>
      </Line>
    )),
  ];
  if (all.length === 0) return <p className={`pad quiet ${styles.nothing}`}>{t('waits.none')}</p>;
  return (
    <Section near>
      <SectionHead aside={<Count>{all.length}</Count>}>{t('waits.title')}</SectionHead>
      <Sheet list>{all.slice(0, SHOWN)}</Sheet>
      {all.length > SHOWN && (
        <p className={`pad small ${styles.all}`}>
          <Link to={`${base}/requests`}>{t('waits.all', { count: all.length })}</Link>
        </p>
      )}
    </Section>
  );
}
