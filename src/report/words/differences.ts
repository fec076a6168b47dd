import type { InLanguages } from './languages.ts';

export interface DifferencesWords {
  readonly title: string;
  readonly paired: string;
  readonly uncorrected: (comparisons: string, chance: string, metric: string) => string;
  readonly aSingle: string;
  readonly fusion: (against: string) => string;
  readonly alignment: string;
  readonly caption: (title: string, interval: string) => string;
  readonly head: string;
  readonly lowerIsBetter: (metric: string) => string;
  readonly above: (metric: string) => string;
  readonly forest: (metric: string) => string;
  readonly forestNote: (intervals: string, betterRight: boolean) => string;
  readonly clear: string;
  readonly unclear: string;
  readonly axis: (metric: string) => string;
}

export const differencesWords: InLanguages<DifferencesWords> = {
  en: {
    title: 'Paired differences',
    paired:
      'Both sides of a difference are measured on the same resamples of the same test rows, so that what makes a resample easy or hard for both drops out. An interval that holds 0 does not show that there is no difference; it shows how large one could still be.',
    uncorrected: (comparisons, chance, metric) =>
      `The intervals are not corrected for there being ${comparisons}: if no difference existed at all, about ${chance} of these intervals would still exclude 0 in ${metric} by chance.`,
    aSingle: 'a single modality',
    fusion: against => `Fusion against ${against}`,
    alignment: 'Alignment against no alignment',
    caption: (title, interval) =>
      `${title}: difference on test rows with its ${interval}, bold where that excludes 0`,
    head: 'Head',
    lowerIsBetter: metric => `${metric}, lower is better`,
    above: metric => `Resamples above 0 in ${metric}`,
    forest: metric => `Differences in ${metric} on test rows`,
    forestNote: (intervals, betterRight) =>
      `With ${intervals}. Marks to the ${betterRight ? 'right' : 'left'} of 0 speak for fusion, or for alignment. Mind the scales: each question has its own.`,
    clear: 'interval excludes 0',
    unclear: 'interval holds 0: no difference shown',
    axis: metric => `Difference in ${metric}`,
  },
  es: {
    title: 'Diferencias pareadas',
    paired:
      'Ambos lados de una diferencia se miden en los mismos remuestreos de las mismas filas de prueba, de modo que se cancela lo que hace un remuestreo fácil o difícil para los dos. Un intervalo que incluye el 0 no demuestra que no haya diferencia; muestra qué tan grande podría ser todavía.',
    uncorrected: (comparisons, chance, metric) =>
      `Los intervalos no se corrigen por el hecho de que haya ${comparisons}: aunque no existiera ninguna diferencia, cerca de ${chance} de estos intervalos excluirían el 0 en ${metric} por azar.`,
    aSingle: 'una sola modalidad',
    fusion: against => `Fusión en comparación con ${against}`,
    alignment: 'Alineación en comparación con no alinear',
    caption: (title, interval) =>
      `${title}: diferencia en las filas de prueba con su ${interval}, en negrita donde excluye el 0`,
    head: 'Clasificador',
    lowerIsBetter: metric => `${metric}, menor es mejor`,
    above: metric => `Remuestreos por encima de 0 en ${metric}`,
    forest: metric => `Diferencias en ${metric} en las filas de prueba`,
    forestNote: (intervals, betterRight) =>
      `Con ${intervals}. Las marcas a la ${betterRight ? 'derecha' : 'izquierda'} del 0 favorecen la fusión, o la alineación. Atención a las escalas: cada pregunta tiene la suya.`,
    clear: 'el intervalo excluye el 0',
    unclear: 'el intervalo incluye el 0: diferencia no demostrada',
    axis: metric => `Diferencia en ${metric}`,
  },
  pt: {
    title: 'Diferenças pareadas',
    paired:
      'Os dois lados de uma diferença são medidos nas mesmas reamostragens das mesmas linhas de teste, de modo que se cancela o que torna uma reamostragem fácil ou difícil para ambos. Um intervalo que inclui o 0 não demonstra que não haja diferença; mostra quão grande ela ainda poderia ser.',
    uncorrected: (comparisons, chance, metric) =>
      `Os intervalos não são corrigidos por haver ${comparisons}: mesmo que não existisse nenhuma diferença, cerca de ${chance} desses intervalos excluiriam o 0 em ${metric} por acaso.`,
    aSingle: 'uma só modalidade',
    fusion: against => `Fusão em comparação com ${against}`,
    alignment: 'Alinhamento em comparação com não alinhar',
    caption: (title, interval) =>
      `${title}: diferença nas linhas de teste com seu ${interval}, em negrito onde exclui o 0`,
    head: 'Classificador',
    lowerIsBetter: metric => `${metric}, menor é melhor`,
    above: metric => `Reamostragens acima de 0 em ${metric}`,
    forest: metric => `Diferenças em ${metric} nas linhas de teste`,
    forestNote: (intervals, betterRight) =>
      `Com ${intervals}. Marcas à ${betterRight ? 'direita' : 'esquerda'} do 0 favorecem a fusão, ou o alinhamento. Atenção às escalas: cada pergunta tem a sua.`,
    clear: 'o intervalo exclui o 0',
    unclear: 'o intervalo inclui o 0: diferença não demonstrada',
    axis: metric => `Diferença em ${metric}`,
  },
};
