import type { TestProject } from 'vitest/node';
import { startPortal } from './portal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demonstration of this run listens. */
    portalUrl: string;
  }
}

/** The demonstration that all browser tests walk through: built once, filled once. PORTAL_URL names one that runs already. */
export default async function startDemonstration(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (process.env.PORTAL_URL) {
    project.provide('portalUrl', process.env.PORTAL_URL);
    return;
  }
  const portal = await startPortal();
  project.provide('portalUrl', portal.url);
  return async () => void (await portal.stop());
}
