import type { InLanguages } from './languages.ts';

/** A change of a figure, as texts; `interval` is `95 % interval`. */
interface Change {
  /** What was done: it opens the sentence. */
  readonly action: string;
  /** The metric, with its article. */
  readonly figure: string;
  readonly size: string;
  readonly interval: string;
  readonly range: string;
}

/** What a paired difference allows one to say. */
export interface DifferenceWords {
  readonly undefined: (action: string, metric: string) => string;
  /** Its action opens no sentence. */
  readonly unclear: (change: Change) => string;
  readonly clear: (change: Change & { readonly rose: boolean; readonly worse: boolean }) => string;
  /** One of several metrics, within a list. */
  readonly moved: (change: Omit<Change, 'action' | 'interval'> & { rose: boolean }) => string;
  readonly unmoved: (metrics: string) => string;
  /** @param parts `better on 2`, as the next three make them; @param heads `3 fused heads` */
  readonly tally: (metric: string, parts: string, heads: string) => string;
  readonly better: (count: string) => string;
  readonly worse: (count: string) => string;
  readonly same: (count: string) => string;
  /** @param head in the singular; opens no sentence */
  readonly noneOf: (metric: string, head: string, count: string) => string;
}

export const differenceWords: InLanguages<DifferenceWords> = {
  en: {
    undefined: (action, metric) =>
      `${action}: the difference in ${metric} is undefined, because a class is missing from the test rows.`,
    unclear: ({ action, figure, size, interval, range }) =>
      `No difference could be shown: ${action} changed ${figure} by ${size} (${interval} ${range}).`,
    clear: ({ action, figure, size, interval, range, rose, worse }) =>
      `${action} ${rose ? 'raised' : 'lowered'} ${figure} by ${size} (${interval} ${range})${worse ? ', which is worse' : ''}.`,
    moved: ({ figure, size, range, rose }) =>
      `${figure} ${rose ? 'rose' : 'fell'} by ${size} (${range})`,
    unmoved: metrics => `no difference could be shown in ${metrics}`,
    tally: (metric, parts, heads) => `${metric} was ${parts} of ${heads}.`,
    better: count => `better on ${count}`,
    worse: count => `worse on ${count}`,
    same: count => `not shown to differ on ${count}`,
    noneOf: (metric, head, count) =>
      `no difference in ${metric} could be shown on any ${head} (${count} compared).`,
  },
  es: {
    undefined: (action, metric) =>
      `${action}: la diferencia en ${metric} no está definida, porque falta una clase en las filas de prueba.`,
    unclear: ({ action, figure, size, interval, range }) =>
      `No se pudo demostrar ninguna diferencia: ${action} cambió ${figure} en ${size} (${interval}: ${range}).`,
    clear: ({ action, figure, size, interval, range, rose, worse }) =>
      `${action} ${rose ? 'aumentó' : 'redujo'} ${figure} en ${size} (${interval}: ${range})${worse ? ', lo cual es peor' : ''}.`,
    moved: ({ figure, size, range, rose }) =>
      `${figure} ${rose ? 'subió' : 'bajó'} ${size} (${range})`,
    unmoved: metrics => `no se pudo demostrar ninguna diferencia en ${metrics}`,
    tally: (metric, parts, heads) => `en ${metric} resultó ${parts} de ${heads}.`,
    better: count => `mejor en ${count}`,
    worse: count => `peor en ${count}`,
    same: count => `sin diferencia demostrada en ${count}`,
    noneOf: (metric, head, count) =>
      `no se pudo demostrar ninguna diferencia en ${metric} en ningún ${head} (comparados: ${count}).`,
  },
  pt: {
    undefined: (action, metric) =>
      `${action}: a diferença em ${metric} não está definida, porque falta uma classe nas linhas de teste.`,
    unclear: ({ action, figure, size, interval, range }) =>
      `Nenhuma diferença pôde ser demonstrada: ${action} mudou ${figure} em ${size} (${interval}: ${range}).`,
    clear: ({ action, figure, size, interval, range, rose, worse }) =>
      `${action} ${rose ? 'aumentou' : 'reduziu'} ${figure} em ${size} (${interval}: ${range})${worse ? ', o que é pior' : ''}.`,
    moved: ({ figure, size, range, rose }) =>
      `${figure} ${rose ? 'subiu' : 'caiu'} ${size} (${range})`,
    unmoved: metrics => `nenhuma diferença pôde ser demonstrada em ${metrics}`,
    tally: (metric, parts, heads) => `em ${metric} ficou ${parts} de ${heads}.`,
    better: count => `melhor em ${count}`,
    worse: count => `pior em ${count}`,
    same: count => `sem diferença demonstrada em ${count}`,
    noneOf: (metric, head, count) =>
      `nenhuma diferença em ${metric} pôde ser demonstrada em nenhum ${head} (comparados: ${count}).`,
  },
};
