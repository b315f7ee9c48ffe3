import { date, defineModel, type InMall, maybeDate, maybeText, text } from './define-model.server.ts';

export interface Apart extends InMall {
  request: string;
  account: string;
  merchant?: string;
  since: Date;
  endedAt?: Date;
}
/**
 * A volunteer or officer is kept away from a shop while something is talked over that she isn't to know of: she opens nothing of
 * it. Read by no page of hers, on no record, in no export; only the two council members who hold the request see her name with it.
 */
export const Aparts = defineModel<Apart>('Apart', {
  collection: 'aparts',
  scope: 'mall',
  about: { subject: 'none', readers: 'case', keep: '90 days after the request closes' },
  fields: {
    request: text('because of which request'),
    account: text('who is kept away'),
    merchant: maybeText('from which shop'),
    since: date('since when'),
    endedAt: maybeDate('until when'),
  },
  indexes: [[{ account: 1, merchant: 1 }], [{ merchant: 1 }], [{ request: 1 }], [{ endedAt: 1 }, { sparse: true }]],
});
