import mongoose from 'mongoose';
import { Texts } from '#models/text.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { readersOf } from '#app/mall/roles/policy.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { Upgrade } from './upgrades.server.ts';

interface OldTerm {
  _id: string;
  mall: string;
  account: string;
  to: Date;
  phone?: string;
}

/**
 * A number belonged to a term and was shown to the grid's shops; now it belongs to the person, who says to whom and when.
 * Terms that were over before anybody carried out ends are taken as settled.
 */
export const ROLES_WITH_REACH: Upgrade = {
  name: '0.2.0 roles: one way to reach a volunteer, whatever she holds',
  async run() {
    const terms = mongoose.connection.collection<OldTerm>('roleterms');
    for await (const { _id, mall, account, phone } of terms.find({ phone: { $exists: true } }).sort({ to: -1 })) {
      if (phone) await keepNumber(mall, account, phone);
      await terms.updateOne({ _id }, { $unset: { phone: 1 } });
    }
    await terms.updateMany({ to: { $lte: new Date() }, settledAt: { $exists: false } }, [{ $set: { settledAt: '$to' } }]);
  },
};

/** The number of the longest term stays; others of the same person are erased. */
async function keepNumber(mall: string, account: string, phone: string): Promise<void> {
  try {
    await Reaches.create([{ _id: newId(), mall, account, phone, phoneTo: 'grid', nameTo: 'mall' }]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const kept = await Reaches.findOne({ mall, account }, { phone: 1 }).lean();
    if (kept?.phone !== phone) return void (await Texts.deleteOne({ mall, _id: phone }));
  }
  await Texts.updateOne({ mall, _id: phone }, { $set: { readers: [`account:${account}`, ...readersOf('grid')] } });
}
