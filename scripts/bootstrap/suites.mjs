import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CACHE, ROOT } from './paths.mjs';

/** @typedef {{passed: number, failed: number, skipped: number, names?: string[]}} Count `names`: what failed, to be said once more at the very end */

/**
 * Runs a program with its output on the terminal. Resolves with its exit code.
 * @param {string[]} words a script of node_modules and its arguments
 * @param {import('./paths.mjs').Environment} env
 * @returns {Promise<number>}
 */
export function runTool(words, env) {
  return new Promise((done) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, env: /** @type {NodeJS.ProcessEnv} */ (env), stdio: 'inherit' });
    child.on('close', (code) => done(code ?? 1));
  });
}

/**
 * Runs one or more projects of vitest.config.ts.
 * @param {string[]} projects
 * @param {import('./paths.mjs').Environment} env
 * @returns {Promise<Count>}
 */
export async function runSuite(projects, env) {
  const report = join(CACHE, `test-${projects.join('-')}.json`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runTool([join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...chosen, ...reporters, '--passWithNoTests'], env);
  return countOf(readReport(report), code);
}

/** @param {string} report */
function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * A file that could not be loaded, a set-up that failed or an error outside of any test is a failure too.
 * @param {any} report vitest's JSON, null when it wrote none
 * @param {number} code its exit code
 * @returns {Count}
 */
export function countOf(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {{status: string, assertionResults: unknown[]}[]} */
  const files = report.testResults;
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests, names: namesOfFailed(report) };
}

/**
 * A line for each test that failed and each file that could not be read, with the first line of why.
 * @param {any} report vitest's JSON
 * @returns {string[]}
 */
function namesOfFailed(report) {
  /** @type {{status: string, name: string, message: string, assertionResults: {status: string, fullName: string, failureMessages: string[]}[]}[]} */
  const files = report.testResults.filter((/** @type {{status: string}} */ file) => file.status === 'failed');
  return files.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    const said = tests.length === 0 ? [{ fullName: '', failureMessages: [message] }] : tests;
    return said.map(({ fullName, failureMessages }) => `${relative(ROOT, name)} ${fullName}: ${(failureMessages[0] ?? '').split('\n')[0]}`);
  });
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sumOf(counts) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => counts.reduce((all, count) => all + count[key], 0);
  const names = counts.flatMap((count) => count.names ?? []);
  return { names, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
