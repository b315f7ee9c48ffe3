import { describe, expect, it } from 'vitest';
import { countOf, sumOf } from './suites.mjs';

const report = (more: object = {}) => ({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [{ status: 'passed', assertionResults: [{}] }], ...more });

describe('the count of a suite', () => {
  it('is what its report says', () => {
    expect(countOf(report(), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(countOf(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  });

  it('has a failure for a file that could not be loaded', () => {
    expect(countOf(report({ testResults: [{ status: 'failed', assertionResults: [] }] }), 1).failed).toBe(1);
  });

  it('has a failure for a set-up that failed, and for a runner that left no report', () => {
    expect(countOf(report(), 1).failed).toBe(1);
    expect(countOf(null, 0).failed).toBe(1);
  });

  it('adds up over suites', () => {
    expect(sumOf([countOf(report(), 0), countOf(report({ numFailedTests: 1 }), 1)])).toEqual({ passed: 10, failed: 1, skipped: 2 });
  });
});
