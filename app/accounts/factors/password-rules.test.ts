import { describe, expect, it } from 'vitest';
import { faultOf } from './password-rules.ts';

const usual = (text: string) => ['password', 'sunshine', 'iloveyou1234'].includes(text);
const fault = (password: string) => faultOf(password, usual, ['amina', 'Jinqiao Market', '热娜']);

describe('a password that somebody chose', () => {
  it('may have any signs of any script, and has at least ten', () => {
    for (const good of ['green apples at noon', '我家的猫喜欢吃苹果和梨', 'ئاپام پىشۇرغان نان', '+-*/()[]{}<>?', 'ä'.repeat(3) + 'blue river']) expect([good, fault(good)]).toEqual([good, null]);
    expect(fault('nine sign')).toBe('short');
  });

  it('is none that many people use, whatever capitals, marks and digits it wears', () => {
    for (const bad of ['PassWord2026', 'sun-shine-12', 'iloveyou1234', 'aaaaaaaaaaaa', '1234567890', 'qwertyuiop', 'abcdefghijkl']) expect([bad, fault(bad)]).toEqual([bad, 'usual']);
  });

  it('is more than one’s own name, the mall’s or the portal’s', () => {
    for (const bad of ['amina amina 12', 'jinqiao-market', 'merchants home']) expect([bad, fault(bad)]).toEqual([bad, 'near']);
  });
});
