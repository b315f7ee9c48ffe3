import { Malls } from '#models/mall.server.ts';
import { Requests } from '#models/request.server.ts';
import { findCases } from '#app/requests/case.server.ts';
import { indexRequest } from '#app/requests/finding.server.ts';
import type { Upgrade } from './upgrades.server.ts';

const AT_ONCE = 100;

/** Requests of before are found by their words too, as far as these are still there. */
export const REQUESTS_FOUND: Upgrade = {
  name: '0.3.1 requests: found by their words',
  run: findAgain,
};

/** And by the office that they were passed on to, by what was passed on. */
export const PASSED_ON_FOUND: Upgrade = {
  name: '0.4.0 requests: found by the office that they were passed on to',
  run: findAgain,
};

async function findAgain(): Promise<void> {
  for (const { _id: mall } of await Malls.find({}, { _id: 1 }).lean()) {
    const numbers = (await Requests.find({ mall }, { number: 1 }).lean()).map((row) => row.number);
    for (let at = 0; at < numbers.length; at += AT_ONCE) {
      for (const { row, kind, events, state } of await findCases(mall, numbers.slice(at, at + AT_ONCE))) await indexRequest({ mall }, row._id, kind, { next: state, events, added: [] });
    }
  }
}
