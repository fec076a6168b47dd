import type { InLanguages } from './languages.ts';

export interface ConfusionWords {
  readonly title: string;
  /** @param seeds `3 seeds` */
  readonly reading: (seeds: string) => string;
  /** After a head: what its table shows. */
  readonly caption: (head: string) => string;
  readonly trueClass: string;
  /** Before the name of a class, for those who hear the table. */
  readonly called: string;
}

export const confusionWords: InLanguages<ConfusionWords> = {
  en: {
    title: 'What is taken for what',
    reading: seeds =>
      `Each row is a true class: the share of its test cases that were called each class, and below it their number, a mean over ${seeds}. A case is called what has the highest score. Framed cells are right.`,
    caption: head => `${head}: true classes and what they were called`,
    trueClass: 'True class',
    called: 'called',
  },
  es: {
    title: 'Qué se confunde con qué',
    reading: seeds =>
      `Cada fila es una clase verdadera: la proporción de sus casos de prueba que se asignó a cada clase y, debajo, su número, promedio de ${seeds}. A cada caso se le asigna la clase con la puntuación más alta. Las celdas enmarcadas son aciertos.`,
    caption: head => `${head}: clases verdaderas y clases asignadas`,
    trueClass: 'Clase verdadera',
    called: 'asignada a',
  },
  pt: {
    title: 'O que se confunde com o quê',
    reading: seeds =>
      `Cada linha é uma classe verdadeira: a proporção dos seus casos de teste atribuída a cada classe e, abaixo, o seu número, média de ${seeds}. A cada caso é atribuída a classe com a maior pontuação. As células emolduradas são acertos.`,
    caption: head => `${head}: classes verdadeiras e classes atribuídas`,
    trueClass: 'Classe verdadeira',
    called: 'atribuída a',
  },
};
