import type { InLanguages } from './languages.ts';

/** What is said of image and record together against each alone. */
export interface JointSignalWords {
  readonly verdicts: Readonly<Record<'shown' | 'not shown' | 'worse', string>>;
  readonly modalities: Readonly<Record<'image' | 'text', string>>;
  /** @param difference a figure and its interval; `p` as `p = 0.012` */
  readonly against: (modality: string, metric: string, difference: string, p: string) => string;
  /** @param p of beating both: the larger of the two */
  readonly both: (p: string) => string;
  readonly undefinedP: string;
  /** Columns of the table of differences. */
  readonly permutationColumn: string;
  readonly holmColumn: string;
  /** Above that table, @param count `12 comparisons` */
  readonly corrected: (count: string, metric: string) => string;
}

export const jointSignalWords: InLanguages<JointSignalWords> = {
  en: {
    verdicts: {
      shown: 'A joint signal is shown: image and record together tell more than either alone.',
      'not shown':
        'A joint signal is not shown: that image and record together tell more than either alone cannot be said.',
      worse: 'Fusion is worse than one modality alone.',
    },
    modalities: { image: 'the image alone', text: 'the record alone' },
    against: (modality, metric, difference, p) =>
      `Against ${modality}, ${metric} changed by ${difference}, ${p}.`,
    both: p =>
      `Of beating both, ${p} (the larger of the two, each from a paired permutation test by group).`,
    undefinedP: 'p undefined',
    permutationColumn: 'p, permutation',
    holmColumn: 'p, Holm',
    corrected: (count, metric) =>
      `The p’s are of ${metric}, from a paired permutation test in which two heads’ predictions change places a whole group at a time; Holm’s are corrected for all ${count}.`,
  },
  es: {
    verdicts: {
      shown:
        'Hay una señal conjunta: imagen y registro juntos dicen más que cualquiera de los dos por separado.',
      'not shown':
        'No se demuestra una señal conjunta: no puede afirmarse que imagen y registro juntos digan más que cualquiera de los dos por separado.',
      worse: 'La fusión es peor que una de las modalidades por separado.',
    },
    modalities: { image: 'a la imagen sola', text: 'al registro solo' },
    against: (modality, metric, difference, p) =>
      `Frente ${modality}, el cambio en ${metric} fue de ${difference}, ${p}.`,
    both: p =>
      `Para superar a ambas, ${p} (el mayor de los dos, cada uno de una prueba de permutación pareada por grupo).`,
    undefinedP: 'p indefinido',
    permutationColumn: 'p, permutación',
    holmColumn: 'p, Holm',
    corrected: (count, metric) =>
      `Los valores p son de ${metric}, de una prueba de permutación pareada en la que las predicciones de dos clasificadores se intercambian por grupos enteros; los de Holm están corregidos por todas las comparaciones (${count}).`,
  },
  pt: {
    verdicts: {
      shown:
        'Há um sinal conjunto: imagem e registro juntos dizem mais do que qualquer um dos dois sozinho.',
      'not shown':
        'Não se demonstra um sinal conjunto: não se pode afirmar que imagem e registro juntos digam mais do que qualquer um dos dois sozinho.',
      worse: 'A fusão é pior do que uma das modalidades sozinha.',
    },
    modalities: { image: 'à imagem isolada', text: 'ao registro isolado' },
    against: (modality, metric, difference, p) =>
      `Em relação ${modality}, a mudança em ${metric} foi de ${difference}, ${p}.`,
    both: p =>
      `Para superar ambas, ${p} (o maior dos dois, cada um de um teste de permutação pareado por grupo).`,
    undefinedP: 'p indefinido',
    permutationColumn: 'p, permutação',
    holmColumn: 'p, Holm',
    corrected: (count, metric) =>
      `Os valores p são de ${metric}, de um teste de permutação pareado em que as predições de dois classificadores trocam de lugar por grupos inteiros; os de Holm estão corrigidos por todas as comparações (${count}).`,
  },
};
