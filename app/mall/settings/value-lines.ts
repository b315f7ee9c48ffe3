import { useTranslation } from 'react-i18next';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { CONTENT_LANGUAGES, type Language, type Localized, OWN_NAMES, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { CLOCK_NAMES, type ClockSetting, type EmergencyNumber, isCountryNumber, KEPT_THINGS, type KeptThing, LONGEST_KEPT, type ProgramSetting, type Receiver, type TradeSetting } from '#app/platform/mall-settings.ts';
import { type CalendarValue, writeSpans } from './rules.ts';

/** One thing of a setting in words: which, and what it is set to. */
export interface ValueLine {
  key: string;
  label: string;
  text: string;
}

/** A stored value as a person reads it, line by line, so that two of them can be laid side by side. */
export function useValueLines(): (part: SettingPart, value: unknown) => ValueLine[] {
  const { t } = useTranslation(['settings', 'words', 'programs', 'emergency', 'common']);
  const language = useLanguage();
  const { formatDay, formatList, formatNumber, words } = useFormats();
  const say = (names: Localized | undefined): string => (names && pickLocalized(names, language)?.text) ?? '';
  const all = (names: Localized | undefined): string => CONTENT_LANGUAGES.flatMap((one) => names?.[one] ?? []).join(' / ');

  const namesOf = (names: Localized): ValueLine[] => CONTENT_LANGUAGES.map((one) => ({ key: one, label: OWN_NAMES[one], text: names[one] ?? '' }));
  const timeOf = ({ zone, also }: { zone: string; also?: string }): ValueLine[] => [
    { key: 'zone', label: t('time.zone'), text: zone },
    { key: 'also', label: t('time.also'), text: also ?? t('time.only-one') },
  ];
  const languagesOf = (on: Language[]): ValueLine[] => [
    { key: 'on', label: t('part.languages.name'), text: formatList(on.map((one) => OWN_NAMES[one])) },
    { key: 'first', label: t('languages.first'), text: on[0] ? OWN_NAMES[on[0]] : '' },
  ];
  const calendarOf = ({ week, days }: CalendarValue): ValueLine[] => [
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ key: `week-${day}`, label: words.weekdays[day % 7] ?? '', text: writeSpans(week[String(day)] ?? []) || t('calendar.closed') })),
    ...days.map(({ day, spans, name }) => ({ key: day, label: formatDay(day), text: [spans.length > 0 ? t('calendar.works', { hours: writeSpans(spans) }) : t('calendar.closed'), name].filter(Boolean).join(' · ') })),
  ];
  const tradesOf = (trades: TradeSetting[]): ValueLine[] =>
    trades.map(({ id, names, retired }) => ({ key: id, label: say(names) || id, text: [all(names), retired ? t('trades.retired') : ''].filter(Boolean).join(' · ') }));
  const programsOf = (programs: ProgramSetting[]): ValueLine[] =>
    programs.map(({ id, on, names }, index) => ({
      key: id,
      label: t(`words:program.${id as 'labor'}`),
      text: [on ? t('programs.place', { place: index + 1 }) : t('programs.off'), all(names)].filter(Boolean).join(' · '),
    }));
  const clocksOf = (clocks: Record<string, ClockSetting>): ValueLine[] =>
    Object.entries(clocks).map(([kind, own]) => ({
      key: kind,
      label: kind === 'unsorted' ? t('clocks.unsorted') : t(`programs:kind.${kind as 'borrow'}.name`),
      text: CLOCK_NAMES.flatMap((name) => {
        const minutes = own[name];
        return minutes === undefined ? [] : [`${t(`common:clock.${name}`)} ${formatNumber(minutes / 60, 1)}`];
      }).join(' · '),
    }));
  const keepingOf = (kept: Partial<Record<KeptThing, number>>): ValueLine[] => KEPT_THINGS.map((thing) => ({ key: thing, label: t(`keeping.${thing}`), text: formatNumber(kept[thing] ?? LONGEST_KEPT[thing]) }));
  const receiversOf = (receivers: Receiver[]): ValueLine[] =>
    receivers.map(({ id, name, purpose, carries, address }) => ({ key: id, label: name, text: [purpose, formatList(carries.map((what) => t(`carried.${what}`))), address?.url ?? ''].filter(Boolean).join(' · ') }));

  const emergencyOf = (numbers: EmergencyNumber[]): ValueLine[] => numbers.map(({ id, names, number }) => ({ key: id, label: isCountryNumber(id) ? t(`emergency:country.${id}`) : say(names), text: [number, all(names)].filter(Boolean).join(' · ') }));

  const by = { names: namesOf, time: timeOf, languages: languagesOf, calendar: calendarOf, trades: tradesOf, programs: programsOf, clocks: clocksOf, keeping: keepingOf, receivers: receiversOf, emergency: emergencyOf };
  return (part, value) => (by[part] as (value: unknown) => ValueLine[])(value);
}

/** What differs between two values, each with both texts; what one of them lacks is an empty text. */
export function differing(before: readonly ValueLine[], after: readonly ValueLine[]): { key: string; label: string; before: string; after: string }[] {
  const was = new Map(before.map((line) => [line.key, line]));
  const is = new Map(after.map((line) => [line.key, line]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, fresh] = [was.get(key), is.get(key)];
    return old?.text === fresh?.text ? [] : [{ key, label: fresh?.label ?? old?.label ?? key, before: old?.text ?? '', after: fresh?.text ?? '' }];
  });
}
