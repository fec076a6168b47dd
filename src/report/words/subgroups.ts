import type { InLanguages } from './languages.ts';

export interface SubgroupWords {
  /** The largest gap of a field. */
  readonly gap: (gap: {
    readonly field: string;
    readonly metric: string;
    readonly high: string;
    readonly low: string;
    readonly size: string;
    readonly interval: string;
    readonly range: string;
    readonly p: string;
    /** What `over` gives, or nothing. */
    readonly over: string;
  }) => string;
  /** Which classes a gap is a mean over, where groups do not hold the same. */
  readonly over: (classes: string) => string;
  readonly noGap: (field: string) => string;
  readonly smallGroups: (field: string, groups: string) => string;
  /** Intervals without any width. */
  readonly noWidth: (field: string, groups: string) => string;
}

export const subgroupWords: InLanguages<SubgroupWords> = {
  en: {
    gap: ({ field, metric, high, low, size, interval, range, p, over }) =>
      `${field}: the largest gap in ${metric} between groups that are not small is ${size} (${interval} ${range}; ${p}, adjusted by Holm for all pairs compared)${over}: ${high} ahead of ${low}.`,
    over: classes => `, over the classes that both hold (${classes})`,
    noGap: field => `${field}: no two groups are large enough to be compared.`,
    smallGroups: (field, groups) => `${field}: small groups, whose figures show little: ${groups}.`,
    noWidth: (field, groups) =>
      `${field}: intervals without any width (every resample gave the same figure) are a sign of few rows, not of certainty: ${groups}.`,
  },
  es: {
    gap: ({ field, metric, high, low, size, interval, range, p, over }) =>
      `${field}: la mayor brecha en ${metric} entre grupos que no son pequeños es de ${size} (${interval} ${range}; ${p}, ajustado por Holm para todos los pares comparados)${over}: ${high} por encima de ${low}.`,
    over: classes => `, sobre las clases que ambos tienen (${classes})`,
    noGap: field => `${field}: no hay dos grupos lo bastante grandes para compararlos.`,
    smallGroups: (field, groups) =>
      `${field}: grupos pequeños, cuyas cifras dicen poco: ${groups}.`,
    noWidth: (field, groups) =>
      `${field}: los intervalos sin anchura (todos los remuestreos dieron la misma cifra) son señal de pocas filas, no de certeza: ${groups}.`,
  },
  pt: {
    gap: ({ field, metric, high, low, size, interval, range, p, over }) =>
      `${field}: a maior lacuna em ${metric} entre grupos que não são pequenos é de ${size} (${interval} ${range}; ${p}, ajustado por Holm para todos os pares comparados)${over}: ${high} acima de ${low}.`,
    over: classes => `, sobre as classes que ambos têm (${classes})`,
    noGap: field => `${field}: não há dois grupos grandes o bastante para serem comparados.`,
    smallGroups: (field, groups) =>
      `${field}: grupos pequenos, cujos números dizem pouco: ${groups}.`,
    noWidth: (field, groups) =>
      `${field}: intervalos sem largura (todas as reamostragens deram o mesmo número) são sinal de poucas linhas, não de certeza: ${groups}.`,
  },
};
