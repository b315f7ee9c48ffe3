import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { describeError, makeLog } from './log.server.ts';

function logged(write: (log: ReturnType<typeof makeLog>) => void): string {
  let lines = '';
  write(makeLog('info', new Writable({ write: (chunk: Buffer, _coding, done) => ((lines += chunk), done()) })));
  return lines;
}

describe('the log', () => {
  it('drops personal fields, wherever somebody passes them', () => {
    const line = logged((log) => log.info({ route: '/m/:mall/requests/:number', password: 'p1', actor: { name: 'Rena', phone: '139' }, cookie: 'c1' }, 'answered'));
    expect(line).toContain('/m/:mall/requests/:number');
    expect(line).not.toMatch(/p1|Rena|139|c1/);
  });

  it('names an error by type and place, and not by what somebody typed', () => {
    const error = Object.assign(new Error('Cast to Date failed for value "Rena, booth 12"'), { name: 'CastError' });
    const line = logged((log) => log.error({ err: error }, 'failed'));
    expect(line).toContain('CastError');
    expect(line).toContain('log.test.ts');
    expect(line).not.toContain('Rena');
  });

  it('keeps the words of errors that quote nobody', () => {
    expect(describeError(new TypeError('x is not a function'))).toMatchObject({ type: 'TypeError', message: 'x is not a function' });
    expect(describeError('something thrown')).toEqual({ type: 'string' });
  });
});
