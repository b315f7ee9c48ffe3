import { describe, expect, it } from 'vitest';
import { FileProblem } from '../roster/import/csv.ts';
import { readDays } from './read-days.ts';
import type { Span } from './rules.ts';

const hours: Span[] = [['10:00', '14:00'], ['16:00', '19:30']];
const read = (file: string) => readDays(file, { today: '2026-11-29', hours, zone: 'Asia/Urumqi' });
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:' + lines.join(), ...lines, 'END:VEVENT'].join('\r\n');
const ics = (...parts: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...parts, 'END:VCALENDAR'].join('\r\n');
const named = ({ days }: ReturnType<typeof read>) => days.map(({ day, spans, name }) => [day, spans.length === 0 ? 'closed' : spans.map((span) => span.join('-')).join(' '), name]);
const problemOf = (file: string): string => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof FileProblem) return error.key;
    throw error;
  }
  return 'none';
};

describe('a calendar file', () => {
  it('gives whole days, the last one left out as the format says, with folded and escaped names', () => {
    const file = ics(event('DTSTART;VALUE=DATE:20270321', 'DTEND;VALUE=DATE:20270324', 'SUMMARY:نورۇز\\, Наурыз', '  мейрамы'), event('DTSTART;VALUE=DATE:20270320', 'DURATION:P1D', 'SUMMARY:Один день'));
    expect(named(read(file))).toEqual([
      ['2027-03-20', 'closed', 'Один день'],
      ['2027-03-21', 'closed', 'نورۇز, Наурыз мейрамы'],
      ['2027-03-22', 'closed', 'نورۇز, Наурыз мейрамы'],
      ['2027-03-23', 'closed', 'نورۇز, Наурыз мейрамы'],
    ]);
  });

  it('repeats until the end of next year, without the days that are taken out, changed or called off', () => {
    const uid = 'UID:orthodox';
    const file = ics(
      ['BEGIN:VEVENT', uid, 'DTSTART;VALUE=DATE:20200107', 'RRULE:FREQ=YEARLY', 'SUMMARY:Рождество', 'END:VEVENT'].join('\r\n'),
      event('DTSTART;VALUE=DATE:20261204', 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;VALUE=DATE:20261211', 'SUMMARY:补休'),
      event('DTSTART;VALUE=DATE:20270501', 'STATUS:CANCELLED', 'SUMMARY:called off'),
    );
    expect(named(read(file)).map(([day]) => day)).toEqual(['2026-12-04', '2026-12-18', '2026-12-25', '2027-01-07']);
    const moved = ['BEGIN:VEVENT', uid, 'RECURRENCE-ID;VALUE=DATE:20270107', 'DTSTART;VALUE=DATE:20270108', 'SUMMARY:Рождество', 'END:VEVENT'].join('\r\n');
    expect(named(read(file.replace('END:VCALENDAR', `${moved}\r\nEND:VCALENDAR`))).map(([day]) => day)).toContain('2027-01-08');
  });

  it('tells make-up days by their words and takes their hours, in the mall’s own zone', () => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Beijing', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0800', 'END:STANDARD', 'END:VTIMEZONE'].join('\r\n');
    const file = ics(
      zone,
      event('DTSTART;VALUE=DATE:20270207', 'SUMMARY:春节补班'),
      event('DTSTART;TZID=Asia/Shanghai:20270214T120000', 'DTEND;TZID=Asia/Shanghai:20270214T160000', 'SUMMARY:补班'),
      event('DTSTART;TZID=Beijing:20270221T120000', 'DTEND;TZID=Beijing:20270221T160000', 'SUMMARY:补班'),
      event('DTSTART:20270228T040000Z', 'DTEND:20270228T080000Z', 'SUMMARY:Make-up day'),
      event('DTSTART:20270307T100000', 'DTEND:20270307T140000', 'SUMMARY:рабочий день'),
      event('DTSTART;TZID=Asia/Shanghai:20270401T020000', 'DTEND;TZID=Asia/Shanghai:20270402T020000', 'SUMMARY:festival by another clock'),
    );
    expect(named(read(file))).toEqual([
      ['2027-02-07', '10:00-14:00 16:00-19:30', '春节补班'],
      ['2027-02-14', '10:00-14:00', '补班'],
      ['2027-02-21', '10:00-14:00', '补班'],
      ['2027-02-28', '10:00-14:00', 'Make-up day'],
      ['2027-03-07', '10:00-14:00', 'рабочий день'],
      ['2027-04-01', 'closed', 'festival by another clock'],
    ]);
  });

  it('reports with its line what is no whole day, no day that exists, over, or too much; the rest is read', () => {
    const file = ics(
      event('DTSTART:20270310T150000', 'DTEND:20270310T160000', 'SUMMARY:Meeting'),
      event('DTSTART;VALUE=DATE:20261345', 'SUMMARY:no such day'),
      event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:over'),
      event('SUMMARY:without a day'),
      event('DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20271231', 'SUMMARY:a year'),
      event('DTSTART;VALUE=DATE:20270909', 'SUMMARY:read'),
    );
    const { days, skipped } = read(file);
    expect(days.map(({ day }) => day)).toEqual(['2027-09-09']);
    expect(skipped).toEqual([
      { line: 4, why: 'timed' },
      { line: 10, why: 'no-day' },
      { line: 15, why: 'past' },
      { line: 20, why: 'no-day' },
      { line: 24, why: 'too-long' },
    ]);
  });

  it.each([
    ['cut off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270321'],
    ['with lines that say nothing', 'BEGIN:VCALENDAR\r\nfoo\r\nEND:VCALENDAR'],
    ['with a rule that there isn’t', ics(event('DTSTART;VALUE=DATE:20270321', 'RRULE:FREQ=SOMETIMES'))],
    ['with a rule that never comes to an end', ics(event('DTSTART:20270321T100000', 'RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2'))],
  ])('%s is told as broken', (_what, file) => {
    expect(problemOf(file)).toBe('not-a-calendar');
  });

  it('with a rule of every second is too much, and the rest is read', () => {
    const { days, skipped } = read(ics(event('DTSTART:20270321T100000', 'RRULE:FREQ=SECONDLY', 'SUMMARY:tick'), event('DTSTART;VALUE=DATE:20270909', 'SUMMARY:read')));
    expect([days.map(({ day }) => day), skipped.map(({ why }) => why)]).toEqual([['2027-09-09'], ['too-long']]);
  });
});

describe('a table', () => {
  it('is read with any of three separators, a head line, several days, hours and quoted names', () => {
    expect(named(read('day;last;hours;name\n2027-03-21;2027-03-22;;"نورۇز; Nowruz"\n2027/4/4;;工作日;make-up\n2027年5月1日;;10:00-12:00, 15:00-18:00;'))).toEqual([
      ['2027-03-21', 'closed', 'نورۇز; Nowruz'],
      ['2027-03-22', 'closed', 'نورۇز; Nowruz'],
      ['2027-04-04', '10:00-14:00 16:00-19:30', 'make-up'],
      ['2027-05-01', '10:00-12:00 15:00-18:00', undefined],
    ]);
    expect(named(read('2027-01-07\t\t\tРождество'))).toEqual([['2027-01-07', 'closed', 'Рождество']]);
  });

  it('puts the hours of two lines for one day together; of two that overlap the later counts', () => {
    expect(named(read('2027-04-04;;16:00-19:30;make-up\n2027-04-04;;10:00-14:00;'))).toEqual([['2027-04-04', '10:00-14:00 16:00-19:30', 'make-up']]);
    expect(named(read('2027-04-04;;10:00-14:00;a\n2027-04-04;;12:00-19:30;b'))).toEqual([['2027-04-04', '12:00-19:30', 'b']]);
  });

  it('says which lines it can’t read', () => {
    expect(read('2027-02-30;;;\n2027-03-01;2027-02-01;;\n2027-03-01;;ten to two;\n2020-03-01;;;').skipped).toEqual([
      { line: 1, why: 'no-day' },
      { line: 2, why: 'no-day' },
      { line: 3, why: 'hours' },
      { line: 4, why: 'past' },
    ]);
  });

  it('with a quotation mark that never ends, or of a length that no calendar has, is told as broken', () => {
    expect([problemOf('2027-03-21;;;"Nowruz'), problemOf('x'.repeat(1_000_001))]).toEqual(['open-quote', 'too-long']);
  });
});
