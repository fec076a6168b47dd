import type { InLanguages } from './languages.ts';

/** A cell in words: `early fusion`, `image a + text b`, `with centring`. */
interface CellTexts {
  readonly head: string;
  readonly pair: string;
  /** Empty for a single modality. */
  readonly aligned: string;
}

export interface FindingsWords {
  readonly title: string;
  /** Of the study in one sentence. */
  readonly onRows: (rows: string, dataset: string) => string;
  readonly reached: (metric: string, figure: string, interval: string) => string;
  readonly both: (
    rows: string,
    fused: string,
    reached: string,
    single: string,
    its: string,
  ) => string;
  readonly only: (rows: string, head: string, reached: string) => string;
  readonly none: (rows: string) => string;
  readonly best: (cell: CellTexts & { readonly isFused: boolean }) => string;
  readonly bestFigures: (rows: string, figures: string, interval: string) => string;
  readonly chosen: (metric: string) => string;
  /** For which single modality the same holds. */
  readonly standsFor: (single: string) => string;
  readonly noTestRows: string;
  /** Adding one modality to the other, by heads that read the same encoder. */
  readonly addingRecord: (fused: string, single: string) => string;
  readonly addingImage: (fused: string, single: string) => string;
  readonly against: (fused: string, pair: string, single: string, singlePair: string) => string;
  readonly sameSingle: (tally: string) => string;
  readonly leak: string;
  readonly warnings: (counted: string) => string;
  readonly warningLabel: string;
  /** Rows that could not be used; the reasons are a link. */
  readonly skipped: (
    count: number,
    rows: string,
    read: string,
  ) => readonly [before: string, link: string, after: string];
}

export const findingsWords: InLanguages<FindingsWords> = {
  en: {
    title: 'Findings',
    onRows: (rows, dataset) => `On ${rows} of ${dataset}`,
    reached: (metric, figure, interval) => `${metric} ${figure} (${interval})`,
    both: (rows, fused, reached, single, its) =>
      `${rows}, ${fused} of image and record reached ${reached}; ${single} reached ${its}.`,
    only: (rows, head, reached) => `${rows}, ${head} reached ${reached}.`,
    none: rows => `${rows}, no head was trained.`,
    best: ({ head, pair, aligned, isFused }) =>
      `The ${isFused ? 'fused head' : 'head'} with the best validation figure is ${head} of ${pair}${aligned}.`,
    bestFigures: (rows, figures, interval) =>
      `On ${rows} it reached ${figures}, each with its ${interval}.`,
    chosen: metric =>
      `Epochs, λ, alignments and the heads named here were chosen on validation rows only, by ${metric} (epochs by loss).`,
    standsFor: single => `${single}, stands for the single modalities for the same reason.`,
    noTestRows: 'No choice used test rows.',
    addingRecord: (fused, single) => `Adding the record to the image, ${fused} against ${single},`,
    addingImage: (fused, single) => `Adding the image to the record, ${fused} against ${single},`,
    against: (fused, pair, single, singlePair) =>
      `${fused} of ${pair}, against ${single} (${singlePair}),`,
    sameSingle: tally => `Against the same single modality, ${tally}`,
    leak: 'The data give the answer away',
    warnings: counted => `${counted} about the data`,
    warningLabel: 'Warning about the data',
    skipped: (count, rows, read) => [
      `${rows} of ${read} could not be used and ${count === 1 ? 'was' : 'were'} left out; `,
      'the reasons',
      ' are listed below.',
    ],
  },
  es: {
    title: 'Hallazgos',
    onRows: (rows, dataset) => `En ${rows} de ${dataset}`,
    reached: (metric, figure, interval) => `${metric} ${figure} (${interval})`,
    both: (rows, fused, reached, single, its) =>
      `${rows}, ${fused} de imagen y registro alcanzó ${reached}; ${single} alcanzó ${its}.`,
    only: (rows, head, reached) => `${rows}, ${head} alcanzó ${reached}.`,
    none: rows => `${rows}, no se entrenó ningún clasificador.`,
    best: ({ head, pair, aligned, isFused }) =>
      `El ${isFused ? 'clasificador de fusión' : 'clasificador'} con la mejor cifra de validación es ${head} (${pair})${aligned}.`,
    bestFigures: (rows, figures, interval) =>
      `En ${rows} alcanzó ${figures}, cada cifra con su ${interval}.`,
    chosen: metric =>
      `Las épocas, λ, las alineaciones y los clasificadores nombrados aquí se eligieron solo con las filas de validación, según ${metric} (las épocas, según la pérdida).`,
    standsFor: single => `${single}, representa a las modalidades por separado por la misma razón.`,
    noTestRows: 'Ninguna elección usó filas de prueba.',
    addingRecord: (fused, single) =>
      `Añadir el registro a la imagen (${fused} en comparación con ${single})`,
    addingImage: (fused, single) =>
      `Añadir la imagen al registro (${fused} en comparación con ${single})`,
    against: (fused, pair, single, singlePair) =>
      `${fused} (${pair}), en comparación con ${single} (${singlePair}),`,
    sameSingle: tally => `En comparación con la misma modalidad sola, ${tally}`,
    leak: 'Los datos revelan la respuesta',
    warnings: counted => `${counted} sobre los datos`,
    warningLabel: 'Advertencia sobre los datos',
    skipped: (count, rows, read) => [
      `${rows} de ${read} no se ${count === 1 ? 'pudo usar y quedó excluida' : 'pudieron usar y quedaron excluidas'}; `,
      'las razones',
      ' se enumeran más abajo.',
    ],
  },
  pt: {
    title: 'Achados',
    onRows: (rows, dataset) => `Em ${rows} de ${dataset}`,
    reached: (metric, figure, interval) => `${metric} ${figure} (${interval})`,
    both: (rows, fused, reached, single, its) =>
      `${rows}, ${fused} de imagem e registro alcançou ${reached}; ${single} alcançou ${its}.`,
    only: (rows, head, reached) => `${rows}, ${head} alcançou ${reached}.`,
    none: rows => `${rows}, nenhum classificador foi treinado.`,
    best: ({ head, pair, aligned, isFused }) =>
      `O ${isFused ? 'classificador de fusão' : 'classificador'} com o melhor resultado na validação é ${head} (${pair})${aligned}.`,
    bestFigures: (rows, figures, interval) =>
      `Em ${rows} alcançou ${figures}, cada valor com seu ${interval}.`,
    chosen: metric =>
      `As épocas, λ, os alinhamentos e os classificadores citados aqui foram escolhidos somente com as linhas de validação, segundo ${metric} (as épocas, segundo a perda).`,
    standsFor: single => `${single}, representa as modalidades isoladas pela mesma razão.`,
    noTestRows: 'Nenhuma escolha usou linhas de teste.',
    addingRecord: (fused, single) =>
      `Adicionar o registro à imagem (${fused} em comparação com ${single})`,
    addingImage: (fused, single) =>
      `Adicionar a imagem ao registro (${fused} em comparação com ${single})`,
    against: (fused, pair, single, singlePair) =>
      `${fused} (${pair}), em comparação com ${single} (${singlePair}),`,
    sameSingle: tally => `Em comparação com a mesma modalidade isolada, ${tally}`,
    leak: 'Os dados revelam a resposta',
    warnings: counted => `${counted} sobre os dados`,
    warningLabel: 'Aviso sobre os dados',
    skipped: (count, rows, read) => [
      `${rows} de ${read} não ${count === 1 ? 'pôde ser usada e foi excluída' : 'puderam ser usadas e foram excluídas'}; `,
      'os motivos',
      ' estão listados abaixo.',
    ],
  },
};
