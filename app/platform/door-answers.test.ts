import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml, type XmlNode } from '#tests/factories/xml.ts';
import { bodyOf, errorsBody, formatOf, withoutEnding } from './door-answers.ts';

/** Every text by the path of its tags. */
function read(xml: string): [path: string, text: string][] {
  const all = (node: XmlNode, above: string): [string, string][] => [[above + node.name, node.text], ...node.children.flatMap((child) => all(child, `${above}${node.name}/`))];
  return all(readXml(xml), '');
}

describe('What other systems are answered', () => {
  it('is a list of errors with codes, in both formats', () => {
    expect(JSON.parse(errorsBody('json', 403, 'no'))).toEqual([{ code: 403, description: 'no' }]);
    expect(read(errorsBody('xml', 403, 'no'))).toEqual([['errors', ''], ['errors/error', ''], ['errors/error/code', '403'], ['errors/error/description', 'no']]);
  });

  it('takes its format from the ending of the address', () => {
    expect(['/open311/v2/services.xml', '/a.json', '/a.csv', '/xml'].map(formatOf)).toEqual(['xml', 'json', null, null]);
    expect(withoutEnding('hazard.json')).toBe('hazard');
  });

  it('is well-formed XML whatever somebody wrote, and says the same as JSON as far as XML has signs for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (words) => {
        const value = { item: 'request', of: [{ description: words, lat: null, ok: true }] };
        const [, , said] = read(bodyOf('xml', 'service_requests', value));
        const kept = words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
        expect(said).toEqual(['service_requests/request/description', kept]);
        expect(JSON.parse(bodyOf('json', 'service_requests', value))).toEqual([{ description: words, lat: null, ok: true }]);
      }),
    );
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => { read(bodyOf('xml', 'a', String.fromCharCode(...units))); }));
  });
});
