import type { Geometry } from '../study/index.ts';
import { formatNumber } from './format.ts';
import type { Language } from './words/languages.ts';

/** Figures of one geometry, of a run or measured on their own. */
export type GeometryFigures = Omit<Geometry, 'image' | 'text' | 'aligner' | 'rows'>;

/** One figure of a pair's geometry, as a column. */
export interface GeometryColumn {
  /** On the page. */
  readonly heading: string;
  /** In a terminal, at most nine characters. */
  readonly short: string;
  /** Null where the column before it is explained the same way. */
  readonly explanation: string | null;
  readonly text: (figures: GeometryFigures, language: Language) => string;
}

/** Figures that are read together. */
export interface GeometryTheme {
  readonly name: 'gap' | 'spread' | 'retrieval';
  readonly title: string;
  /** How to read them, in one sentence. */
  readonly reading: string;
  readonly columns: readonly GeometryColumn[];
}

type FigureName = {
  [Name in keyof GeometryFigures]: GeometryFigures[Name] extends number | null ? Name : never;
}[keyof GeometryFigures];

function column(
  name: FigureName,
  heading: string,
  short: string,
  explanation: string | null,
  decimals = 3,
): GeometryColumn {
  return {
    heading,
    short,
    explanation,
    text: (figures, language) => formatNumber(figures[name], language, decimals),
  };
}

const gap: GeometryTheme = {
  name: 'gap',
  title: 'The gap',
  reading:
    'The first two know the centres alone; separability and energy distance compare the whole clouds, and come down to 0.5 and 0 only where one cloud lies on the other.',
  columns: [
    column('gap', 'Gap', 'gap', 'Distance of the two centres: 0 to 2.'),
    column(
      'centroidCosine',
      'Cosine of the centres',
      'centres',
      'Cosine of the two centres: 1 is the same direction, 0 a right angle.',
    ),
    column(
      'pairedCosine',
      'Mean cosine of pairs',
      'pairs',
      'Mean cosine of the image and the record of one case.',
    ),
    column(
      'relativeGap',
      'Relative gap',
      'relative',
      'Distance of image and record of one case, as a share of itself plus the distance of two cases of one modality (Schrodi et al. 2025): 0 to 1; at 0.5 the two are equal.',
    ),
    column(
      'separability',
      'Separability',
      'separable',
      'How well a line tells images from records, on rows that it was not fitted on (AUROC of a linear discriminant): 1 is always, 0.5 is chance.',
    ),
    column(
      'energyDistance',
      'Energy distance',
      'energy',
      'Distance of the two distributions: 0 to 4, and 0 only where they are alike.',
    ),
  ],
};

const spread: GeometryTheme = {
  name: 'spread',
  title: 'The spread',
  reading:
    'A modality whose rows all point one way (resultant length near 1, uniformity near 0, few directions) has little left to tell cases apart by, however small the gap is.',
  columns: [
    column(
      'imageResultantLength',
      'Resultant length, images',
      'R image',
      'Resultant length: 1 means that all rows of a modality point the same way, 0 that they point everywhere. One minus it is the spherical variance.',
    ),
    column('textResultantLength', 'Resultant length, records', 'R text', null),
    column(
      'alignment',
      'Squared distance of pairs',
      'sq. dist.',
      'Mean squared distance of the image and the record of one case, which Wang and Isola (2020) call alignment: 0 to 4, less is nearer.',
    ),
    column(
      'imageUniformity',
      'Uniformity, images',
      'unif. img',
      'How evenly a modality spreads over the sphere (Wang and Isola 2020): 0 is a point, and less is more even.',
    ),
    column('textUniformity', 'Uniformity, records', 'unif. txt', null),
    column(
      'imageEffectiveRank',
      'Directions, images',
      'rank img',
      'Effective rank (Roy and Vetterli 2007) of the rows without their mean: in how many directions they vary.',
      1,
    ),
    column('textEffectiveRank', 'Directions, records', 'rank txt', null, 1),
  ],
};

const ks = [1, 5, 10] as const;
const names = { 1: 'at1', 5: 'at5', 10: 'at10' } as const;
const directions = [
  {
    from: 'imageToText',
    words: 'image to record',
    short: 'i→t',
    question: 'How often an image finds its own record',
  },
  {
    from: 'textToImage',
    words: 'record to image',
    short: 't→i',
    question: 'How often a record finds its own image',
  },
] as const;

const retrieval: GeometryTheme = {
  name: 'retrieval',
  title: 'Finding the other half',
  reading:
    'Read these against chance and against the most that is possible: rows that are equal, such as records with the same words, cannot be told apart, so no alignment reaches 1 where they repeat.',
  columns: directions.flatMap(({ from, words, short, question }) =>
    ks.map(
      (k): GeometryColumn => ({
        heading: `First ${k}, ${words}`,
        short: `${short} @${k}`,
        explanation:
          k === 1
            ? `${question} first, or among the first 5 and 10, by cosine; ties count by chance.`
            : null,
        text: ({ retrieval: found }, language) =>
          formatNumber(found?.[from][names[k]] ?? null, language),
      }),
    ),
  ),
};

/** What no figure here can tell; arXiv 2604.00279 measured it. */
export const gapCaution =
  'A small gap is no proof of a better fusion. An alignment made after the encoders removes mostly the distance of the centres; how far apart the two distributions remain is what goes with cross-modal quality (arXiv 2604.00279).';

export const geometryThemes: readonly GeometryTheme[] = [gap, spread, retrieval];

/** What recall is to be held against: the same numbers in both directions. */
export function retrievalBounds(
  { retrieval: found }: GeometryFigures,
  language: Language,
): readonly { readonly name: string; readonly cells: readonly string[] }[] {
  if (found === null) return [];
  const both = (recall: typeof found.chance) =>
    [...ks, ...ks].map(k => formatNumber(recall[names[k]], language));
  return [
    { name: 'chance alone', cells: both(found.chance) },
    { name: 'most possible', cells: both(found.ceiling) },
  ];
}
