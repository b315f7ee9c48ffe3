import { Letters } from '#models/letter.server.ts';
import type { Localized } from '#models/mall.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';
import { letterAnswers, letterQuestions } from './words/letter-words.ts';

const KEPT = 90 * 24 * 3600_000;

interface Asked {
  key: string;
  by: string;
  box: string;
  /** The language of its asker. */
  language: keyof Localized;
  words: Localized;
  at: Date;
  open: boolean;
}

/** Two questions that wait for the office, one that it has answered for all, and a letter to the council. */
export function addLetters(filling: Filling, demo: DemoMall): void {
  const [paper = {}, parking = {}, evening = {}, meeting = {}] = letterQuestions();
  const [until = {}] = letterAnswers();
  const box = `office:${filling.id('office', demo.mall.office)}`;
  addLetter(filling, { key: 'evening', by: 'merchant2', box, language: 'ru', words: evening, at: filling.moment(-4, '12:10'), open: true }, { words: until, by: 'official', at: filling.moment(-2, '17:20') });
  addLetter(filling, { key: 'paper', by: 'merchant', box, language: 'ug', words: paper, at: filling.moment(-3, '11:40'), open: true });
  addLetter(filling, { key: 'parking', by: 'merchant2', box, language: 'ru', words: parking, at: filling.moment(-1, '13:00'), open: false });
  addLetter(filling, { key: 'meeting', by: 'merchant', box: 'council', language: 'ug', words: meeting, at: filling.moment(-1, '17:30'), open: true });
}

function addLetter(filling: Filling, { key, by, box, language, words, at, open }: Asked, answer?: { words: Localized; by: string; at: Date }): void {
  const { mall } = filling;
  const [_id, asker] = [filling.id('letter', key, at), filling.id('account', by)];
  const about = { subject: `account:${asker}`, readers: [`letter:${_id}`, `account:${asker}`], eraseAt: answer && new Date(answer.at.getTime() + KEPT) };
  const text = filling.text('letter', key, { ...about, language, words: words[language] ?? '', author: asker, at });
  const row = { box, asker, words: text, open, signed: 'nobody', askedAt: at };
  filling.audit({ at, actor: asker, role: 'self', command: 'letter:ask', subject: `account:${asker}`, target: _id, fields: [] });
  if (!answer) return filling.add(Letters, { _id, mall, ...row, state: 'asked', published: false }, at);
  const official = filling.id('account', answer.by);
  const { zh = '', ...others } = answer.words;
  const translated = Object.entries(others).map(([other, said]) => ({ language: other, words: said, by: official }));
  const said = filling.text('letter-answer', key, { ...about, language: 'zh', words: zh, author: official, at: answer.at, translated });
  filling.add(Letters, { _id, mall, ...row, state: 'answered', answer: said, answeredAt: answer.at, published: open }, at);
  filling.audit({ at: answer.at, actor: official, role: 'official', command: 'letter:answer', subject: `account:${asker}`, target: _id, fields: ['answer', 'state'] });
}
