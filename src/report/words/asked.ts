import type { InLanguages } from './languages.ts';

/** What a plan asked for, in words. */
export interface AskedWords {
  readonly title: string;
  readonly question: (dataset: string, classes: string) => string;
  readonly fusion: string;
  readonly alignment: string;
  readonly compared: (cells: string, seeds: string) => string;
  readonly chosenBy: (metric: string) => string;
  readonly heads: string;
  readonly alignments: string;
  readonly imageEncoders: string;
  readonly textEncoders: string;
  readonly none: string;
  readonly paper: string;
}

export const askedWords: InLanguages<AskedWords> = {
  en: {
    title: 'What was asked',
    question: (dataset, classes) =>
      `How well can each case of ${dataset} be put into one of ${classes} from vectors of its picture and of its record?`,
    fusion: 'Is that better with both than with one of them alone?',
    alignment: 'Does it help to align the two before they are put together?',
    compared: (cells, seeds) => `The grid has ${cells}, each trained under ${seeds}.`,
    chosenBy: metric => `What is chosen is chosen on validation rows, by ${metric}.`,
    heads: 'Heads',
    alignments: 'Alignments',
    imageEncoders: 'Image encoders',
    textEncoders: 'Text encoders',
    none: 'none',
    paper: 'The paper’s own protocol was asked for beside it; its figures are optimistic.',
  },
  es: {
    title: 'Qué se preguntó',
    question: (dataset, classes) =>
      `¿Qué tan bien se puede asignar cada caso de ${dataset} a una de ${classes} a partir de vectores de su imagen y de su registro?`,
    fusion: '¿Es mejor con ambos que con uno solo?',
    alignment: '¿Ayuda alinearlos antes de unirlos?',
    compared: (cells, seeds) => `La cuadrícula tiene ${cells}, cada una entrenada con ${seeds}.`,
    chosenBy: metric => `Lo que se elige se elige en las filas de validación, según ${metric}.`,
    heads: 'Clasificadores',
    alignments: 'Alineaciones',
    imageEncoders: 'Codificadores de imagen',
    textEncoders: 'Codificadores de texto',
    none: 'ninguno',
    paper: 'También se pidió el protocolo propio del artículo; sus cifras son optimistas.',
  },
  pt: {
    title: 'O que se perguntou',
    question: (dataset, classes) =>
      `Quão bem cada caso de ${dataset} pode ser atribuído a uma de ${classes} a partir de vetores da sua imagem e do seu registro?`,
    fusion: 'É melhor com ambos do que com um só?',
    alignment: 'Ajuda alinhá-los antes de uni-los?',
    compared: (cells, seeds) => `A grade tem ${cells}, cada uma treinada com ${seeds}.`,
    chosenBy: metric => `O que se escolhe é escolhido nas linhas de validação, segundo ${metric}.`,
    heads: 'Classificadores',
    alignments: 'Alinhamentos',
    imageEncoders: 'Codificadores de imagem',
    textEncoders: 'Codificadores de texto',
    none: 'nenhum',
    paper: 'Também se pediu o protocolo do próprio artigo; seus valores são otimistas.',
  },
};
