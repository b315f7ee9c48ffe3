import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countOf, sumOf } from './suites.mjs';
import { ROOT } from './paths.mjs';

const report = (more: object = {}) => ({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [{ status: 'passed', name: '/here.test.ts', assertionResults: [{}] }], ...more });

describe('the count of a suite', () => {
  it('is what its report says', () => {
    expect(countOf(report(), 0)).toEqual({ passed: 5, failed: 0, skipped: 1, names: [] });
    expect(countOf(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 5, failed: 2, skipped: 1, names: [] });
  });

  it('has a failure for a file that could not be loaded', () => {
    const broken = { status: 'failed', name: join(ROOT, 'app', 'a.test.ts'), message: 'No such module.\n  at …', assertionResults: [] };
    expect(countOf(report({ testResults: [broken] }), 1)).toMatchObject({ failed: 1, names: ['app/a.test.ts : No such module.'] });
  });

  it('names each test that failed, with the first line of why', () => {
    const assertionResults = [{ status: 'passed', fullName: 'a', failureMessages: [] }, { status: 'failed', fullName: 'b c', failureMessages: ['Error: no\n  at …'] }];
    const file = { status: 'failed', name: join(ROOT, 'app', 'a.test.ts'), message: '', assertionResults };
    expect(countOf(report({ numFailedTests: 1, testResults: [file] }), 1).names).toEqual(['app/a.test.ts b c: Error: no']);
  });

  it('has a failure for a set-up that failed, and for a runner that left no report', () => {
    expect(countOf(report(), 1).failed).toBe(1);
    expect(countOf(null, 0).failed).toBe(1);
  });

  it('adds up over suites', () => {
    expect(sumOf([countOf(report(), 0), countOf(report({ numFailedTests: 1 }), 1)])).toEqual({ passed: 10, failed: 1, skipped: 2, names: [] });
  });
});
