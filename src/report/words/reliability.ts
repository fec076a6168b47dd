import type { InLanguages } from './languages.ts';

export interface ReliabilityWords {
  /** @param method `temperature`; opens a sentence */
  readonly calibrating: (method: string, head: string) => string;
  /** No method was clearly better than none. */
  readonly keptNone: (head: string) => string;
  readonly moves: string;
  readonly movesNone: string;
  readonly caption: string;
  /** @param what the class of two, or null where it is the class predicted */
  readonly note: (what: string | null) => string;
  readonly before: (head: string) => string;
  readonly after: (head: string, method: string) => string;
  readonly diagram: (name: string) => string;
  readonly point: (predicted: string, observed: string, rows: string) => string;
  readonly bin: string;
  readonly ideal: string;
  readonly table: (name: string) => string;
  readonly band: string;
  readonly rows: string;
  readonly predicted: string;
  readonly observed: string;
}

export const reliabilityWords: InLanguages<ReliabilityWords> = {
  en: {
    calibrating: (method, head) => `Calibration (${method}) of ${head}`,
    keptNone: head =>
      `Scores of ${head} are left as they are: on validation rows no calibration had a log loss lower by more than one standard error of the difference.`,
    moves:
      'This calibration treats each class by itself, so it can change which class is called for a row.',
    movesNone: 'A temperature changes no class that is called.',
    caption: 'Reliability: do the probabilities come true? Test rows',
    note: what =>
      `To the right: the mean probability of ${what ?? 'the class predicted'} in a bin. Upwards: the share of its rows in which that came true, with its interval. Larger points hold more rows.`,
    before: head => `${head}, before calibration`,
    after: (head, method) => `${head}, calibrated (${method})`,
    diagram: name => `Reliability diagram: ${name}`,
    point: (predicted, observed, rows) =>
      `probability ${predicted}, came true in ${observed} (${rows})`,
    bin: 'a bin with its interval',
    ideal: 'probability and share agree',
    table: name => `Reliability, bin by bin: ${name}`,
    band: 'Probabilities',
    rows: 'Test rows, mean over seeds',
    predicted: 'Mean probability',
    observed: 'Share that came true',
  },
  es: {
    calibrating: (method, head) => `La calibración (${method}) en ${head}`,
    keptNone: head =>
      `Las puntuaciones quedan como están (${head}): en las filas de validación ninguna calibración tuvo una pérdida logarítmica menor por más de un error estándar de la diferencia.`,
    moves:
      'Esta calibración trata cada clase por separado, así que puede cambiar qué clase se asigna a una fila.',
    movesNone: 'Una temperatura no cambia ninguna clase asignada.',
    caption: 'Fiabilidad: ¿se cumplen las probabilidades? Filas de prueba',
    note: what =>
      `Hacia la derecha: la probabilidad media (${what ?? 'la clase predicha'}) en un tramo. Hacia arriba: la proporción de sus filas en que se cumplió, con su intervalo. Los puntos mayores tienen más filas.`,
    before: head => `${head}, antes de calibrar`,
    after: (head, method) => `${head}, con calibración (${method})`,
    diagram: name => `Diagrama de fiabilidad: ${name}`,
    point: (predicted, observed, rows) =>
      `probabilidad ${predicted}, se cumplió en ${observed} (${rows})`,
    bin: 'un tramo con su intervalo',
    ideal: 'probabilidad y proporción coinciden',
    table: name => `Fiabilidad, tramo por tramo: ${name}`,
    band: 'Probabilidades',
    rows: 'Filas de prueba, promedio de las semillas',
    predicted: 'Probabilidad media',
    observed: 'Proporción que se cumplió',
  },
  pt: {
    calibrating: (method, head) => `A calibração (${method}) aplicada sobre ${head}`,
    keptNone: head =>
      `As pontuações ficam como estão (${head}): nas linhas de validação nenhuma calibração teve uma perda logarítmica menor por mais de um erro padrão da diferença.`,
    moves:
      'Esta calibração trata cada classe em separado, por isso pode mudar qual classe é atribuída a uma linha.',
    movesNone: 'Uma temperatura não muda nenhuma classe atribuída.',
    caption: 'Confiabilidade: as probabilidades se cumprem? Linhas de teste',
    note: what =>
      `Para a direita: a probabilidade média (${what ?? 'a classe predita'}) em uma faixa. Para cima: a proporção das suas linhas em que se cumpriu, com seu intervalo. Pontos maiores têm mais linhas.`,
    before: head => `${head}, antes de calibrar`,
    after: (head, method) => `${head}, com calibração (${method})`,
    diagram: name => `Diagrama de confiabilidade: ${name}`,
    point: (predicted, observed, rows) =>
      `probabilidade ${predicted}, cumpriu-se em ${observed} (${rows})`,
    bin: 'uma faixa com seu intervalo',
    ideal: 'probabilidade e proporção coincidem',
    table: name => `Confiabilidade, faixa por faixa: ${name}`,
    band: 'Probabilidades',
    rows: 'Linhas de teste, média das sementes',
    predicted: 'Probabilidade média',
    observed: 'Proporção que se cumpriu',
  },
};
