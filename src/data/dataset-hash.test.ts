import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeDataset, type Sample } from './dataset.ts';

/** A sample of which the hash needs only these. */
function sampleOf(id: string, label: string, group: string, text: string): Sample {
  const rest = { image: null, record: {}, labels: [label], time: null, site: null, part: null };
  return { id, label, group, text, ...rest, line: 2 };
}

function hashOf(samples: readonly Sample[]): string {
  return makeDataset({
    name: 'hashed',
    samples,
    groupColumn: null,
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: samples.length,
  }).hash;
}

// Hashes that results.json has published must be met again, however the work is cut into pieces.
it('is that of the sorted lines, each with its end, for any ids and any number of them', () => {
  const plain = (samples: readonly Sample[]) => {
    const lines = samples.map(({ id, label, group, text }) =>
      JSON.stringify([id, label, group, text]),
    );
    const joined = lines.sort().map(line => `${line}\n`);
    return createHash('sha256').update(joined.join('')).digest('hex');
  };
  const word = fc.string({ maxLength: 6 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(word, word, word), {
        minLength: 4,
        maxLength: 40,
        selector: ([id]) => id,
      }),
      rows => {
        const samples = rows.map(([id, group, text], i) =>
          sampleOf(id, i % 2 === 0 ? 'a' : 'b', group, text),
        );
        expect(hashOf(samples)).toBe(plain(samples));
        expect(hashOf(samples.toReversed())).toBe(plain(samples));
      },
    ),
  );
  const many = Array.from({ length: 8192 }, (_, i) =>
    sampleOf(String(i), i % 2 === 0 ? 'a' : 'b', 'g', 't'),
  );
  for (const samples of [many, many.slice(1), many.slice(0, 4097)]) {
    expect(hashOf(samples)).toBe(plain(samples));
  }
});
