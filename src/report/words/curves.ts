import type { InLanguages } from './languages.ts';

export interface CurvesWords {
  readonly title: string;
  readonly reading: string;
  readonly ensemble: (seeds: string) => string;
  readonly fused: string;
  readonly single: string;
  readonly roc: (name: string) => string;
  readonly area: (areas: string) => string;
  readonly ofClass: (name: string, cases: string) => string;
  readonly mean: string;
  readonly caption: string;
  readonly note: string;
  readonly inTable: (classes: string) => string;
  readonly chance: string;
  readonly tableCaption: string;
  readonly class: string;
  readonly cases: string;
  readonly aurocOf: (name: string) => string;
}

export const curvesWords: InLanguages<CurvesWords> = {
  en: {
    title: 'How well each class is ranked',
    reading:
      'Each curve shows, for every threshold on the score of a class, the share of its cases found (upwards) against the share of the other cases that are called so by mistake (to the right).',
    ensemble: seeds =>
      `The curves are of the mean score over ${seeds}, an ensemble. Their areas can lie a little above the AUROC in the results, which is the mean of each seed’s own area; they carry no interval here and are given with two decimals.`,
    fused: 'fused',
    single: 'single',
    roc: name => `ROC curve on test rows: ${name}`,
    area: areas => `Area under the curve: ${areas}.`,
    ofClass: (name, cases) => `${name} (${cases})`,
    mean: 'Mean of the classes',
    caption: 'ROC curves on test rows, each class against the others',
    note: 'Beside each name: the area under the curve.',
    inTable: classes => `The ${classes} with the fewest cases are in the table only.`,
    chance: 'chance',
    tableCaption: 'Area under the ROC curve of the mean score, each class against the others',
    class: 'Class',
    cases: 'Test cases',
    aurocOf: name => `AUROC (of ${name})`,
  },
  es: {
    title: 'Qué tan bien se ordena cada clase',
    reading:
      'Cada curva muestra, para cada umbral sobre la puntuación de una clase, la proporción de sus casos encontrados (hacia arriba) frente a la proporción de los demás casos que se le asignan por error (hacia la derecha).',
    ensemble: seeds =>
      `Las curvas son de la puntuación media de ${seeds}, un ensamble. Sus áreas pueden quedar un poco por encima del AUROC de los resultados, que es el promedio del área propia de cada semilla; aquí no llevan intervalo y se dan con dos decimales.`,
    fused: 'fusión',
    single: 'sola',
    roc: name => `Curva ROC en las filas de prueba: ${name}`,
    area: areas => `Área bajo la curva: ${areas}.`,
    ofClass: (name, cases) => `${name} (${cases})`,
    mean: 'Promedio de las clases',
    caption: 'Curvas ROC en las filas de prueba, cada clase frente a las demás',
    note: 'Junto a cada nombre: el área bajo la curva.',
    inTable: classes => `Las que tienen menos casos (${classes}) están solo en la tabla.`,
    chance: 'azar',
    tableCaption: 'Área bajo la curva ROC de la puntuación media, cada clase frente a las demás',
    class: 'Clase',
    cases: 'Casos de prueba',
    aurocOf: name => `AUROC (de ${name})`,
  },
  pt: {
    title: 'Quão bem cada classe é ordenada',
    reading:
      'Cada curva mostra, para cada limiar sobre a pontuação de uma classe, a proporção dos seus casos encontrados (para cima) em relação à proporção dos demais casos atribuídos a ela por engano (para a direita).',
    ensemble: seeds =>
      `As curvas são da pontuação média de ${seeds}, um ensemble. Suas áreas podem ficar um pouco acima da AUROC dos resultados, que é a média da área própria de cada semente; aqui não levam intervalo e são dadas com duas casas decimais.`,
    fused: 'fusão',
    single: 'isolada',
    roc: name => `Curva ROC nas linhas de teste: ${name}`,
    area: areas => `Área sob a curva: ${areas}.`,
    ofClass: (name, cases) => `${name} (${cases})`,
    mean: 'Média das classes',
    caption: 'Curvas ROC nas linhas de teste, cada classe em relação às demais',
    note: 'Ao lado de cada nome: a área sob a curva.',
    inTable: classes => `As que têm menos casos (${classes}) estão apenas na tabela.`,
    chance: 'acaso',
    tableCaption: 'Área sob a curva ROC da pontuação média, cada classe em relação às demais',
    class: 'Classe',
    cases: 'Casos de teste',
    aurocOf: name => `AUROC (de ${name})`,
  },
};
