import { registerProgram } from '#app/requests/kinds.server.ts';
import { PROGRAMS } from './registry.ts';

/** Makes the kinds of all programs known to the engine; in app/routes/registries.server.ts, and in tests. Repeatable. */
export function registerPrograms(): void {
  for (const { id, general, kinds } of Object.values(PROGRAMS)) registerProgram({ id, general, kinds });
}
