import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, digestOf, inFours, payloadOf, readCode, readPayload, shortPayload, signedBytes, type Statement } from './statement.ts';

const statement: Statement = { merchant: 'm1', clientId: 'c1', nonce: 'n1', fields: { outcome: 'met', 'wants-safety': 'on', 'need-safety': '灯坏了' } };
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const anyFields = fc.dictionary(fc.constantFrom('note', 'need-safety', 'promise-0'), fc.string({ minLength: 1, maxLength: 30 }));

describe('the number of a visit at the counter', () => {
  test('is the same in whatever order the fields were typed, and another one with any other letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyFields, fc.string(), async (fields, more) => {
        const digest = await digestOf({ ...statement, fields });
        const turned = Object.fromEntries(Object.entries(fields).reverse());
        expect(await digestOf({ ...statement, fields: turned })).toBe(digest);
        expect(codeOf(await digestOf({ ...statement, fields: { ...fields, other: more } }))).not.toBe(codeOf(digest));
        for (const part of ['merchant', 'clientId', 'nonce'] as const) expect(await digestOf({ ...statement, fields, [part]: 'another' })).not.toBe(digest);
      }),
      { numRuns: 50 },
    );
  });

  test('is read however it is typed, and never with one sign wrong', async () => {
    const digest = await digestOf(statement);
    expect(digest).toMatch(/^[\w-]{43}$/);
    const code = codeOf(digest);
    expect(code).toMatch(/^[0-9A-Z]{12}$/);
    expect(readCode(inFours(code).toLowerCase())).toBe(code);
    fc.assert(
      fc.property(fc.nat(11), fc.constantFrom(...SIGNS), (at, sign) => {
        const typed = code.slice(0, at) + sign + code.slice(at + 1);
        expect(readCode(typed)).toBe(sign === code[at] ? code : null);
      }),
    );
    expect([readCode(''), readCode('12345'), readCode(`${code}0`)]).toEqual([null, null, null]);
  });

  test('is worked out from the words that the picture carries, so that what is signed is what is shown', async () => {
    const digest = await digestOf(statement);
    const payload = payloadOf(statement, digest);
    expect(await readPayload(payload)).toEqual({ merchant: 'm1', code: codeOf(digest), digest, fields: statement.fields });
    const forged = payload.replace('\\u706f', '\\u7535');
    expect(forged).not.toBe(payload);
    expect(payload).toMatch(/^[ -~]+$/);
    expect((await readPayload(forged))?.digest).not.toBe(digest);
  });

  test('comes with the whole digest where the words are too long for a picture, or have gone already; typed, it comes alone', async () => {
    const long = { ...statement, fields: { note: '灯'.repeat(400) } };
    const digest = await digestOf(long);
    const code = codeOf(digest);
    expect(await readPayload(payloadOf(long, digest))).toEqual({ merchant: 'm1', code, digest, fields: null });
    expect(await readPayload(shortPayload('m1', digest))).toEqual({ merchant: 'm1', code, digest, fields: null });
    expect(await readPayload(shortPayload('m1', code))).toEqual({ merchant: 'm1', code, fields: null });
    expect([signedBytes('m1', { code, digest }), signedBytes('m1', { code })].map((bytes) => new TextDecoder().decode(bytes))).toEqual([`merchants-home visit right 2 m1 ${digest}`, `merchants-home visit right 1 m1 ${code}`]);
  });

  test('nothing else is taken for one', async () => {
    for (const text of ['', 'https://example.org/c/1', '{}', '[]', '["mh-visit",2,"m","x"]', '["mh-visit",1,"m","x"]', '["mh-visit",1,"m","c","n",{"a":1}]', '["mh-visit",1,null,"c","n",{}]']) expect(await readPayload(text)).toBeNull();
  });
});
