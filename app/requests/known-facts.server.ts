import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import { readTexts } from '#app/platform/texts.server.ts';
import { type RequestFacts, sameFacts } from './engine/facts.ts';
import type { Kind } from './engine/kind.ts';
import { factsOf } from './fact-names.ts';
import type { Words } from './words.server.ts';

const StoredSchema = z.record(z.union([z.string(), z.number()]));

/** Facts as they are written down: sealed like words, in nobody's language. Null where there are none. */
export const wordsOfFacts = (facts: RequestFacts): Words | null => (Object.keys(facts).length > 0 ? { language: 'und', words: JSON.stringify(facts) } : null);

/** What was written down; nothing once it is erased. */
export function readFactWords(words: string | undefined): RequestFacts {
  return words ? StoredSchema.parse(JSON.parse(words)) : {};
}

interface Known {
  mall: string;
  /** Capacities in which they may be read. */
  readers: string[];
  details: string | undefined;
  session: ClientSession;
}

/**
 * The facts of a request after a form was sent: those of its kind as typed, those of another kind that she didn't see as they
 * were. Null where nothing changes. @throws {Refusal} at the field that is wrong
 */
export async function changedFacts({ mall, readers, details, session }: Known, kind: Kind, typed: Readonly<Record<string, string>>): Promise<RequestFacts | null> {
  const known = readFactWords((await readTexts(mall, [details], readers, session)).get(details ?? '')?.words);
  const asked = new Set(kind.facts.map(({ id }) => id));
  const others = Object.fromEntries(Object.entries(known).filter(([id]) => !asked.has(id)));
  const facts = { ...others, ...factsOf(kind.facts, typed) };
  return sameFacts(facts, known) ? null : facts;
}
