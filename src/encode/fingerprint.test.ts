import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprint } from './fingerprint.ts';

describe('fingerprint', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined, A: 0.5 })).toBe(
      '{"A":0.5,"b":[1,{"c":"x","d":null}]}',
    );
    const wanted = createHash('sha256').update('{"a":1}').digest('hex');
    expect(fingerprint({ a: 1 })).toBe(wanted);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), object => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(fingerprint(turned)).toBe(fingerprint(object));
      }),
    );
  });
});
