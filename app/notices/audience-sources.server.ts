import { singleton } from '#app/platform/singleton.server.ts';

/** Accounts that take part in something of a program at a moment; the room that knows them fills it in. */
export interface AudienceSource {
  id: string;
  participantsOf(mall: string, program: string, at: Date): Promise<string[]>;
}
const sources = () => singleton('audience-sources', () => new Map<string, AudienceSource>());

export function registerAudience(source: AudienceSource): void {
  sources().set(source.id, source);
}

export async function participantsOf(mall: string, program: string, at: Date): Promise<string[]> {
  const found = await Promise.all([...sources().values()].map((source) => source.participantsOf(mall, program, at)));
  return [...new Set(found.flat())];
}
