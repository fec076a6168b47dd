import { MingaError } from '../errors/index.ts';
import type { Cell, Choice, Results } from '../study/index.ts';
import { isSingle } from './names.ts';

/** @throws E_RUN where the results name a cell that they do not hold */
export function cellOf({ cells }: Results, id: string): Cell {
  const cell = cells.find(candidate => candidate.id === id);
  if (cell === undefined) {
    throw new MingaError('E_RUN', {
      found: `results that name the cell "${id}" and do not hold it`,
      expected: 'the results of one finished run',
      fix: 'run the plan again',
    });
  }
  return cell;
}

/** The best single modality and the best fused head on validation rows; null where none was run. */
export function bestCells(results: Results): { single: Cell | null; fused: Cell | null } {
  const { single, fused } = results.best;
  return {
    single: single === null ? null : cellOf(results, single),
    fused: fused === null ? null : cellOf(results, fused),
  };
}

/** The cells that a reader wants first: single modalities, then each fused head as it was chosen. */
export function chosenCells(results: Results): Cell[] {
  const fused = results.choices.map(({ cell }) => cellOf(results, cell));
  return [...results.cells.filter(isSingle), ...fused];
}

/** A pair of encoders and what was fused of it. */
export interface EncoderPair {
  readonly image: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** The pairs of encoders, the best fused head's first. */
export function encoderPairs(results: Results): EncoderPair[] {
  const pairs = new Map<string, Choice[]>();
  for (const choice of results.choices) {
    const name = JSON.stringify([choice.image, choice.text]);
    pairs.set(name, [...(pairs.get(name) ?? []), choice]);
  }
  const { fused } = bestCells(results);
  const rank = ({ image, text }: EncoderPair) =>
    image === fused?.image && text === fused?.text ? 0 : 1;
  return [...pairs.values()]
    .map(choices => ({ image: choices[0].image, text: choices[0].text, choices }))
    .sort((a, b) => rank(a) - rank(b));
}

/** The cells of a choice: equal but for their aligner. */
export function familyOf(choice: Choice, results: Results): Cell[] {
  const { image, text, head } = cellOf(results, choice.cell);
  return results.cells.filter(
    cell =>
      cell.image === image &&
      cell.text === text &&
      cell.head.name === head.name &&
      cell.head.hidden === head.hidden &&
      cell.head.dropout === head.dropout,
  );
}

/** The mean over a cell's fits. */
export function meanOfFits({ fits }: Cell, value: 'trainingSeconds' | 'inferenceSeconds'): number {
  return fits.reduce((sum, fit) => sum + fit[value], 0) / fits.length;
}
