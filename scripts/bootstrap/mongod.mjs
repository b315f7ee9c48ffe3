const STARTUP = 30_000;

/**
 * @param {string} folder
 * @param {number} port
 */
export function mongodArguments(folder, port) {
  const place = ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder];
  return [...place, '--replSet', 'home', '--wiredTigerCacheSizeGB', '0.25', '--quiet'];
}

/**
 * A fresh mongod becomes a replica set of one, which transactions and change streams need; one that knows itself by
 * another port learns the new one.
 * @param {string} uri
 * @param {number} port
 */
export async function initiateReplicaSet(uri, port) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: STARTUP });
  const admin = client.db('admin');
  const host = `127.0.0.1:${port}`;
  try {
    await admin.command({ replSetInitiate: { _id: 'home', members: [{ _id: 0, host }] } });
  } catch (error) {
    if (!(error instanceof Error && 'codeName' in error && error.codeName === 'AlreadyInitialized')) throw error;
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host !== host) {
      const members = [{ ...config.members[0], host }];
      await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
    }
  }
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) await new Promise((next) => setTimeout(next, 100));
  await client.close();
}
