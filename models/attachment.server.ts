import { bytes, defineModel, type InMall, maybeDate, maybeNumber, number, oneOf, text, texts } from './define-model.server.ts';

export interface Attachment extends InMall {
  kind: 'image' | 'audio';
  type: string;
  /** Bytes before encryption. */
  size: number;
  width?: number;
  height?: number;
  /** Re-encoded without EXIF, encrypted with the mall's key like a text. At most 1 MB, so it fits one document. */
  cipher: Buffer;
  author: string;
  subject: string;
  readers: string[];
  eraseAt?: Date;
}
export const Attachments = defineModel<Attachment>('Attachment', {
  collection: 'attachments',
  scope: 'mall',
  about: { subject: 'case', readers: 'case', keep: '90 days after the case closes, of a notice 7 days after its expiry; voice 30' },
  fields: {
    kind: oneOf(['image', 'audio'], 'how it is shown'),
    type: text('media type'),
    size: number('bytes'),
    width: maybeNumber('pixels'),
    height: maybeNumber('pixels'),
    cipher: bytes('the file, encrypted'),
    author: text('who sent it'),
    subject: text('whom it is about'),
    readers: texts('who may see it'),
    eraseAt: maybeDate('when the nightly job erases it'),
  },
  indexes: [[{ subject: 1 }], [{ eraseAt: 1 }, { sparse: true }]],
});
