import { html, type Markup } from '../markup.ts';
import type { InLanguages } from './languages.ts';

export interface ResultsWords {
  readonly title: string;
  readonly head: string;
  readonly parameters: string;
  readonly training: string;
  readonly inference: string;
  readonly reading: (how: {
    readonly seeds: string;
    readonly interval: string;
    readonly resamples: string;
    readonly groups: string;
  }) => Markup;
  readonly guess: (guess: {
    readonly largest: string;
    readonly share: string;
    readonly balanced: string;
    readonly auroc: string;
  }) => string;
  readonly chosenCaption: (rows: string) => string;
  readonly allCells: (cells: string) => string;
  readonly allCaption: string;
  /** Beside a head. */
  readonly best: string;
  readonly overview: (metric: string) => string;
  readonly overviewNote: (intervals: string) => string;
  readonly onTestRows: (metric: string, heading: string) => string;
  readonly single: string;
  readonly fused: (pair: string) => string;
}

export const resultsWords: InLanguages<ResultsWords> = {
  en: {
    title: 'Results on the test rows',
    head: 'Head',
    parameters: 'Parameters',
    training: 'Training of one seed',
    inference: 'Inference, all test rows',
    reading: ({ seeds, interval, resamples, groups }) =>
      html`Each fused head stands under the alignment that was best on validation rows. A figure is the mean over ${seeds}; below it is its ${interval} over ${resamples} of ${groups} and of the seeds. Intervals that overlap do not show that two heads are equal, nor do intervals that part show all that can be shown: the <a href="#differences">paired differences</a> answer that. The single modality and the fused head marked “best on validation” are the ones compared on the rest of this page.`,
    guess: ({ largest, share, balanced, auroc }) =>
      `For comparison: calling every case “${largest}”, the largest class in training, would be right in ${share} of the test rows, with a balanced accuracy of ${balanced} and an AUROC of ${auroc}.`,
    chosenCaption: rows => `Test figures with the alignment chosen on validation rows (${rows})`,
    allCells: cells => `All ${cells} of the grid`,
    allCaption: 'Test figures of every cell of the grid; nothing was chosen by them',
    best: 'best on validation',
    overview: metric => `Test ${metric} of each head`,
    overviewNote: intervals =>
      `With ${intervals}; all panels share one scale. The table below has the same figures.`,
    onTestRows: (metric, heading) => `${metric} on test rows: ${heading}`,
    single: 'Single modalities',
    fused: pair => `Fused: ${pair}`,
  },
  es: {
    title: 'Resultados en las filas de prueba',
    head: 'Clasificador',
    parameters: 'Parámetros',
    training: 'Entrenamiento de una semilla',
    inference: 'Inferencia, todas las filas de prueba',
    reading: ({ seeds, interval, resamples, groups }) =>
      html`Cada clasificador de fusión aparece con la alineación que fue mejor en las filas de validación. Cada cifra es el promedio de ${seeds}; debajo está su ${interval}, de ${resamples} de ${groups} y de las semillas. Que dos intervalos se solapen no demuestra que dos clasificadores sean iguales, ni que no se solapen muestra todo lo que puede mostrarse: eso lo responden las <a href="#differences">diferencias pareadas</a>. La modalidad sola y el clasificador de fusión marcados como “mejor en validación” son los que se comparan en el resto de la página.`,
    guess: ({ largest, share, balanced, auroc }) =>
      `Como referencia: asignar todos los casos a “${largest}”, la clase más grande del entrenamiento, acertaría en el ${share} de las filas de prueba, con una exactitud balanceada de ${balanced} y un AUROC de ${auroc}.`,
    chosenCaption: rows =>
      `Cifras de prueba con la alineación elegida en las filas de validación (${rows})`,
    allCells: cells => `Toda la cuadrícula: ${cells}`,
    allCaption: 'Cifras de prueba de todas las celdas de la cuadrícula; nada se eligió con ellas',
    best: 'mejor en validación',
    overview: metric => `${metric} en la prueba, por clasificador`,
    overviewNote: intervals =>
      `Con ${intervals}; todos los paneles comparten una escala. La tabla de abajo tiene las mismas cifras.`,
    onTestRows: (metric, heading) => `${metric} en las filas de prueba: ${heading}`,
    single: 'Modalidades solas',
    fused: pair => `Fusión: ${pair}`,
  },
  pt: {
    title: 'Resultados nas linhas de teste',
    head: 'Classificador',
    parameters: 'Parâmetros',
    training: 'Treinamento de uma semente',
    inference: 'Inferência, todas as linhas de teste',
    reading: ({ seeds, interval, resamples, groups }) =>
      html`Cada classificador de fusão aparece com o alinhamento que foi melhor nas linhas de validação. Cada valor é a média de ${seeds}; abaixo está o seu ${interval}, de ${resamples} de ${groups} e das sementes. Intervalos que se sobrepõem não demonstram que dois classificadores sejam iguais, nem intervalos separados mostram tudo o que se pode mostrar: isso é respondido pelas <a href="#differences">diferenças pareadas</a>. A modalidade isolada e o classificador de fusão marcados como “melhor na validação” são os comparados no restante da página.`,
    guess: ({ largest, share, balanced, auroc }) =>
      `Como referência: atribuir todos os casos a “${largest}”, a maior classe do treinamento, acertaria em ${share} das linhas de teste, com uma acurácia balanceada de ${balanced} e uma AUROC de ${auroc}.`,
    chosenCaption: rows =>
      `Valores de teste com o alinhamento escolhido nas linhas de validação (${rows})`,
    allCells: cells => `Toda a grade: ${cells}`,
    allCaption: 'Valores de teste de todas as células da grade; nada foi escolhido com eles',
    best: 'melhor na validação',
    overview: metric => `${metric} no teste, por classificador`,
    overviewNote: intervals =>
      `Com ${intervals}; todos os painéis têm a mesma escala. A tabela abaixo traz os mesmos valores.`,
    onTestRows: (metric, heading) => `${metric} nas linhas de teste: ${heading}`,
    single: 'Modalidades isoladas',
    fused: pair => `Fusão: ${pair}`,
  },
};
