import { Accounts } from '#models/account.server.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { DEMO_PEOPLE } from '#app/routes/sign-in-view.server.ts';

export interface DemoSessions {
  /** By user name: `name=value` for a Cookie header. */
  cookies: Record<string, string>;
  close(): Promise<void>;
}

/** Sessions of the demonstration's people in a database that it was filled into: a bench measures pages, not sign-ins. */
export async function openDemo(uri: string, dbName: string): Promise<DemoSessions> {
  await connectDatabase(uri, { dbName });
  const rows = await Accounts.find({ userName: { $in: [...DEMO_PEOPLE] }, demo: true }, { userName: 1 }).lean();
  const started = rows.map(async ({ _id, userName }) => {
    const { cookie } = await startSession(_id, 'mine', 'Chrome', new Date(), { strong: true });
    return [userName, cookie.split(';')[0] ?? ''] as const;
  });
  return { cookies: Object.fromEntries(await Promise.all(started)), close: closeDatabase };
}
