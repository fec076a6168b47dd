import type { InLanguages } from './languages.ts';

export interface DataWords {
  readonly title: string;
  readonly read: (read: {
    readonly count: number;
    readonly rows: string;
    readonly dataset: string;
    readonly samples: string;
    readonly leftCount: number;
    readonly left: string;
  }) => string;
  readonly noText: string;
  readonly textFrom: (fields: string) => string;
  readonly noGroup: string;
  readonly straddling: (method: string, count: number, groups: string, column: string) => string;
  readonly whole: (column: string, groups: string) => string;
  readonly ofSplit: string;
  readonly allRows: string;
  readonly groups: string;
  readonly caption: string;
  readonly columns: readonly [string, string, string, string];
  readonly leftOut: (rows: string, codes: string) => string;
  readonly skippedCaption: string;
  readonly skippedColumns: readonly [string, string, string, string];
  readonly more: (count: string) => string;
}

export const dataWords: InLanguages<DataWords> = {
  en: {
    title: 'Data',
    read: ({ count, rows, dataset, samples, leftCount, left }) =>
      `${rows} of ${dataset} ${count === 1 ? 'was' : 'were'} read; ${samples} had everything that the study needs${leftCount === 0 ? '; none was left out' : `; ${left} ${leftCount === 1 ? 'was' : 'were'} left out`}.`,
    noText: 'No column was made into text.',
    textFrom: fields => `The record’s text is made from ${fields}.`,
    noGroup:
      'No column names a group, so the rows were divided one by one. If several rows belong to one person, lesion or place, rows that are alike stand on both sides of the split, and the test figures are too high.',
    straddling: (method, count, groups, column) =>
      `The split (${method}) does not keep groups whole: ${groups} by ${column} ${count === 1 ? 'has' : 'have'} rows in more than one part.`,
    whole: (column, groups) =>
      `The split keeps groups whole: the rows of one ${column} are all in one part, and none of ${groups} is on two sides.`,
    ofSplit: 'Of the split:',
    allRows: 'All rows',
    groups: 'Groups',
    caption: 'Samples of each class in each part',
    columns: ['Class', 'Training', 'Validation', 'Test'],
    leftOut: (rows, codes) => `${rows} left out: ${codes}`,
    skippedCaption: 'Rows left out, and why',
    skippedColumns: ['Place', 'Id', 'Code', 'Reason'],
    more: count => `${count} more are in results.json.`,
  },
  es: {
    title: 'Datos',
    read: ({ count, rows, dataset, samples, leftCount, left }) =>
      `Se ${count === 1 ? 'leyó' : 'leyeron'} ${rows} de ${dataset}; ${samples} tenían todo lo que el estudio necesita${leftCount === 0 ? '; ninguna quedó excluida' : `; ${left} ${leftCount === 1 ? 'quedó excluida' : 'quedaron excluidas'}`}.`,
    noText: 'Ninguna columna se convirtió en texto.',
    textFrom: fields => `El texto del registro se forma con ${fields}.`,
    noGroup:
      'Ninguna columna nombra un grupo, así que las filas se repartieron una por una. Si varias filas pertenecen a una misma persona, lesión o lugar, habrá filas parecidas a ambos lados de la partición y las cifras de prueba serán demasiado altas.',
    straddling: (method, count, groups, column) =>
      `La partición (${method}) no mantiene enteros los grupos: ${groups} según ${column} ${count === 1 ? 'tiene' : 'tienen'} filas en más de una parte.`,
    whole: (column, groups) =>
      `La partición mantiene enteros los grupos: las filas de un mismo ${column} están todas en una parte, y ninguno de los ${groups} está en dos.`,
    ofSplit: 'Sobre la partición:',
    allRows: 'Todas las filas',
    groups: 'Grupos',
    caption: 'Muestras de cada clase en cada parte',
    columns: ['Clase', 'Entrenamiento', 'Validación', 'Prueba'],
    leftOut: (rows, codes) => `Excluidas: ${rows} (${codes})`,
    skippedCaption: 'Filas excluidas y por qué',
    skippedColumns: ['Lugar', 'Id', 'Código', 'Razón'],
    more: count => `${count} más están en results.json.`,
  },
  pt: {
    title: 'Dados',
    read: ({ count, rows, dataset, samples, leftCount, left }) =>
      `${count === 1 ? 'Foi lida' : 'Foram lidas'} ${rows} de ${dataset}; ${samples} tinham tudo de que o estudo precisa${leftCount === 0 ? '; nenhuma foi excluída' : `; ${left} ${leftCount === 1 ? 'foi excluída' : 'foram excluídas'}`}.`,
    noText: 'Nenhuma coluna foi transformada em texto.',
    textFrom: fields => `O texto do registro é formado com ${fields}.`,
    noGroup:
      'Nenhuma coluna indica um grupo, então as linhas foram divididas uma a uma. Se várias linhas pertencem a uma mesma pessoa, lesão ou lugar, haverá linhas parecidas dos dois lados da divisão, e os valores de teste serão altos demais.',
    straddling: (method, count, groups, column) =>
      `A divisão (${method}) não mantém os grupos inteiros: ${groups} por ${column} ${count === 1 ? 'tem' : 'têm'} linhas em mais de uma parte.`,
    whole: (column, groups) =>
      `A divisão mantém os grupos inteiros: as linhas de um mesmo ${column} estão todas em uma parte, e nenhum dos ${groups} está em duas.`,
    ofSplit: 'Sobre a divisão:',
    allRows: 'Todas as linhas',
    groups: 'Grupos',
    caption: 'Amostras de cada classe em cada parte',
    columns: ['Classe', 'Treinamento', 'Validação', 'Teste'],
    leftOut: (rows, codes) => `Excluídas: ${rows} (${codes})`,
    skippedCaption: 'Linhas excluídas e por quê',
    skippedColumns: ['Lugar', 'Id', 'Código', 'Motivo'],
    more: count => `Outras ${count} estão em results.json.`,
  },
};
