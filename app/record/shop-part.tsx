import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Fields, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Line, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { PlannedChange } from '#app/mall/roster/planned/planned-change.tsx';
import { OFFER_ANSWERS } from '#app/visits/form-limits.ts';
import { useNameOf, useRoleOf } from './person-name.tsx';
import type { ShopPart } from './queries.server.ts';
import { VisitCard } from './visit-card.tsx';
import styles from './record.module.css';

/** What was written about the shop at visits, and what the shop says to offers of them. */
export function ShopPartPage({ view, errors }: { view: ShopPart; errors: FormErrors }) {
  const { t } = useTranslation(['record', 'versions']);
  const { formatDay } = useFormats();
  const { plans, visits, openDays } = view.record;
  return (
    <>
      {plans.length > 0 && (
        <Section near>
          <SectionHead level={2} under={t('plans.under')}>{t('plans.title')}</SectionHead>
          <Sheet list label={t('plans.title')}>
            {plans.map((plan) => (
              <Line key={plan.id}>
                <PlannedChange plan={plan} today={view.today} />
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      <Section near>
        <SectionHead level={2}>{t('visits.title')}</SectionHead>
        {openDays.map((day) => (
          <Strip key={day} tone="turn" icon="copy" title={t('versions:open-strip', { day: formatDay(day, { today: view.today }) })} action={<ButtonLink to={`/me/record/${view.part}/versions/${day}`} size="desk">{t('versions:choose')}</ButtonLink>} />
        ))}
        {visits.length === 0 ? (
          <Empty title={t('visits.none')}>{t('visits.none-text')}</Empty>
        ) : (
          <Sheet list>
            {visits.map((visit) => (
              <VisitCard key={visit.id} visit={visit} view={view} errors={errors} />
            ))}
          </Sheet>
        )}
      </Section>
      <Offers view={view} errors={errors} />
    </>
  );
}

function Offers({ view, errors }: { view: ShopPart; errors: FormErrors }) {
  const { t } = useTranslation(['record', 'words', 'common']);
  const { formatDay, formatHalfDay } = useFormats();
  const language = useLanguage();
  const { offers, openRound, asked, interpreter, wish } = view.record;
  return (
    <Section id="offers">
      <SectionHead under={asked ? t('offers.asked') : wish.never ? t('offers.never') : undefined}>{t('offers.title')}</SectionHead>
      <Sheet>
        {offers.map((offer, at) => (
          <Line key={at} as="div">
            <div className={styles.offer}>
              <b>
                <bdi>{pickLocalized(offer.round, language)?.text}</bdi>
              </b>
              <Mark state={offer.met && offer.answer === 'none' ? 'ok' : 'new'}>{offer.answer !== 'none' ? t(`answer.${offer.answer}`) : t(offer.met ? 'words:visit.met' : 'words:visit.offered')}</Mark>
              {offer.tries.map((one, n) => (
                <p key={n}>
                  <bdi>{pickLocalized(one.author, language)?.text}</bdi> · {formatHalfDay(one.day, one.half, { today: view.today })} · {t(`words:visit.${one.outcome}`)}
                  {one.onPaper && <span className="quiet"> · {t('visits.on-paper')}</span>}
                </p>
              ))}
              <p className="small quiet">
                {offer.answer !== 'none' && (
                  <span className={styles.only}>
                    <Icon name="eye-off" size={18} />
                    {t('common:state.only-you')}
                  </span>
                )}
                {t(offer.answer !== 'none' ? 'offers.same' : 'offers.both')} {t('common:state.kept-until')}: {formatDay(offer.erasedOn, { today: view.today })}
              </p>
            </div>
          </Line>
        ))}
        <LineFold icon="hand-stop" title={openRound ? t('offers.answer') : t('offers.ask')} under={t('offers.hint')} open={Boolean(errors.errorOf('answer') ?? errors.errorOf('not'))}>
          <AnswerForm view={view} errors={errors} />
        </LineFold>
        <Line as="div">
          <TimeForm view={view} errors={errors} />
        </Line>
        <Line as="div">
          <Form method="post" className={styles.offer}>
            <input type="hidden" name="intent" value="ask-interpreter" />
            <input type="hidden" name="merchant" value={view.part} />
            <input type="hidden" name="wanted" value={interpreter ? 'no' : 'yes'} />
            {interpreter && <Mark state="ok">{t('offers.interpreter')}</Mark>}
            <p className="small quiet">{t('offers.interpreter-hint')}</p>
            <Button size="desk" icon="language">
              {t(interpreter ? 'offers.interpreter-back' : 'offers.interpreter-ask')}
            </Button>
          </Form>
        </Line>
      </Sheet>
    </Section>
  );
}

/** When it suits: one of the times in which the mall works, or any. */
function TimeForm({ view, errors: { errorOf } }: { view: ShopPart; errors: FormErrors }) {
  const { t } = useTranslation(['record', 'common']);
  const { wished, offered } = view.record.times;
  const times = wished && !offered.includes(wished) ? [wished, ...offered] : offered;
  return (
    <Form method="post" className={styles.time}>
      <input type="hidden" name="intent" value="wish-time" />
      <input type="hidden" name="merchant" value={view.part} />
      <Select key={wished} name="time" label={t('offers.time')} hint={t('offers.time-hint')} defaultValue={wished} error={errorOf('time')}>
        <option value="">{t('offers.any-time')}</option>
        {times.map((time) => (
          <option key={time} value={time}>
            {time}
          </option>
        ))}
      </Select>
      <Button size="desk">{t('common:button.save')}</Button>
    </Form>
  );
}

function AnswerForm({ view, errors: { errorOf, valueOf } }: { view: ShopPart; errors: FormErrors }) {
  const { t } = useTranslation(['record', 'common']);
  const nameOf = useNameOf();
  const roleOf = useRoleOf();
  const { openRound, roster } = view.record;
  const possible = OFFER_ANSWERS.filter((answer) => (openRound ? true : answer !== 'not-now' && answer !== 'no-thanks')).filter((answer) => answer !== 'somebody-else' || roster.length > 0);
  return (
    <Form method="post" className={styles.answer}>
      <input type="hidden" name="intent" value="answer-offer" />
      <input type="hidden" name="merchant" value={view.part} />
      <RadioTiles name="answer" legend={t('offers.question')} quiet look="ring" columns={1} options={possible.map((value) => ({ value, label: t(`answer.${value}`), under: t(`answer-hint.${value}`) }))} defaultValue={valueOf('answer')} error={errorOf('answer')} />
      {roster.length > 0 && (
        <div className={styles.ifNot}>
          <Fields plain>
            <Select name="not" label={t('offers.not')} hint={t('offers.not-hint')} defaultValue={valueOf('not', '')} error={errorOf('not')}>
              <option value="">{t('offers.choose')}</option>
              {roster.map((person) => (
                <option key={person.account} value={person.account}>
                  {[nameOf(person.names, person.role), roleOf(person.role)].filter(Boolean).join(' · ')}
                </option>
              ))}
            </Select>
          </Fields>
        </div>
      )}
      <Button look="main">{t('common:button.send')}</Button>
    </Form>
  );
}
