import type { Geometry } from '../study/index.ts';
import { formatNumber } from './format.ts';
import { gapWords } from './words/gap.ts';
import { type GeometryFigure, geometryWords, type ThemeName } from './words/geometry.ts';
import type { Language } from './words/languages.ts';

/** Figures of one geometry, of a run or measured on their own. */
export type GeometryFigures = Omit<Geometry, 'image' | 'text' | 'aligner' | 'rows'>;

/** One figure of a pair's geometry, as a column. */
export interface GeometryColumn {
  /** On the page. */
  readonly heading: string;
  /** In a terminal, at most nine characters, in English. */
  readonly short: string;
  /** Null where the column before it is explained the same way. */
  readonly explanation: string | null;
  readonly text: (figures: GeometryFigures) => string;
}

/** Figures that are read together. */
export interface GeometryTheme {
  readonly name: ThemeName;
  readonly title: string;
  /** How to read them, in one sentence. */
  readonly reading: string;
  readonly columns: readonly GeometryColumn[];
}

const shortNames: Readonly<
  Record<'gap' | 'spread', readonly (readonly [GeometryFigure, string])[]>
> = {
  gap: [
    ['gap', 'gap'],
    ['centroidCosine', 'centres'],
    ['pairedCosine', 'pairs'],
    ['relativeGap', 'relative'],
    ['separability', 'separable'],
    ['energyDistance', 'energy'],
  ],
  spread: [
    ['imageResultantLength', 'R image'],
    ['textResultantLength', 'R text'],
    ['alignment', 'sq. dist.'],
    ['imageUniformity', 'unif. img'],
    ['textUniformity', 'unif. txt'],
    ['imageEffectiveRank', 'rank img'],
    ['textEffectiveRank', 'rank txt'],
  ],
};

const ks = [1, 5, 10] as const;
const names = { 1: 'at1', 5: 'at5', 10: 'at10' } as const;
const directions = [
  ['imageToText', 'i→t'],
  ['textToImage', 't→i'],
] as const;

/** The themes of the geometry with their columns, in the order in which they are told. */
export function geometryThemes(language: Language): readonly GeometryTheme[] {
  const { themes } = geometryWords[language];
  return [
    { name: 'gap', ...themes.gap, columns: figureColumns('gap', language) },
    { name: 'spread', ...themes.spread, columns: figureColumns('spread', language) },
    { name: 'retrieval', ...themes.retrieval, columns: retrievalColumns(language) },
  ];
}

function figureColumns(theme: 'gap' | 'spread', language: Language): GeometryColumn[] {
  const words = geometryWords[language].figures;
  return shortNames[theme].map(([name, short]) => {
    const decimals = name === 'imageEffectiveRank' || name === 'textEffectiveRank' ? 1 : 3;
    return {
      ...words[name],
      short,
      text: figures => formatNumber(figures[name], language, decimals),
    };
  });
}

function retrievalColumns(language: Language): GeometryColumn[] {
  const words = geometryWords[language];
  return directions.flatMap(([from, short]) =>
    ks.map(k => ({
      heading: words.first(String(k), from),
      short: `${short} @${k}`,
      explanation: k === 1 ? words.finds(from) : null,
      text: ({ retrieval }: GeometryFigures) =>
        formatNumber(retrieval?.[from][names[k]] ?? null, language),
    })),
  );
}

/** What recall is to be held against: the same numbers in both directions. */
export function retrievalBounds(
  { retrieval: found }: GeometryFigures,
  language: Language,
): readonly { readonly name: string; readonly cells: readonly string[] }[] {
  if (found === null) return [];
  const { chance, ceiling } = gapWords[language];
  const both = (recall: typeof found.chance) =>
    [...ks, ...ks].map(k => formatNumber(recall[names[k]], language));
  return [
    { name: chance, cells: both(found.chance) },
    { name: ceiling, cells: both(found.ceiling) },
  ];
}
