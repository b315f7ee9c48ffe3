/** What all benches share: they print, and gate nothing. */

/** @param {readonly number[]} numbers */
export function medianOf(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? /** @type {number} */ (sorted[middle]) : (/** @type {number} */ (sorted[middle - 1]) + /** @type {number} */ (sorted[middle])) / 2;
}

/** Calls that a median is taken of; fewer by BENCH_TIMES where a machine is shared. */
export const TIMES = Number(process.env.BENCH_TIMES ?? 200);

/**
 * CPU time of this process for one call, in ms: the median, after warm-up.
 * @param {() => Promise<unknown>} work
 */
export async function cpuOf(work, { times = TIMES, warm = Math.min(30, TIMES) } = {}) {
  for (let call = 0; call < warm; call += 1) await work();
  const costs = [];
  for (let call = 0; call < times; call += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return medianOf(costs);
}

/**
 * @param {string} title
 * @param {string[]} head
 * @param {(string | number)[][]} rows numbers are right-aligned
 */
export function printTable(title, head, rows) {
  const text = [head, ...rows].map((row) => row.map(String));
  const wide = head.map((_name, at) => Math.max(...text.map((row) => row[at]?.length ?? 0)));
  const isNumber = (/** @type {string} */ cell) => /^[<≤]?[\d.,]+( |$)/.test(cell);
  const line = (/** @type {string[]} */ row) => row.map((cell, at) => (isNumber(cell) ? cell.padStart(wide[at] ?? 0) : cell.padEnd(wide[at] ?? 0))).join('  ');
  console.log(`\n${title}\n${text.map(line).join('\n')}`);
}
