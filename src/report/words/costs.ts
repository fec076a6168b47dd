import { html, type Markup } from '../markup.ts';
import type { InLanguages } from './languages.ts';

export interface CostsWords {
  readonly title: string;
  readonly making: (embeddings: string, time: string) => string;
  readonly training: (cells: string, time: string) => string;
  readonly thisRun: (made: string, trained: string, cells: string) => string;
  readonly fromEarlier: string;
  readonly wall: string;
  readonly processor: string;
  readonly peak: string;
  readonly onDisk: string;
  readonly oneCase: (rows: string) => Markup;
  readonly embeddings: (encoder: string) => string;
  readonly wholeGrid: string;
  readonly timeSpent: string;
  readonly newCase: string;
  readonly newCaseMedian: string;
  readonly measured: string;
  readonly scale: string;
  readonly columns: readonly [string, string];
  readonly oneSeed: (head: string) => string;
  readonly encode: (modality: 'image' | 'text', name: string) => string;
  readonly classify: string;
  readonly together: string;
  readonly parameters: (head: string) => string;
  readonly encoders: string;
  readonly encoderColumns: readonly string[];
}

export const costsWords: InLanguages<CostsWords> = {
  en: {
    title: 'What it cost',
    making: (embeddings, time) =>
      `Making ${embeddings} took ${time}, over all runs that filled the store; they are made once and used by every head.`,
    training: (cells, time) => `Training all ${cells} of the grid under all seeds took ${time}.`,
    thisRun: (made, trained, cells) => `This run made ${made} and trained ${trained} of ${cells}`,
    fromEarlier: '; the rest was there from earlier',
    wall: 'This run, by the clock',
    processor: 'This run, processor time',
    peak: 'Peak resident memory',
    onDisk: 'Embeddings on disk',
    oneCase: rows =>
      html`Times for one case are medians over cases taken one at a time after a warm-up, on this machine; the time for one case as a whole is the sum of the medians. Reading the file is not in it. Training and inference of each head are in the <a href="#results">results</a> (${rows} at once).`,
    embeddings: encoder => `Embeddings: ${encoder}`,
    wholeGrid: 'Training, the whole grid',
    timeSpent: 'Where the time went',
    newCase: 'Time for one new case',
    newCaseMedian: 'Time for one new case (median)',
    measured: 'Time, measured on this machine',
    scale: 'The bars of a panel start at 0 and share one scale.',
    columns: ['What', 'Time'],
    oneSeed: head => `Training, ${head}, one seed`,
    encode: (modality, name) => `Encode the ${modality}: ${name}`,
    classify: 'Align and classify',
    together: 'Together',
    parameters: head => `Parameters, ${head}`,
    encoders: 'Encoders: the cost of the embeddings',
    encoderColumns: [
      'Encoder',
      'Numbers in a vector',
      'Vectors made',
      'Time',
      'Vectors a second',
      'On disk',
      'One case, median',
      'One case, 95th percentile',
    ],
  },
  es: {
    title: 'Qué costó',
    making: (embeddings, time) =>
      `Calcular ${embeddings} (embeddings) tomó ${time}, sumando todas las ejecuciones que llenaron el almacén; se calculan una vez y los usan todos los clasificadores.`,
    training: (cells, time) =>
      `Entrenar toda la cuadrícula (${cells}) con todas las semillas tomó ${time}.`,
    thisRun: (made, trained, cells) =>
      `Esta ejecución calculó ${made} y entrenó ${trained} de ${cells}`,
    fromEarlier: '; el resto ya existía',
    wall: 'Esta ejecución, tiempo de reloj',
    processor: 'Esta ejecución, tiempo de procesador',
    peak: 'Memoria residente máxima',
    onDisk: 'Vectores en disco',
    oneCase: rows =>
      html`Los tiempos de un caso son medianas de casos tomados uno a uno después de un calentamiento, en esta máquina; el tiempo total de un caso es la suma de las medianas. No incluye leer el archivo. El entrenamiento y la inferencia de cada clasificador están en los <a href="#results">resultados</a> (${rows} a la vez).`,
    embeddings: encoder => `Vectores: ${encoder}`,
    wholeGrid: 'Entrenamiento, toda la cuadrícula',
    timeSpent: 'En qué se fue el tiempo',
    newCase: 'Tiempo para un caso nuevo',
    newCaseMedian: 'Tiempo para un caso nuevo (mediana)',
    measured: 'Tiempo, medido en esta máquina',
    scale: 'Las barras de un panel empiezan en 0 y comparten una escala.',
    columns: ['Qué', 'Tiempo'],
    oneSeed: head => `Entrenamiento, ${head}, una semilla`,
    encode: (modality, name) =>
      `Codificar ${modality === 'image' ? 'la imagen' : 'el texto'}: ${name}`,
    classify: 'Alinear y clasificar',
    together: 'En total',
    parameters: head => `Parámetros, ${head}`,
    encoders: 'Codificadores: el costo de los vectores',
    encoderColumns: [
      'Codificador',
      'Números por vector',
      'Vectores calculados',
      'Tiempo',
      'Vectores por segundo',
      'En disco',
      'Un caso, mediana',
      'Un caso, percentil 95',
    ],
  },
  pt: {
    title: 'Quanto custou',
    making: (embeddings, time) =>
      `Calcular ${embeddings} (embeddings) levou ${time}, somando todas as execuções que encheram o armazém; eles são calculados uma vez e usados por todos os classificadores.`,
    training: (cells, time) =>
      `Treinar toda a grade (${cells}) com todas as sementes levou ${time}.`,
    thisRun: (made, trained, cells) =>
      `Esta execução calculou ${made} e treinou ${trained} de ${cells}`,
    fromEarlier: '; o restante já existia',
    wall: 'Esta execução, tempo de relógio',
    processor: 'Esta execução, tempo de processador',
    peak: 'Memória residente máxima',
    onDisk: 'Vetores em disco',
    oneCase: rows =>
      html`Os tempos de um caso são medianas de casos tomados um a um depois de um aquecimento, nesta máquina; o tempo total de um caso é a soma das medianas. Não inclui ler o arquivo. O treinamento e a inferência de cada classificador estão nos <a href="#results">resultados</a> (${rows} de uma vez).`,
    embeddings: encoder => `Vetores: ${encoder}`,
    wholeGrid: 'Treinamento, toda a grade',
    timeSpent: 'Para onde foi o tempo',
    newCase: 'Tempo para um caso novo',
    newCaseMedian: 'Tempo para um caso novo (mediana)',
    measured: 'Tempo, medido nesta máquina',
    scale: 'As barras de um painel começam em 0 e têm a mesma escala.',
    columns: ['O quê', 'Tempo'],
    oneSeed: head => `Treinamento, ${head}, uma semente`,
    encode: (modality, name) =>
      `Codificar ${modality === 'image' ? 'a imagem' : 'o texto'}: ${name}`,
    classify: 'Alinhar e classificar',
    together: 'No total',
    parameters: head => `Parâmetros, ${head}`,
    encoders: 'Codificadores: o custo dos vetores',
    encoderColumns: [
      'Codificador',
      'Números por vetor',
      'Vetores calculados',
      'Tempo',
      'Vetores por segundo',
      'Em disco',
      'Um caso, mediana',
      'Um caso, percentil 95',
    ],
  },
};
