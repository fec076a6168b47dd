import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGolden } from './fixture/golden-folder.ts';
import { openTokenizer } from './tokenizer.ts';

const json = JSON.parse(readGolden('bert').files['tokenizer.json']);
const whole = new Tokenizer(json, {});
const byWord = openTokenizer(json, 'tokenizer.json');

const pieces = fc.constantFrom(
  ...[
    'lesion',
    'Male',
    ' ',
    '  ',
    '\t',
    '\n',
    'ä',
    'e\u0301',
    '\u0301',
    'Σ',
    'ΑΣ',
    '皮膚',
    '🙂',
    '.',
  ],
  ...[
    ',-',
    '[',
    'MASK',
    '[MASK]',
    '[mask]',
    ']',
    '\u00a0',
    '\u200b',
    '\u3000',
    '\0',
    '45',
    '#',
    '##s',
  ],
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('a text encoded word by word', () => {
  it('has the tokens that it has as a whole', () => {
    fc.assert(
      fc.property(texts, text => {
        const { ids } = whole.encode(text, { add_special_tokens: false });
        expect(byWord.encode(text)).toEqual(ids);
        expect(byWord.encode(text)).toEqual(ids);
      }),
      { numRuns: 1000 },
    );
  });

  it('stays right when more words have come than are kept', () => {
    for (let i = 0; i < 60_000; i++) byWord.encode(`male${i}`);
    const { ids } = whole.encode('male7 lesion', { add_special_tokens: false });
    expect(byWord.encode('male7 lesion')).toEqual(ids);
  });
});

describe('a tokenizer', () => {
  it('says which special tokens it wants around a text', () => {
    expect(byWord).toMatchObject({ prefix: [2], suffix: [3], unknown: 1 });
    expect(byWord.idOf('lesion')).toBe(5);
  });
});
