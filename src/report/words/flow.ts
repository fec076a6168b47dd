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
  /** Rows without a picture or a record. */
  readonly incomplete: (rows: string, image: string, text: string) => string;
  /** Samples that were kept though their record is empty. */
  readonly emptyRecords: (rows: string) => string;
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
    incomplete: (rows, image, text) =>
      `Left out because they lack a picture or a record: ${rows} (no usable picture: ${image}; no usable record: ${text}). Every comparison is on the same cases, so no head was trained or tested on these, not even one that can do without a picture or a record.`,
    emptyRecords: rows => `Kept though no field of their record has a value: ${rows}.`,
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
    incomplete: (rows, image, text) =>
      `Excluidas porque les falta la imagen o el registro: ${rows} (sin imagen utilizable: ${image}; sin registro utilizable: ${text}). Toda comparación se hace sobre los mismos casos; por eso ningún modelo se entrenó ni se evaluó con ellas, ni siquiera los que pueden prescindir de la imagen o del registro.`,
    emptyRecords: rows => `Conservadas aunque ningún campo de su registro tiene valor: ${rows}.`,
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
    incomplete: (rows, image, text) =>
      `Excluídas por faltar a imagem ou o registro: ${rows} (sem imagem utilizável: ${image}; sem registro utilizável: ${text}). Toda comparação é feita sobre os mesmos casos; por isso nenhum modelo foi treinado nem avaliado com elas, nem mesmo os que dispensam a imagem ou o registro.`,
    emptyRecords: rows => `Mantidas embora nenhum campo de seu registro tenha valor: ${rows}.`,
  },
};
