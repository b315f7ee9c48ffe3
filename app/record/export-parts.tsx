import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/components/facts.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { capitalized } from '#app/i18n/formats.ts';
import { directionOf, isLanguage, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { PlannedChange } from '#app/mall/roster/planned/planned-change.tsx';
import { NoticeWords, useNoticeWords } from '#app/notices/notice-words.tsx';
import { InHerLanguage } from '#app/visits/questions/in-her-language.tsx';
import { FactList } from '#app/requests/fact-fields.tsx';
import { useStageWord } from '#app/requests/now.tsx';
import { commandKey, purposeKey } from './entries.ts';
import type { ExportView, SaidLine } from './export-view.server.ts';
import { useRoleOf, Who } from './person-name.tsx';
import type { Said } from './shop-record.server.ts';

/** Zone and day of the reader's pages, and whether all sections are open: for printing and for pictures. */
interface Time {
  zone: string;
  today: string;
  now: Date;
  open: boolean;
}

function useName(): (names: Localized | null) => string {
  const language = useLanguage();
  return (names) => (names && pickLocalized(names, language)?.text) || '';
}

function Words({ said }: { said: Said | null }) {
  return said ? (
    <bdi lang={said.language} dir={isLanguage(said.language) ? directionOf(said.language) : 'auto'}>
      {said.words}
    </bdi>
  ) : null;
}

/** A fold with how many are in it; without any, one quiet line. */
function Fold({ title, count, time, children }: { title: ReactNode; count: number; time: Time; children: ReactNode }) {
  const { t } = useTranslation('record');
  if (count === 0) return <Line as="div"><span className="quiet">{title}: {t('export.none')}</span></Line>;
  return (
    <LineFold title={title} aside={<Num>{count}</Num>} open={time.open}>
      <ul className="stack-3">{children}</ul>
    </LineFold>
  );
}

function useTimes({ zone, today, now }: Time) {
  const { formatDateTime, formatDay, formatDate, formatHalfDay } = useFormats();
  return {
    time: (at: Date) => formatDateTime(at, { zone, now }),
    date: (at: Date) => formatDate(at, { zone, now }),
    day: (day: string) => formatDay(day, { today }),
    half: (day: string, half: 'am' | 'pm') => formatHalfDay(day, half, { today }),
  };
}

/** The account itself, and what it is where. */
export function ExportAbout({ view: { person, memberships }, time }: { view: ExportView; time: Time }) {
  const { t } = useTranslation(['record', 'common', 'words']);
  const name = useName();
  const roleOf = useRoleOf();
  const { date } = useTimes(time);
  const languageName = (language: string) => t(`common:language.names.${language as 'zh'}`);
  const facts = person && [
    { key: 'user', label: t('export.user-name'), value: <bdi dir="ltr">{person.userName}</bdi> },
    ...Object.entries(person.names).map(([language, words]) => ({ key: language, label: `${t('export.name')} (${languageName(language)})`, value: <bdi lang={language}>{words}</bdi> })),
    { key: 'language', label: t('export.language'), value: person.language ? languageName(person.language) : t('export.none') },
    ...(person.translates.length > 0 ? [{ key: 'translates', label: t('export.translates'), value: person.translates.map(languageName).join(' · ') }] : []),
    { key: 'since', label: t('export.since'), value: date(person.createdAt) },
  ];
  return (
    <Section>
      <SectionHead>{t('part-me')}</SectionHead>
      <Sheet>
        {facts && (
          <Line as="div">
            <DefinitionList facts={facts} />
          </Line>
        )}
        <Fold title={t('export.roles')} count={memberships.length} time={time}>
          {memberships.map(({ id, role, grid, mall, shop, from, to }) => (
            <li key={id}>
              <b>{capitalized(roleOf(role) ?? role)}</b>
              {shop && <> · <bdi>{name(shop)}</bdi></>}
              {grid !== null && <> · {t('common:grid.named', { number: grid })}</>}
              {mall && <> · <bdi>{name(mall)}</bdi></>}
              <p className="small quiet">{to ? t('export.from-to', { from: date(from), to: date(to) }) : t('export.from', { from: date(from) })}</p>
            </li>
          ))}
        </Fold>
      </Sheet>
    </Section>
  );
}

function Talk({ talk, time }: { talk: readonly SaidLine[]; time: Time }) {
  const { t } = useTranslation('common');
  const { time: at } = useTimes(time);
  return (
    <ul className="stack-2">
      {talk.map((line) => (
        <li key={line.id}>
          <Words said={line} />
          {(line.at || line.mine) && <p className="small quiet">{[line.mine && t('state.you'), line.at && at(line.at)].filter(Boolean).join(' · ')}</p>}
        </li>
      ))}
    </ul>
  );
}

function RequestEntry({ request, time }: { request: ExportView['malls'][number]['requests'][number]; time: Time }) {
  const { t } = useTranslation(['record', 'words', 'programs']);
  const stageWord = useStageWord(true);
  const { date } = useTimes(time);
  const kind = t(`programs:kind.${request.kind as 'borrow'}.name`);
  return (
    <li className="stack-2">
      <p>
        <b>{request.title ? <Words said={request.title} /> : kind}</b>
        <br />
        <Num>{request.number}</Num> · {kind} · {stageWord(request.stage as 'received')}
      </p>
      <p className="small quiet">{request.closedAt ? t('export.from-to', { from: date(request.openedAt), to: date(request.closedAt) }) : t('export.from', { from: date(request.openedAt) })}</p>
      <FactList fields={request.facts.fields} facts={request.facts.known} />
      {request.talk.length > 0 && <Talk talk={request.talk} time={time} />}
    </li>
  );
}

/** What is stored in one mall about the account: requests with all that was said, notices, places in courses, ties, other words. */
export function ExportMall({ mall, time }: { mall: ExportView['malls'][number]; time: Time }) {
  const { t } = useTranslation(['record', 'words', 'programs', 'booking']);
  const name = useName();
  const noticeWords = useNoticeWords(time.today);
  const here = { ...time, zone: mall.zone ?? time.zone };
  const { time: at } = useTimes(here);
  return (
    <Section>
      <SectionHead>
        <bdi>{name(mall.names)}</bdi>
      </SectionHead>
      <Sheet>
        <Fold title={t('me.requests')} count={mall.requests.length} time={time}>
          {mall.requests.map((request) => (
            <RequestEntry key={request.number} request={request} time={here} />
          ))}
        </Fold>
        <Fold title={t('export.notices')} count={mall.notices.length} time={time}>
          {mall.notices.map((notice) => (
            <li key={notice.id}>
              <NoticeWords words={noticeWords(notice.title)} />
              <p className="small quiet">
                {at(notice.sentAt)}
                {notice.acknowledgedAt && ` · ${t('export.acknowledged', { time: at(notice.acknowledgedAt) })}`}
              </p>
            </li>
          ))}
        </Fold>
        {mall.places.length > 0 && (
          <Fold title={t('export.places')} count={mall.places.length} time={time}>
            {mall.places.map((place) => (
              <li key={place.id}>
                <bdi>{name(place.names)}</bdi>
                <p className="small quiet">{at(place.startsAt)}</p>
              </li>
            ))}
          </Fold>
        )}
        {mall.ties.length > 0 && (
          <Fold title={t('ties.title')} count={mall.ties.length} time={time}>
            {mall.ties.map((tie) => (
              <li key={tie.merchant}>
                <bdi>{name(tie.names)}</bdi>
              </li>
            ))}
          </Fold>
        )}
        {mall.words.length > 0 && (
          <Fold title={t('export.words')} count={mall.words.length} time={time}>
            <li>
              <Talk talk={mall.words} time={here} />
            </li>
          </Fold>
        )}
      </Sheet>
    </Section>
  );
}

/** What is stored about a shop that she owns: visits as they were written, and its answers to offers. */
export function ExportShop({ shop, time }: { shop: ExportView['shops'][number]; time: Time }) {
  const { t } = useTranslation(['record', 'words', 'versions']);
  const programName = useProgramName();
  const name = useName();
  const { date, day, half } = useTimes(time);
  return (
    <Section>
      <SectionHead aside={shop.unit && <Num>{shop.unit}</Num>}>
        <bdi>{name(shop.names)}</bdi>
      </SectionHead>
      <Sheet>
        <Fold title={t('plans.title')} count={shop.plans.length} time={time}>
          {shop.plans.map((plan) => (
            <li key={plan.id}>
              <PlannedChange plan={plan} today={time.today} />
            </li>
          ))}
        </Fold>
        {shop.noticed.length > 0 && (
          <Fold title={t('export.noticed')} count={shop.noticed.length} time={time}>
            {shop.noticed.map((request) => (
              <RequestEntry key={request.number} request={request} time={time} />
            ))}
          </Fold>
        )}
        <Fold title={t('visits.title')} count={shop.visits.length} time={time}>
          {shop.visits.map((visit) => (
            <li key={visit.id} className="stack-2">
              <Who names={visit.author} role={visit.role}>
                {half(visit.day, visit.half)} · {t(`words:visit.${visit.outcome}`)}
                {visit.onPaper && <> · {t('visits.on-paper')}</>}
              </Who>
              {visit.needs.map((need) => (
                <p key={need.id}>
                  <span className="quiet">{programName(need.program)}: </span>
                  <Words said={need.said} /> {need.number && <Num>{need.number}</Num>}
                </p>
              ))}
              {visit.promises.map((promise) => (
                <div key={promise.id}>
                  <p>
                    <span className="quiet">{t('visits.promise')}: </span>
                    <Words said={promise.said} /> · {day(promise.dueOn)} · {t(`promises.${promise.state}`)}
                    {promise.shop && <> · {t(`promises.you-${promise.shop}`)}</>}
                  </p>
                  {promise.keeper === 'nobody-yet' && <p className="small quiet">{t('promises.nobody-yet')}</p>}
                  {promise.keeper && promise.keeper !== 'nobody-yet' && (
                    <Who names={promise.keeper.names} role={promise.keeper.role}>
                      {t('promises.keeper')}
                    </Who>
                  )}
                </div>
              ))}
              {visit.replies.map(({ id, question, said }) => (
                <p key={id}>
                  <span className="quiet">
                    <InHerLanguage words={question} />{' '}
                  </span>
                  <Words said={said} />
                </p>
              ))}
              {visit.note && (
                <p>
                  <span className="quiet">{t('words:thing.note')}: </span>
                  <Words said={visit.note.said} />
                </p>
              )}
              {visit.aside.map(({ field, by, at }) => (
                <p key={field} className="small">
                  {t('versions:aside', { name: name(by), day: date(at) })}
                </p>
              ))}
              {visit.answer !== 'none' && <p>{t(`visits.${visit.answer}`)}</p>}
              {visit.contest && (
                <p>
                  <span className="quiet">{t('visits.your-words')}: </span>
                  <Words said={visit.contest} />
                </p>
              )}
            </li>
          ))}
        </Fold>
        <Fold title={t('offers.title')} count={shop.offers.length} time={time}>
          {shop.offers.map((offer, index) => (
            <li key={index}>
              <bdi>{name(offer.round)}</bdi>: {offer.answer === 'none' ? t(offer.met ? 'words:visit.met' : 'words:visit.offered') : t(`answer.${offer.answer}`)}
            </li>
          ))}
        </Fold>
      </Sheet>
    </Section>
  );
}

/** Who looked, and every write: of the account, the malls and the shops together. */
export function ExportWrites({ view: { looks, writes }, time }: { view: ExportView; time: Time }) {
  const { t } = useTranslation('record');
  const { day, time: at } = useTimes(time);
  return (
    <Section>
      <SectionHead>{t('export.lines')}</SectionHead>
      <Sheet>
        <Fold title={t('looks.title')} count={looks.length} time={time}>
          {looks.map((look) => (
            <li key={look.id}>
              <Who names={look.names} role={look.role}>
                {day(look.day)} · {t(purposeKey(look.purpose) as 'purpose.visit')}
              </Who>
            </li>
          ))}
        </Fold>
        <Fold title={t('writes.title')} count={writes.length} time={time}>
          {writes.map((row) => (
            <li key={row.id}>
              {t(commandKey(row.command) as 'command.visit-record')}
              <Who names={row.names} role={row.role} own={row.own}>
                {at(row.at)}
              </Who>
            </li>
          ))}
        </Fold>
      </Sheet>
    </Section>
  );
}
