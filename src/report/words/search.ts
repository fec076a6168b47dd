import type { InLanguages } from './languages.ts';

export interface SearchWords {
  readonly title: string;
  readonly methods: Readonly<Record<'random' | 'halving', string>>;
  /** @param trials `24 trials` */
  readonly reading: (trials: string, method: string, seed: string, metric: string) => string;
  readonly on: string;
  readonly budget: (limits: string) => string;
  readonly minutes: (count: string) => string;
  readonly optimism: (metric: string, best: string, corrected: string, resamples: string) => string;
  /** Said of halving beside `optimism`. @param last `2 trials` */
  readonly lastRung: (last: string) => string;
  readonly caption: string;
  readonly settings: string;
  readonly best: string;
  readonly usual: string;
  readonly difference: string;
  readonly onValidation: (metric: string) => string;
  readonly onTest: (metric: string) => string;
  readonly units: (count: string) => string;
  readonly linear: string;
  readonly dropout: string;
  readonly rate: string;
  readonly decay: string;
  readonly allTrials: string;
  readonly trialsCaption: string;
  readonly trial: string;
  readonly rung: string;
  readonly epochs: string;
  readonly head: string;
  readonly hidden: string;
}

export const searchWords: InLanguages<SearchWords> = {
  en: {
    title: 'A search for settings',
    methods: {
      random: 'settings drawn at random',
      halving: 'successive halving: many for few epochs, the best third for more',
    },
    reading: (trials, method, seed, metric) =>
      `${trials} (${method}; seed ${seed}), chosen by ${metric} on validation rows. Test rows were read once, after the choice, for the best settings and for the usual ones.`,
    on: 'Searched on:',
    budget: limits => `The budget was ${limits}.`,
    minutes: count => `${count} minutes`,
    optimism: (metric, best, corrected, resamples) =>
      `The best ${metric} of all trials on validation rows, ${best}, is optimistic: it is the best of many. Corrected for the choice it is ${corrected} (bootstrap of the choice, ${resamples}).`,
    lastRung: last =>
      `The correction is for the choice at the last rung alone (${last}): which trials came so far was decided by the same rows, so the corrected figure is still optimistic.`,
    caption: 'The best settings found and the usual ones',
    settings: 'Settings',
    best: 'Best of the search',
    usual: 'Usual settings',
    difference: 'Best − usual, paired',
    onValidation: metric => `${metric}, validation rows`,
    onTest: metric => `${metric}, test rows`,
    units: count => `${count} units`,
    linear: 'linear',
    dropout: 'dropout',
    rate: 'learning rate',
    decay: 'weight decay',
    allTrials: 'All trials',
    trialsCaption: 'Every trial and what it came to on validation rows',
    trial: 'Trial',
    rung: 'Rung',
    epochs: 'Epochs at most',
    head: 'Head',
    hidden: 'Hidden units',
  },
  es: {
    title: 'Una búsqueda de ajustes',
    methods: {
      random: 'ajustes sorteados al azar',
      halving: 'reducción sucesiva: muchos durante pocas épocas, el mejor tercio durante más',
    },
    reading: (trials, method, seed, metric) =>
      `${trials} (${method}; semilla ${seed}), elegidos por ${metric} en las filas de validación. Las filas de prueba se leyeron una vez, después de la elección, para los mejores ajustes y para los habituales.`,
    on: 'Se buscó con:',
    budget: limits => `El presupuesto fue: ${limits}.`,
    minutes: count => `${count} minutos`,
    optimism: (metric, best, corrected, resamples) =>
      `El mejor valor de ${metric} entre todos los ensayos en las filas de validación, ${best}, es optimista: es el mejor entre muchos. Corregido por la elección es ${corrected} (bootstrap de la elección, ${resamples}).`,
    lastRung: last =>
      `La corrección vale solo para la elección en la última ronda (${last}): qué ensayos llegaron hasta ella se decidió con las mismas filas, así que el valor corregido sigue siendo optimista.`,
    caption: 'Los mejores ajustes encontrados y los habituales',
    settings: 'Ajustes',
    best: 'Los mejores de la búsqueda',
    usual: 'Ajustes habituales',
    difference: 'Mejores − habituales, pareada',
    onValidation: metric => `${metric}, filas de validación`,
    onTest: metric => `${metric}, filas de prueba`,
    units: count => `${count} unidades`,
    linear: 'lineal',
    dropout: 'dropout',
    rate: 'tasa de aprendizaje',
    decay: 'decaimiento de pesos',
    allTrials: 'Todos los ensayos',
    trialsCaption: 'Cada ensayo y su resultado en las filas de validación',
    trial: 'Ensayo',
    rung: 'Ronda',
    epochs: 'Épocas como máximo',
    head: 'Clasificador',
    hidden: 'Unidades ocultas',
  },
  pt: {
    title: 'Uma busca de ajustes',
    methods: {
      random: 'ajustes sorteados ao acaso',
      halving: 'redução sucessiva: muitos por poucas épocas, o melhor terço por mais épocas',
    },
    reading: (trials, method, seed, metric) =>
      `${trials} (${method}; semente ${seed}), escolha por ${metric} nas linhas de validação. As linhas de teste foram lidas uma vez, depois da escolha, para os melhores ajustes e para os habituais.`,
    on: 'Buscou-se com:',
    budget: limits => `O orçamento foi: ${limits}.`,
    minutes: count => `${count} minutos`,
    optimism: (metric, best, corrected, resamples) =>
      `O melhor valor de ${metric} entre todas as tentativas nas linhas de validação, ${best}, é otimista: é o melhor entre muitos. Corrigido pela escolha é ${corrected} (bootstrap da escolha, ${resamples}).`,
    lastRung: last =>
      `A correção vale só para a escolha na última rodada (${last}): quais tentativas chegaram até ela foi decidido com as mesmas linhas, de modo que o valor corrigido continua otimista.`,
    caption: 'Os melhores ajustes encontrados e os habituais',
    settings: 'Ajustes',
    best: 'Os melhores da busca',
    usual: 'Ajustes habituais',
    difference: 'Melhores − habituais, pareada',
    onValidation: metric => `${metric}, linhas de validação`,
    onTest: metric => `${metric}, linhas de teste`,
    units: count => `${count} unidades`,
    linear: 'linear',
    dropout: 'dropout',
    rate: 'taxa de aprendizado',
    decay: 'decaimento de pesos',
    allTrials: 'Todas as tentativas',
    trialsCaption: 'Cada tentativa e seu resultado nas linhas de validação',
    trial: 'Tentativa',
    rung: 'Rodada',
    epochs: 'Épocas no máximo',
    head: 'Classificador',
    hidden: 'Unidades ocultas',
  },
};
