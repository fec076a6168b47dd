import { describe, expect, test } from 'vitest';
import { networkShape, parameterCount } from '../../graph/index.ts';
import { type HeadName, type HeadOptions, headDesign, headNames, headSettings } from './index.ts';

function parameters(
  name: HeadName,
  text: number,
  image: number,
  units: number,
  options: HeadOptions = {},
): number {
  const network = headDesign(name).network({ image, text }, units, headSettings(name, options));
  return parameterCount(networkShape(network));
}

/** text and image dimensions, then logits → parameters, as the paper's stored outputs print them. */
type Counts = readonly (readonly [number, number, Readonly<Record<number, number>>])[];

const early: Counts = [
  [
    512,
    512,
    {
      1: 131_585,
      2: 131_714,
      3: 131_843,
      4: 131_972,
      7: 132_359,
      101: 144_485,
      430: 186_926,
    },
  ],
  [4096, 768, { 1: 623_105, 2: 623_234, 3: 623_363, 4: 623_492, 7: 623_879, 101: 636_005 }],
  [4096, 1536, { 3: 721_667 }],
  [768, 768, { 1: 197_121, 2: 197_250, 3: 197_379, 4: 197_508, 7: 197_895, 101: 210_021 }],
  [384, 384, { 1: 98_817, 7: 99_591, 101: 111_717, 430: 154_158 }],
];

const late: Counts = [
  [512, 512, { 1: 66_049, 2: 66_178, 3: 66_307, 4: 66_436, 7: 66_823, 101: 78_949, 430: 121_390 }],
  [4096, 768, { 1: 311_809, 2: 311_938, 3: 312_067, 4: 312_196, 7: 312_583, 101: 324_709 }],
  [4096, 1536, { 3: 361_219 }],
  [768, 768, { 1: 98_817, 2: 98_946, 3: 99_075, 7: 99_591, 101: 111_717 }],
];

function rowsOf(counts: Counts) {
  return counts.flatMap(([text, image, byUnits]) =>
    Object.entries(byUnits).map(
      ([units, expected]) => [text, image, Number(units), expected] as const,
    ),
  );
}

describe('parameter counts are the paper’s', () => {
  test.each(rowsOf(early))('early of %i + %i to %i: %i', (text, image, units, expected) => {
    expect(parameters('early', text, image, units)).toBe(expected);
  });
  test.each(rowsOf(late))('late of %i + %i to %i: %i', (text, image, units, expected) => {
    expect(parameters('late', text, image, units)).toBe(expected);
  });

  // The successor repository: single linear layers, and late with 128 units a branch.
  test.each([
    ['image', 512, 101, 51_813],
    ['text', 512, 101, 51_813],
    ['image', 768, 101, 77_669],
    ['text', 768, 101, 77_669],
    ['image', 512, 2, 1_026],
    ['linear', 512, 2, 2_050],
  ] as const)('%s of %i dimensions to %i: %i', (name, dimensions, units, expected) => {
    expect(parameters(name, dimensions, dimensions, units)).toBe(expected);
  });
  test('late with 128 units a branch', () => {
    expect(parameters('late', 512, 512, 2, { hidden: 128 })).toBe(132_354);
  });

  // `efficiency.csv` of the successor repository.
  test.each([
    [512, 101, 178_023],
    [768, 101, 243_559],
    [512, 2, 165_252],
    [768, 2, 230_788],
    [1152, 2, 329_092],
  ])('gated of twice %i dimensions to %i: %i', (dimensions, units, expected) => {
    expect(parameters('gated', dimensions, dimensions, units)).toBe(expected);
  });

  test.each([
    [512, 101, 183_855],
    [768, 101, 249_391],
    [512, 2, 132_870],
    [768, 2, 198_406],
    [1152, 2, 296_710],
  ])('regularised-late of twice %i dimensions to %i: %i', (dimensions, units, expected) => {
    expect(parameters('regularised-late', dimensions, dimensions, units)).toBe(expected);
  });
  test.each([
    [512, 101, 762_904],
    [768, 101, 1_090_584],
    [512, 2, 661_132],
    [768, 2, 988_812],
    [1152, 2, 1_480_332],
    // One logit of two classes: the experts still have one a class.
    [512, 1, 661_132],
  ])('mixture of twice %i dimensions to %i: %i', (dimensions, units, expected) => {
    expect(parameters('mixture', dimensions, dimensions, units)).toBe(expected);
  });

  test('a single modality with a hidden block has the capacity of early', () => {
    expect(parameters('image', 512, 1024, 7, { hidden: 128 })).toBe(132_359);
  });
  test('late without hidden units is the linear probe', () => {
    expect(parameters('late', 512, 512, 7, { hidden: 0 })).toBe(parameters('linear', 512, 512, 7));
  });
});

describe('head settings', () => {
  test('fill in the paper’s sizes', () => {
    expect(headSettings('early')).toEqual({ name: 'early', hidden: 128, dropout: 0.2 });
    expect(headSettings('late')).toEqual({ name: 'late', hidden: 64, dropout: 0.2 });
    expect(headNames.map(name => headSettings(name).hidden).slice(0, 5)).toEqual([
      0, 0, 0, 128, 64,
    ]);
  });
  test.each([
    { hidden: -1 },
    { hidden: 1.5 },
    { hidden: 70_000 },
    { dropout: 1 },
    { dropout: -0.1 },
    { dropout: Number.NaN },
  ])('refuse %o', options => {
    expect(() => headSettings('early', options)).toThrow(/early with .*E_OPTION/);
  });
  test('refuse a gate without hidden units: two modalities have no common dimension', () => {
    expect(() => headSettings('gated', { hidden: 0 })).toThrow(/gated with hidden 0.*E_OPTION/);
  });
});
