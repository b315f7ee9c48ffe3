import { bytes, defineModel, type InMall, maybeDate, maybePlain, number, oneOf, plain, text, texts } from './define-model.server.ts';

/** What an import would do, or did, in rows of the file. */
export interface ImportCounts {
  new: number;
  change: number;
  /** A booth more for a shop that is there. */
  booth: number;
  move: number;
  replace: number;
  same: number;
  bad: number;
}

export interface RosterImport extends InMall {
  author: string;
  /** `filling`: rows are still being written; `ready`: shown, nothing done; `running`; `done`. */
  state: 'filling' | 'ready' | 'running' | 'done';
  /** Language of the person who brought it: reasons in the file of bad rows are in it. */
  language: string;
  format: 'xlsx' | 'csv';
  rows: number;
  parts: number;
  partsDone: number;
  counts: ImportCounts;
  /** What was done so far: rises with each part. */
  done?: Partial<ImportCounts>;
  /** Headings of the columns that were recognised, and of those that weren't read. */
  taken: string[];
  dropped: string[];
  /** What the officer said yes to besides new shops and changes. */
  allowed: string[];
  startedAt?: Date;
  doneAt?: Date;
}
/** One spreadsheet of shops: checked first, then done part by part. Gone after a day. */
export const RosterImports = defineModel<RosterImport>('RosterImport', {
  collection: 'rosterimports',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'a day' },
  fields: {
    author: text('who brought it', { subject: 'account' }),
    state: oneOf(['filling', 'ready', 'running', 'done'], 'how far it is'),
    language: text('of the reasons beside bad rows'),
    format: oneOf(['xlsx', 'csv'], 'how bad rows come back'),
    rows: number('rows of the file'),
    parts: number('parts that it is done in'),
    partsDone: number('progress'),
    counts: plain('what it does, as sums'),
    done: maybePlain('what it did so far, as sums'),
    taken: texts('columns that were read'),
    dropped: texts('columns that were not read'),
    allowed: texts('moves and replacements only where the officer said yes'),
    startedAt: maybeDate('when it began'),
    doneAt: maybeDate('when it was through'),
  },
  indexes: [[{ state: 1 }], [{ createdAt: 1 }]],
});

export interface RosterImportPart extends InMall {
  import: string;
  part: number;
  /** Rows with what is to be done with each, JSON, encrypted with the mall's key: names and phones are no less private here. */
  cipher: Buffer;
  /** Rows of this part that couldn't be done. */
  bad: number;
  /** Shops that were added or changed: doubles are looked for among them. */
  shops: string[];
  doneAt?: Date;
}
export const RosterImportParts = defineModel<RosterImportPart>('RosterImportPart', {
  collection: 'rosterimportparts',
  scope: 'mall',
  about: { subject: 'shop', readers: 'officers', keep: 'a day' },
  fields: {
    import: text('of which import'),
    part: number('its order'),
    cipher: bytes('the rows, encrypted'),
    bad: number('rows that come back'),
    shops: texts('which shops may have doubles now'),
    doneAt: maybeDate('when it was done: never twice'),
  },
  indexes: [[{ import: 1, part: 1 }, { unique: true }], [{ import: 1, bad: 1, part: 1 }]],
});
