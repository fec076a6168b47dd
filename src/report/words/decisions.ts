import type { InLanguages } from './languages.ts';

export interface DecisionWords {
  readonly rules: {
    readonly youden: string;
    readonly f1: string;
    readonly sensitivity: (least: string) => string;
    readonly specificity: (least: string) => string;
    readonly cost: (missed: string, alarm: string) => string;
  };
  readonly reached: string;
  /** @param classes a list of them */
  readonly unreached: (classes: string) => string;
  readonly precisionRecall: string;
  readonly precisionRecallNote: string;
  readonly precisionRecallOf: (name: string) => string;
  readonly averagePrecision: (figure: string, range: string, prevalence: string) => string;
  readonly area: string;
  readonly areaTable: string;
  readonly prevalence: string;
  readonly model: string;
  readonly share: string;
  readonly inTable: (classes: string) => string;
  readonly decision: string;
  readonly decisionNote: string;
  readonly decisionOf: (name: string) => string;
  /** How many of the thresholds beat both. */
  readonly better: (count: string, of: string) => string;
  readonly everyone: string;
  readonly noOne: string;
  readonly decisionTable: (name: string) => string;
}

export const decisionWords: InLanguages<DecisionWords> = {
  en: {
    rules: {
      youden:
        'Each threshold is the one with the largest sum of sensitivity and specificity on validation rows.',
      f1: 'Each threshold is the one with the largest F1 on validation rows.',
      sensitivity: least =>
        `Each threshold is the highest whose sensitivity on validation rows is at least ${least}.`,
      specificity: least =>
        `Each threshold is the lowest whose specificity on validation rows is at least ${least}.`,
      cost: (missed, alarm) =>
        `Each threshold is the one with the least cost on validation rows, where a missed case costs ${missed} and a false alarm ${alarm}.`,
    },
    reached: 'The rule could be kept on validation rows for every class and seed.',
    unreached: classes =>
      `The rule could not be kept on validation rows under every seed for: ${classes}.`,
    precisionRecall: 'Precision and recall on test rows, each class against the others',
    precisionRecallNote:
      'To the right: the share of the cases found (recall). Upwards: the share of the rows called so that are cases (precision). Beside each name: the average precision, mean over seeds, with its interval.',
    precisionRecallOf: name => `Precision–recall curve on test rows: ${name}`,
    averagePrecision: (figure, range, prevalence) =>
      `Average precision ${figure} (${range}); by chance it would be ${prevalence}.`,
    area: 'Average precision',
    areaTable: 'Average precision on test rows, each class against the others',
    prevalence: 'Share of test rows',
    model: 'the head’s scores',
    share: 'share of the class: chance',
    inTable: classes => `The ${classes} with the fewest cases are in the tables only.`,
    decision: 'Net benefit of acting on the score, test rows',
    decisionNote:
      'To the right: the probability from which one would act. Upwards: cases found, less false alarms weighed by that threshold’s odds, for each row. A score is worth acting on where its line is above both others. The band is its interval.',
    decisionOf: name => `Decision curve on test rows: ${name}`,
    better: (count, of) =>
      `Acting on the score has the largest net benefit, its interval above both others, at ${count} of ${of} thresholds.`,
    everyone: 'act on everyone',
    noOne: 'act on no one',
    decisionTable: name => `Net benefit on test rows: ${name}`,
  },
  es: {
    rules: {
      youden:
        'Cada umbral es el de mayor suma de sensibilidad y especificidad en las filas de validación.',
      f1: 'Cada umbral es el de mayor F1 en las filas de validación.',
      sensitivity: least =>
        `Cada umbral es el más alto cuya sensibilidad en las filas de validación es al menos ${least}.`,
      specificity: least =>
        `Cada umbral es el más bajo cuya especificidad en las filas de validación es al menos ${least}.`,
      cost: (missed, alarm) =>
        `Cada umbral es el de menor costo en las filas de validación; un caso perdido cuesta ${missed} y una falsa alarma ${alarm}.`,
    },
    reached: 'La regla se pudo cumplir en las filas de validación para cada clase y semilla.',
    unreached: classes =>
      `La regla no se pudo cumplir en las filas de validación con todas las semillas para: ${classes}.`,
    precisionRecall: 'Precisión y sensibilidad en las filas de prueba, cada clase frente al resto',
    precisionRecallNote:
      'Hacia la derecha: la proporción de los casos encontrados. Hacia arriba: la proporción de las filas asignadas que son casos (precisión). Junto a cada nombre: la precisión media, promedio de las semillas, con su intervalo.',
    precisionRecallOf: name => `Curva de precisión y sensibilidad en las filas de prueba: ${name}`,
    averagePrecision: (figure, range, prevalence) =>
      `Precisión media ${figure} (${range}); por azar sería ${prevalence}.`,
    area: 'Precisión media',
    areaTable: 'Precisión media en las filas de prueba, cada clase frente al resto',
    prevalence: 'Proporción de las filas de prueba',
    model: 'las puntuaciones del clasificador',
    share: 'proporción de la clase: azar',
    inTable: classes => `Las que tienen menos casos (${classes}) están solo en las tablas.`,
    decision: 'Beneficio neto de actuar según la puntuación, filas de prueba',
    decisionNote:
      'Hacia la derecha: la probabilidad desde la que se actuaría. Hacia arriba: los casos encontrados menos las falsas alarmas pesadas con la razón (odds) de ese umbral, por fila. Vale la pena actuar según la puntuación donde su línea está por encima de las otras dos. La banda es su intervalo.',
    decisionOf: name => `Curva de decisión en las filas de prueba: ${name}`,
    better: (count, of) =>
      `Actuar según la puntuación tiene el mayor beneficio neto, con su intervalo por encima de los otros dos, en ${count} de ${of} umbrales.`,
    everyone: 'actuar en todos',
    noOne: 'no actuar en nadie',
    decisionTable: name => `Beneficio neto en las filas de prueba: ${name}`,
  },
  pt: {
    rules: {
      youden:
        'Cada limiar é o de maior soma de sensibilidade e especificidade nas linhas de validação.',
      f1: 'Cada limiar é o de maior F1 nas linhas de validação.',
      sensitivity: least =>
        `Cada limiar é o mais alto cuja sensibilidade nas linhas de validação é pelo menos ${least}.`,
      specificity: least =>
        `Cada limiar é o mais baixo cuja especificidade nas linhas de validação é pelo menos ${least}.`,
      cost: (missed, alarm) =>
        `Cada limiar é o de menor custo nas linhas de validação; um caso perdido custa ${missed} e um alarme falso ${alarm}.`,
    },
    reached: 'A regra pôde ser cumprida nas linhas de validação para cada classe e semente.',
    unreached: classes =>
      `A regra não pôde ser cumprida nas linhas de validação com todas as sementes para: ${classes}.`,
    precisionRecall: 'Precisão e sensibilidade nas linhas de teste, cada classe contra o resto',
    precisionRecallNote:
      'Para a direita: a proporção dos casos encontrados. Para cima: a proporção das linhas assim classificadas que são casos (precisão). Ao lado de cada nome: a precisão média, média das sementes, com seu intervalo.',
    precisionRecallOf: name => `Curva de precisão e sensibilidade nas linhas de teste: ${name}`,
    averagePrecision: (figure, range, prevalence) =>
      `Precisão média ${figure} (${range}); por acaso seria ${prevalence}.`,
    area: 'Precisão média',
    areaTable: 'Precisão média nas linhas de teste, cada classe contra o resto',
    prevalence: 'Proporção das linhas de teste',
    model: 'as pontuações do classificador',
    share: 'proporção da classe: acaso',
    inTable: classes => `As que têm menos casos (${classes}) estão apenas nas tabelas.`,
    decision: 'Benefício líquido de agir segundo a pontuação, linhas de teste',
    decisionNote:
      'Para a direita: a probabilidade a partir da qual se agiria. Para cima: os casos encontrados menos os alarmes falsos pesados pela razão (odds) desse limiar, por linha. Vale a pena agir segundo a pontuação onde sua linha está acima das outras duas. A faixa é seu intervalo.',
    decisionOf: name => `Curva de decisão nas linhas de teste: ${name}`,
    better: (count, of) =>
      `Agir segundo a pontuação tem o maior benefício líquido, com seu intervalo acima dos outros dois, em ${count} de ${of} limiares.`,
    everyone: 'agir em todos',
    noOne: 'não agir em ninguém',
    decisionTable: name => `Benefício líquido nas linhas de teste: ${name}`,
  },
};
