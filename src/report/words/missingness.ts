import type { InLanguages } from './languages.ts';

type Means = 'nothing' | 'learned' | 'mean' | 'single';
type Missing = 'none' | 'image' | 'text';

export interface MissingnessWords {
  readonly title: string;
  /** Of which head and which fit; before the head's name. */
  readonly reading: (seed: string, rows: string) => string;
  /** @param share of the training rows */
  readonly trainedWith: (share: string) => string;
  readonly trainedWithout: string;
  /** As the heading of a row. */
  readonly missing: Readonly<Record<Missing, string>>;
  /** Within a row, and in a sentence after a colon. */
  readonly means: Readonly<Record<Means, string>>;
  readonly finding: (
    missing: string,
    means: string,
    metric: string,
    left: string,
    whole: string,
  ) => string;
  readonly notPaired: string;
  readonly caption: string;
  readonly case: string;
  readonly answer: string;
  readonly onValidation: (metric: string) => string;
  readonly onTest: (metric: string) => string;
  readonly best: string;
  readonly other: string;
  readonly chart: (metric: string) => string;
  readonly chartNote: string;
}

export const missingnessWords: InLanguages<MissingnessWords> = {
  en: {
    title: 'When the image or the record is missing',
    reading: (seed, rows) =>
      `The image, then the record, is taken from each of ${rows}, and the best fused head answers by each means there is. Which means is best is told by validation rows. All of this is of the first seed’s head alone (seed ${seed}), so its figures differ from the means over seeds elsewhere. The head:`,
    trainedWith: share =>
      `In training ${share} of the rows lost their image and as many their record, so that the head learned what stands in for them.`,
    trainedWithout:
      'The head was trained on whole rows alone: it has learned no stand-in for what is missing.',
    missing: { none: 'With both', image: 'Without the image', text: 'Without the record' },
    means: {
      nothing: 'nothing stands in',
      learned: 'a stand-in learned with the head',
      mean: 'the mean training vector in its place',
      single: 'the head of the other modality alone answers',
    },
    finding: (missing, means, metric, left, whole) =>
      `${missing} the best means on validation rows is: ${means}. On test rows it leaves ${metric} at ${left}; with both it is ${whole}.`,
    notPaired: 'Each interval is of its own figure, not of a difference.',
    caption: 'Figures where a modality is missing from every case',
    case: 'Missing',
    answer: 'Means',
    onValidation: metric => `${metric}, validation rows`,
    onTest: metric => `${metric}, test rows`,
    best: 'best on validation rows',
    other: 'other means',
    chart: metric => `${metric} where a modality is missing`,
    chartNote: 'On test rows, with intervals.',
  },
  es: {
    title: 'Cuando falta la imagen o el registro',
    reading: (seed, rows) =>
      `Se quita la imagen, y después el registro, en ${rows}, y el mejor clasificador de fusión responde por cada medio que hay. Cuál es el mejor medio lo dicen las filas de validación. Todo esto es solo del clasificador de la primera semilla (semilla ${seed}), por lo que sus cifras difieren de las medias sobre semillas del resto de la página. El clasificador:`,
    trainedWith: share =>
      `En el entrenamiento, ${share} de las filas perdieron su imagen y otras tantas su registro, para que el clasificador aprendiera qué los sustituye.`,
    trainedWithout:
      'El clasificador se entrenó solo con filas completas: no ha aprendido ningún sustituto de lo que falta.',
    missing: { none: 'Con ambos', image: 'Sin la imagen', text: 'Sin el registro' },
    means: {
      nothing: 'nada se sustituye',
      learned: 'un sustituto aprendido con el clasificador',
      mean: 'el vector medio de entrenamiento en su lugar',
      single: 'responde solo el clasificador de la otra modalidad',
    },
    finding: (missing, means, metric, left, whole) =>
      `${missing}, el mejor medio en las filas de validación es: ${means}. En las filas de prueba deja este valor de ${metric}: ${left}; con ambos es ${whole}.`,
    notPaired: 'Cada intervalo es de su propia cifra, no de una diferencia.',
    caption: 'Cifras cuando falta una modalidad en todos los casos',
    case: 'Falta',
    answer: 'Medio',
    onValidation: metric => `${metric}, filas de validación`,
    onTest: metric => `${metric}, filas de prueba`,
    best: 'el mejor en las filas de validación',
    other: 'otro medio',
    chart: metric => `${metric} cuando falta una modalidad`,
    chartNote: 'En las filas de prueba, con intervalos.',
  },
  pt: {
    title: 'Quando falta a imagem ou o registro',
    reading: (seed, rows) =>
      `Retira-se a imagem, e depois o registro, em ${rows}, e o melhor classificador de fusão responde por cada meio que existe. Qual meio é o melhor é dito pelas linhas de validação. Tudo isto é apenas do classificador da primeira semente (semente ${seed}), por isso seus números diferem das médias sobre sementes do restante da página. O classificador:`,
    trainedWith: share =>
      `No treinamento, ${share} das linhas perderam a imagem e outras tantas o registro, para que o classificador aprendesse o que os substitui.`,
    trainedWithout:
      'O classificador foi treinado apenas com linhas completas: não aprendeu nenhum substituto para o que falta.',
    missing: { none: 'Com ambos', image: 'Sem a imagem', text: 'Sem o registro' },
    means: {
      nothing: 'nada é substituído',
      learned: 'um substituto aprendido com o classificador',
      mean: 'o vetor médio de treinamento em seu lugar',
      single: 'responde só o classificador da outra modalidade',
    },
    finding: (missing, means, metric, left, whole) =>
      `${missing}, o melhor meio nas linhas de validação é: ${means}. Nas linhas de teste ele deixa este valor de ${metric}: ${left}; com ambos é ${whole}.`,
    notPaired: 'Cada intervalo é do seu próprio número, não de uma diferença.',
    caption: 'Números quando falta uma modalidade em todos os casos',
    case: 'Falta',
    answer: 'Meio',
    onValidation: metric => `${metric}, linhas de validação`,
    onTest: metric => `${metric}, linhas de teste`,
    best: 'o melhor nas linhas de validação',
    other: 'outro meio',
    chart: metric => `${metric} quando falta uma modalidade`,
    chartNote: 'Nas linhas de teste, com intervalos.',
  },
};
