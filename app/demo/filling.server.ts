import type { Model } from 'mongoose';
import { Attachments } from '#models/attachment.server.ts';
import { Texts } from '#models/text.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { type Key, seal } from '#app/platform/keys.server.ts';
import { demoId } from './ids.ts';
import { momentOf } from '#app/i18n/zone-days.ts';
import { visitingDay } from './moment.ts';
import type { Said } from './rounds.ts';

export interface TextToSeal extends Said {
  author: string;
  subject: string;
  readers: string[];
  at: Date;
  confidential?: boolean;
  eraseAt?: Date;
  translated?: (Said & { by: string })[];
}
export interface AuditToWrite {
  at: Date;
  actor: string;
  role: string;
  command: string;
  subject: string;
  target?: string;
  fields: string[];
  reason?: string;
}

/** Rows of one filling, gathered by collection before anything is written, and what all of them need. */
export class Filling {
  readonly rows = new Map<Model<never>, object[]>();
  constructor(
    readonly seed: number,
    readonly mall: string,
    readonly now: Date,
    readonly today: string,
    readonly zone: string,
    private readonly key: Key,
  ) {}

  id(kind: string, key: string | number, at?: Date): string {
    return demoId(this.seed, kind, key, at);
  }

  /** Adds a row; `undefined` isn't stored. `at` becomes both of its times. */
  add<T>(model: Model<T>, row: object, at: Date = this.now): void {
    const rows = this.rows.get(model as never) ?? [];
    this.rows.set(model as never, rows);
    const stored = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    rows.push({ ...(model.castObject(stored as never) as object), createdAt: at, updatedAt: at });
  }

  /** Words, sealed with the mall's key as every text is. @returns the text's id */
  text(kind: string, key: string, text: TextToSeal): string {
    return this.sealText(this.id(`text-${kind}`, key, text.at), text);
  }

  /** For words whose id had to be known before they were said. */
  sealText(_id: string, { language, words, translated = [], at, confidential = false, ...about }: TextToSeal): string {
    const translations = translated.map((said) => ({ language: said.language, cipher: seal(this.key, Buffer.from(said.words), `${_id}:${said.language}`), by: said.by, state: 'written', at }));
    this.add(Texts, { _id, mall: this.mall, language, ...about, confidential, cipher: seal(this.key, Buffer.from(words), _id), translations }, at);
    return _id;
  }

  /** A picture, sealed like words. */
  sealPicture(_id: string, bytes: Buffer, about: { width: number; height: number; author: string; subject: string; readers: string[]; eraseAt?: Date; at: Date }): void {
    const { at, ...rest } = about;
    this.add(Attachments, { _id, mall: this.mall, kind: 'image', type: 'image/webp', size: bytes.length, ...rest, cipher: seal(this.key, bytes, _id) }, at);
  }

  audit(event: AuditToWrite): void {
    const rows = this.rows.get(AuditEvents as never)?.length ?? 0;
    this.add(AuditEvents, { _id: this.id('audit', rows, event.at), mall: this.mall, ...event }, event.at);
  }

  /** Days are counted from today. */
  day(offset: number): string {
    return visitingDay(this.today, offset);
  }
  moment(offset: number, time: string): Date {
    return momentOf(this.day(offset), time, this.zone);
  }
}
