import type { InLanguages } from './languages.ts';

/** What the study says of alignment, in sentences. */
export interface AlignmentWords {
  /** @param aligner `shift, λ = 0.5`; @param head a phrase: it opens a sentence */
  readonly bestAligned: (aligner: string, head: string) => string;
  /** @param rest what was chosen */
  readonly didItHelp: (answer: string, rest: string) => string;
  readonly chose: (aligner: string) => string;
  readonly choseByRule: (choice: {
    readonly aligner: string;
    readonly best: string;
    readonly behind: string;
    readonly metric: string;
    readonly error: string;
  }) => string;
  /** What the paper's protocol would have claimed. */
  readonly claim: (figure: string) => string;
  readonly noClaim: string;
  readonly claimed: (gain: string, area: string | null, lambda: string) => string;
  readonly unshifted: (count: string, heads: string) => string;
  readonly tally: (kind: string, tally: string) => string;
  readonly estimates: (least: string, most: string) => string;
  readonly learnedBySteps: string;
  /** @param lambda `λ = 0.5` */
  readonly shiftOn: (lambda: string) => string;
  readonly on: (aligner: string, head: string, pair: string | null) => string;
}

export const alignmentWords: InLanguages<AlignmentWords> = {
  en: {
    bestAligned: (aligner, head) =>
      `Alignment by ${aligner} (the best one on validation rows) of ${head}`,
    didItHelp: (answer, rest) => `Did alignment help here? ${answer} ${rest}`,
    chose: aligner => `The validation rows chose ${aligner}.`,
    choseByRule: ({ aligner, best, behind, metric, error }) =>
      `The rule of one standard error chose ${aligner}: on validation rows it is ${behind} behind ${best} in ${metric}, with a standard error of ${error}.`,
    claim: figure =>
      `Optimistic: the paper’s protocol (gap vector from all rows, one run, best epoch and best λ read off the test rows) ${figure}.`,
    noClaim: 'would have claimed nothing here: λ = 0 came out best',
    claimed: (gain, area, lambda) =>
      `would have claimed ${gain} in macro F1${area === null ? '' : ` (AUROC ${area})`} for the shift with ${lambda}`,
    unshifted: (count, heads) =>
      `On ${count} of ${heads} the validation rows chose λ = 0, which is no shift at all.`,
    tally: (kind, tally) => `${kind}, against no alignment: ${tally}`,
    estimates: (least, most) => `The estimates run from ${least} to ${most}.`,
    learnedBySteps:
      'The linear head behind a learned λ is trained by steps, the one without to its minimum: what it loses may be that.',
    shiftOn: lambda => `Shift (${lambda})`,
    on: (aligner, head, pair) => `${aligner} on ${head}${pair === null ? '' : ` of ${pair}`}`,
  },
  es: {
    bestAligned: (aligner, head) =>
      `Alinear (${aligner}, la mejor alineación en las filas de validación; ${head})`,
    didItHelp: (answer, rest) => `¿Ayudó aquí la alineación? ${answer} ${rest}`,
    chose: aligner => `Elección en las filas de validación: ${aligner}.`,
    choseByRule: ({ aligner, best, behind, metric, error }) =>
      `Elección según la regla de un error estándar: ${aligner}. En las filas de validación su ${metric} queda a ${behind} de la mejor opción (${best}), con un error estándar de ${error}.`,
    claim: figure =>
      `Optimista: el protocolo del artículo (vector de la brecha calculado con todas las filas, una sola ejecución, mejor época y mejor λ leídas en las filas de prueba) ${figure}.`,
    noClaim: 'no habría afirmado nada aquí: λ = 0 resultó ser lo mejor',
    claimed: (gain, area, lambda) =>
      `habría afirmado ${gain} en F1 macro${area === null ? '' : ` (AUROC ${area})`} para el desplazamiento con ${lambda}`,
    unshifted: (count, heads) =>
      `En ${count} de ${heads} las filas de validación eligieron λ = 0, es decir, ningún desplazamiento.`,
    tally: (kind, tally) => `${kind}, en comparación con no alinear: ${tally}`,
    estimates: (least, most) => `Las estimaciones van de ${least} a ${most}.`,
    learnedBySteps:
      'El clasificador lineal que aprende λ se entrena por pasos; el que no la aprende, hasta su mínimo: lo que pierde puede deberse a eso.',
    shiftOn: lambda => `Desplazamiento (${lambda})`,
    on: (aligner, head, pair) => `${aligner} con ${head}${pair === null ? '' : ` (${pair})`}`,
  },
  pt: {
    bestAligned: (aligner, head) =>
      `Alinhar (${aligner}, o melhor alinhamento nas linhas de validação; ${head})`,
    didItHelp: (answer, rest) => `O alinhamento ajudou aqui? ${answer} ${rest}`,
    chose: aligner => `Escolha nas linhas de validação: ${aligner}.`,
    choseByRule: ({ aligner, best, behind, metric, error }) =>
      `Escolha pela regra de um erro padrão: ${aligner}. Nas linhas de validação, ${metric} fica a ${behind} da melhor opção (${best}), com um erro padrão de ${error}.`,
    claim: figure =>
      `Otimista: o protocolo do artigo (vetor da lacuna calculado com todas as linhas, uma só execução, melhor época e melhor λ lidas nas linhas de teste) ${figure}.`,
    noClaim: 'não teria afirmado nada aqui: λ = 0 foi o melhor',
    claimed: (gain, area, lambda) =>
      `teria afirmado ${gain} em F1 macro${area === null ? '' : ` (AUROC ${area})`} para o deslocamento com ${lambda}`,
    unshifted: (count, heads) =>
      `Em ${count} de ${heads} as linhas de validação escolheram λ = 0, ou seja, nenhum deslocamento.`,
    tally: (kind, tally) => `${kind}, em comparação com não alinhar: ${tally}`,
    estimates: (least, most) => `As estimativas vão de ${least} a ${most}.`,
    learnedBySteps:
      'O classificador linear que aprende λ é treinado por passos; o que não o aprende, até o seu mínimo: o que ele perde pode dever-se a isso.',
    shiftOn: lambda => `Deslocamento (${lambda})`,
    on: (aligner, head, pair) => `${aligner} com ${head}${pair === null ? '' : ` (${pair})`}`,
  },
};
