import type { InLanguages } from './languages.ts';

export interface MastheadWords {
  readonly made: string;
  readonly dataset: string;
  readonly samples: string;
  readonly ofRead: (rows: string, read: string) => string;
  readonly classes: string;
  readonly split: string;
  readonly byRow: string;
  readonly byGroup: (column: string) => string;
  readonly test: string;
  readonly imageEncoders: string;
  readonly textEncoders: string;
  readonly numbers: (name: string, dimension: string) => string;
  readonly none: string;
}

export const mastheadWords: InLanguages<MastheadWords> = {
  en: {
    made: 'Made',
    dataset: 'Data set',
    samples: 'Samples',
    ofRead: (rows, read) => `${rows} of ${read} read`,
    classes: 'Classes',
    split: 'Split',
    byRow: 'by row',
    byGroup: column => `by group (${column})`,
    test: 'Test',
    imageEncoders: 'Image encoders',
    textEncoders: 'Text encoders',
    numbers: (name, dimension) => `${name} (${dimension} numbers)`,
    none: 'none',
  },
  es: {
    made: 'Fecha',
    dataset: 'Conjunto de datos',
    samples: 'Muestras',
    ofRead: (rows, read) => `${rows} de ${read} leídas`,
    classes: 'Clases',
    split: 'Partición',
    byRow: 'por fila',
    byGroup: column => `por grupo (${column})`,
    test: 'Prueba',
    imageEncoders: 'Codificadores de imagen',
    textEncoders: 'Codificadores de texto',
    numbers: (name, dimension) => `${name} (${dimension} números)`,
    none: 'ninguno',
  },
  pt: {
    made: 'Data',
    dataset: 'Conjunto de dados',
    samples: 'Amostras',
    ofRead: (rows, read) => `${rows} de ${read} lidas`,
    classes: 'Classes',
    split: 'Divisão',
    byRow: 'por linha',
    byGroup: column => `por grupo (${column})`,
    test: 'Teste',
    imageEncoders: 'Codificadores de imagem',
    textEncoders: 'Codificadores de texto',
    numbers: (name, dimension) => `${name} (${dimension} números)`,
    none: 'nenhum',
  },
};
