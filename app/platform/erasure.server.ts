import mongoose from 'mongoose';
import { INSTALLATION } from '#models/audit.server.ts';
import { Erasures } from '#models/text.server.ts';
import { forgetWords } from './search.server.ts';

/** Deletes again what had been erased before the backup was restored. Repeatable. @returns documents deleted */
export async function reapplyErasures(): Promise<number> {
  let deleted = 0;
  for await (const erasure of Erasures.find({}).setOptions({ dangerouslyAcrossMalls: true }).lean().cursor()) {
    const ids = erasure.ids as unknown as never[];
    const where = erasure.mall === INSTALLATION ? {} : { mall: erasure.mall };
    const { deletedCount } = await mongoose.connection.collection(erasure.collectionName).deleteMany({ _id: { $in: ids }, ...where });
    deleted += deletedCount;
    if (erasure.collectionName === 'texts') await forgetWords({ mall: erasure.mall }, erasure.ids);
  }
  return deleted;
}
