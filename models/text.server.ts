import { bytes, date, defineModel, flag, type InMall, maybeBytes, maybeDate, plain, type Stored, text, texts } from './define-model.server.ts';

/** AES-256-GCM of UTF-8: 12 bytes nonce, 16 bytes tag, then the cipher. */
export type Cipher = Buffer;

export interface TextTranslation {
  language: string;
  cipher: Cipher;
  by: string;
  state: 'written' | 'checked' | 'outdated';
  at: Date;
}
export interface StoredText extends InMall {
  language: string;
  cipher: Cipher;
  translations: TextTranslation[];
  author: string;
  /** `shop:<id>`, `account:<id>`, `request:<id>`, or `mall` for what was said to everybody. */
  subject: string;
  /** Capacities that may read it: `request:<id>`, `shop:<id>`, `account:<id>`, `mall`. Checked on every read. */
  readers: string[];
  confidential: boolean;
  eraseAt?: Date;
}
export const Texts = defineModel<StoredText>('Text', {
  collection: 'texts',
  scope: 'mall',
  about: { subject: 'case', readers: 'case', keep: '90 days after the case closes' },
  fields: {
    language: text('of the original'),
    cipher: bytes('the words, encrypted'),
    translations: plain('the words in other languages, encrypted, by whom'),
    author: text('who wrote it'),
    subject: text('whom it is about'),
    readers: texts('who may read it'),
    confidential: flag('never shown to a machine or a grid'),
    eraseAt: maybeDate('when the nightly job erases it'),
  },
  indexes: [[{ subject: 1 }], [{ author: 1 }], [{ eraseAt: 1 }, { sparse: true }]],
});

/** `_id` is the mall's, or `hashing`: what codes are keyed with. */
export interface MallKey extends Stored {
  /** The mall's data key, wrapped by the installation's MASTER_KEY. Never in a backup. */
  wrapped: Buffer;
  /** The one before, while words are sealed anew with another: some still open with it alone. */
  before?: Buffer;
}
export const MallKeys = defineModel<MallKey>('MallKey', {
  collection: 'mallkeys',
  scope: 'installation',
  about: { subject: 'none', readers: 'nobody', keep: 'as long as the mall' },
  fields: { wrapped: bytes('decrypts the mall’s words'), before: maybeBytes('decrypts those that are not sealed anew yet') },
  indexes: [],
});

export interface Erasure extends InMall {
  collectionName: string;
  ids: string[];
  at: Date;
}
/** Register of what was erased; applied again after a restore. Holds ids, nothing else. */
export const Erasures = defineModel<Erasure>('Erasure', {
  collection: 'erasures',
  scope: 'mall',
  about: { subject: 'none', readers: 'operator', keep: 'as long as backups exist' },
  fields: {
    collectionName: text('where'),
    ids: texts('what'),
    at: date('when'),
  },
  indexes: [[{ at: 1 }]],
});
