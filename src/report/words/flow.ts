import type { InLanguages } from './languages.ts';

/** How rows of the data set came to be tested. */
export interface FlowWords {
  readonly title: string;
  readonly reading: string;
  readonly read: string;
  readonly skipped: string;
  /** Rows that an encoder could make no vector of. */
  readonly withoutVectors: string;
  readonly otherwise: string;
  readonly samples: string;
  readonly parts: Readonly<Record<'train' | 'validation' | 'test', string>>;
  readonly inGroups: (groups: string) => string;
}

export const flowWords: InLanguages<FlowWords> = {
  en: {
    title: 'From rows read to cases tested',
    reading: 'What stands indented is left out; the rest goes on to the next line.',
    read: 'Rows read',
    skipped: 'could not be used',
    withoutVectors: 'an encoder could make no vector of them',
    otherwise: 'left out by the split or by the plan',
    samples: 'Samples of the study',
    parts: { train: 'Training', validation: 'Validation', test: 'Test' },
    inGroups: groups => `in ${groups}`,
  },
  es: {
    title: 'De las filas leídas a los casos de prueba',
    reading: 'Lo que aparece sangrado queda excluido; el resto pasa a la línea siguiente.',
    read: 'Filas leídas',
    skipped: 'no se pudieron usar',
    withoutVectors: 'ningún vector: un codificador no pudo con ellas',
    otherwise: 'excluidas por la partición o por el plan',
    samples: 'Muestras del estudio',
    parts: { train: 'Entrenamiento', validation: 'Validación', test: 'Prueba' },
    inGroups: groups => `en ${groups}`,
  },
  pt: {
    title: 'Das linhas lidas aos casos de teste',
    reading: 'O que aparece recuado fica de fora; o restante passa à linha seguinte.',
    read: 'Linhas lidas',
    skipped: 'não puderam ser usadas',
    withoutVectors: 'sem vetor: um codificador não conseguiu produzi-lo',
    otherwise: 'excluídas pela divisão ou pelo plano',
    samples: 'Amostras do estudo',
    parts: { train: 'Treinamento', validation: 'Validação', test: 'Teste' },
    inGroups: groups => `em ${groups}`,
  },
};
