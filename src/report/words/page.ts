import type { InLanguages } from './languages.ts';

/** What frames the page and recurs in its sections. */
export interface PageWords {
  /** Of the HTML document, after the run's name. */
  readonly title: string;
  readonly skip: string;
  readonly contents: string;
  readonly notice: string;
  readonly madeBy: (version: string) => string;
  readonly nothingSent: string;
  /** Opens the tables of a figure. */
  readonly sameFigures: string;
  /** @param level `95 %` */
  readonly interval: (level: string) => string;
  readonly intervals: (level: string) => string;
}

export const pageWords: InLanguages<PageWords> = {
  en: {
    title: 'Minga study report',
    skip: 'Skip to the findings',
    contents: 'Contents',
    notice: 'Research use only; not a medical device. Scores, not diagnoses.',
    madeBy: version => `Made by Minga ${version}.`,
    nothingSent:
      'This page fetches nothing and sends nothing. It names rows of the data set: treat it as you treat the data.',
    sameFigures: 'The same figures as a table',
    interval: level => `${level} interval`,
    intervals: level => `${level} intervals`,
  },
  es: {
    title: 'Informe de estudio de Minga',
    skip: 'Ir a los hallazgos',
    contents: 'Contenido',
    notice: 'Solo para investigación; no es un dispositivo médico. Puntuaciones, no diagnósticos.',
    madeBy: version => `Generado por Minga ${version}.`,
    nothingSent:
      'Esta página no descarga ni envía nada. Nombra filas del conjunto de datos: trátela como trata los datos.',
    sameFigures: 'Las mismas cifras en una tabla',
    interval: level => `intervalo del ${level}`,
    intervals: level => `intervalos del ${level}`,
  },
  pt: {
    title: 'Relatório de estudo do Minga',
    skip: 'Ir para os achados',
    contents: 'Conteúdo',
    notice: 'Somente para pesquisa; não é um dispositivo médico. Pontuações, não diagnósticos.',
    madeBy: version => `Gerado pelo Minga ${version}.`,
    nothingSent:
      'Esta página não baixa nem envia nada. Ela nomeia linhas do conjunto de dados: trate-a como trata os dados.',
    sameFigures: 'Os mesmos números em uma tabela',
    interval: level => `intervalo de ${level}`,
    intervals: level => `intervalos de ${level}`,
  },
};
