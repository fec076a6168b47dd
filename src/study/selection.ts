import { difference, type MetricName, metrics } from '../evaluate/index.ts';
import type { LabelledRows } from './figures.ts';
import { headLabel, isSingle } from './grid.ts';
import { type Candidate, withinOneStandardError } from './one-standard-error.ts';
import { plainness } from './plainness.ts';
import type { Cell, Choice } from './results.ts';

/** What choosing between cells looks at: their validation figures and what they are. */
export interface JudgedCell extends Pick<Cell, 'id' | 'image' | 'text' | 'aligner' | 'head'> {
  readonly validation: Readonly<Record<string, { readonly estimate: number | null }>>;
}

/**
 * The cell with the best figure on validation rows. Of equal ones the plainer wins: `none` before
 * others, the smaller |λ| before the larger, then the order of the plan.
 */
export function bestOnValidation<C extends JudgedCell>(
  cells: readonly C[],
  select: MetricName,
): C | null {
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const value = ({ validation }: C) => sign * (validation[select].estimate ?? Number.NaN);
  return cells.reduce<C | null>((best, cell) => {
    if (best === null) return cell;
    const [own, held] = [value(cell), value(best)];
    if (Number.isNaN(held) && !Number.isNaN(own)) return cell;
    const gain = difference(own, held);
    return gain > 0 || (gain === 0 && plainness(cell) < plainness(best)) ? cell : best;
  }, null);
}

/**
 * For every fused head on every pair of encoders, the aligner and its λ, by validation rows: the
 * plainest within one standard error of the best.
 */
export function chooseAligners(
  candidates: readonly Candidate[],
  select: MetricName,
  rows: LabelledRows,
): Choice[] {
  const families = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { cell } = candidate;
    if (isSingle(cell.head)) continue;
    const name = JSON.stringify([cell.image, cell.text, cell.head]);
    families.set(name, [...(families.get(name) ?? []), candidate]);
  }
  return [...families.values()].flatMap(family => {
    const cells = family.map(({ cell }) => cell);
    const [{ image, text, head }] = cells;
    const best = bestOnValidation(cells, select);
    if (best === null || image === null || text === null) return [];
    const ruled = withinOneStandardError(family, best, select, rows);
    const { behind, standardError } = ruled;
    return [
      {
        head: headLabel(head),
        image,
        text,
        byKind: bestByKind(cells, select),
        cell: ruled.cell.id,
        best: best.id,
        behind,
        standardError,
      },
    ];
  });
}

function bestByKind(cells: readonly JudgedCell[], select: MetricName): Record<string, string> {
  const byKind: Record<string, string> = {};
  for (const kind of new Set(cells.map(({ aligner }) => aligner.kind))) {
    const winner = bestOnValidation(
      cells.filter(({ aligner }) => aligner.kind === kind),
      select,
    );
    if (winner !== null) byKind[kind] = winner.id;
  }
  return byKind;
}

/** The cells whose paired differences are reported, as questions of `a − b`. */
export function comparisonsOf(
  cells: readonly Cell[],
  choices: readonly Choice[],
  single: Cell | null,
): { question: 'fusion' | 'alignment'; a: string; b: string }[] {
  const fusion =
    single === null
      ? []
      : choices.map(({ cell }) => ({ question: 'fusion' as const, a: cell, b: single.id }));
  const byId = new Map(cells.map(cell => [cell.id, cell]));
  const alignment = choices.flatMap(({ byKind }) =>
    Object.values(byKind)
      // λ = 0 is no shift at all: there is nothing to compare.
      .filter(a => byKind.none !== undefined && (byId.get(a)?.aligner.lambda ?? 1) !== 0)
      .map(a => ({ question: 'alignment' as const, a, b: byKind.none })),
  );
  return [...fusion, ...alignment].filter(({ a, b }) => a !== b);
}
