import { describe, expect, it } from 'vitest';
import { askedInConfidence, cellKey, columnOf, programByStage, type ReleasedTables, type RequestWay, roundByLevel, type Rows, samplesAt } from './tables.ts';

const way = (who: string, program: string, stage: string, over: Partial<RequestWay> = {}): RequestWay => ({
  who,
  thisWeek: true,
  moves: [{ at: 10, program, stage }],
  confidential: false,
  ...over,
});
const rows = (over: Partial<Rows> = {}): Rows => ({ shops: 449, round: null, requests: [], week: '2026-03-09', ...over });
const count = (input: Rows, key: string, at = 100) => samplesAt(input, at).get(key)?.who.size;

describe('RIGHTS: Figures, the fixed list of tables', () => {
  it('counts a shop once in a stage, however many requests it has there', () => {
    const requests = [way('a', 'safety', 'received'), way('a', 'safety', 'received'), way('b', 'safety', 'received')];
    expect(count(rows({ requests }), cellKey.stage('safety', 'received'))).toBe(2);
  });

  it('never counts a confidential request in a stage', () => {
    const requests = [way('a', 'labor', 'received', { confidential: true }), way('b', 'mediation', 'received'), way('c', 'legal', 'in-progress', { confidential: true })];
    const samples = samplesAt(rows({ requests }), 100);
    const inStages = [...samples].filter(([key, sample]) => key.startsWith('stage/') && sample.who.size > 0);
    expect(inStages).toEqual([]);
    expect(samples.get(cellKey.asked('mediation', '2026-03-09'))?.who.size).toBe(1);
  });

  it('knows every cell of every moment from the rows: where a request stood then', () => {
    const moves = [
      { at: 10, program: 'unsorted', stage: 'received' },
      { at: 20, program: 'safety', stage: 'taken-on' },
      { at: 30, program: 'safety', stage: 'closed' },
    ];
    const input = rows({ requests: [way('a', '', '', { moves })] });
    expect([5, 15, 25, 35].map((at) => count(input, cellKey.stage('unsorted', 'received'), at))).toEqual([0, 1, 0, 0]);
    expect([5, 15, 25, 35].map((at) => count(input, cellKey.stage('safety', 'taken-on'), at))).toEqual([0, 0, 1, 0]);
  });

  it('counts offers as they were stored, and what became of them nowhere', () => {
    const round = { id: 'r', shops: 21, grids: [{ id: 'g', shops: 21 }], offers: [{ merchant: 'a', grid: 'g', at: 10 }, { merchant: 'b', grid: 'g', at: 30 }] };
    expect([5, 10, 40].map((at) => count(rows({ round }), cellKey.round('r', 'g'), at))).toEqual([0, 1, 2]);
    expect([...samplesAt(rows({ round }), 40).keys()].filter((key) => key.includes('met'))).toEqual([]);
  });

  it('has no column for requests that are over', () => {
    expect(['closed', 'withdrawn', 'expired'].map(columnOf)).toEqual([null, null, null]);
  });

  it('says of confidential programs only how many asked this week and how soon they were answered', () => {
    const answer = { at: 20, hours: 3 };
    const requests = [way('a', 'legal', 'received', { confidential: true, answer }), way('b', 'legal', 'closed', { confidential: true, thisWeek: false, answer })];
    const samples = samplesAt(rows({ requests }), 100);
    expect(samples.get(cellKey.asked('legal', '2026-03-09'))?.who).toEqual(new Set(['a']));
    expect(samples.get(cellKey.answer('legal', '2026-03-09'))).toMatchObject({ sum: 3 });
  });

  it('adds levels up from shown grids, with a row of its own for a grid on two levels', () => {
    const tables: ReleasedTables = {
      round: { id: 'r', name: {} },
      week: '',
      cells: { 'round/r/1': { span: { least: 0, most: 4 }, of: 21 }, 'round/r/2': { span: { least: 10, most: 14 }, of: 21 }, 'round/r/3': { span: null, of: 6 } },
    };
    const grids = [{ id: '1', levels: ['F3'] }, { id: '2', levels: ['F3'] }, { id: '3', levels: ['F2', 'F3'] }];
    expect(roundByLevel(tables, grids).map(({ levels, of, atLeast }) => ({ levels, of, atLeast }))).toEqual([
      { levels: ['F3'], of: 42, atLeast: 24 },
      { levels: ['F2', 'F3'], of: 6, atLeast: 0 },
    ]);
  });

  it('sums rows and columns over what is shown only', () => {
    const exact = (n: number) => ({ span: { least: n, most: n }, of: 449 });
    const tables: ReleasedTables = {
      round: null,
      week: 'w',
      cells: { 'stage/safety/received': exact(11), 'stage/safety/done': { span: { least: 0, most: 4 }, of: 449 }, 'stage/labor/received': exact(7), 'asked/legal/w': exact(6) },
    };
    const { rows: lines, sums, total } = programByStage(tables);
    expect(lines.find((line) => line.program === 'safety')?.sum).toBe(11);
    expect([sums[0], total]).toEqual([18, 18]);
    expect(askedInConfidence(tables)).toContainEqual({ program: 'legal', asked: { least: 6, most: 6 }, hours: null });
  });
});
