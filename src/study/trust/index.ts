/**
 * Trust: knows how far the scores of a study's best cells can be relied on: calibration, thresholds,
 * curves, subgroups and rows unlike all training rows. Everything is fitted on validation rows (the
 * distances on training rows) and shown on test rows. It trains nothing and changes no choice.
 */

import type { FinishedGrid } from '../chapters.ts';
import { requireGoingOn } from '../interruption.ts';
import type { Results } from '../results.ts';
import { calibrateCell } from './calibrated-cell.ts';
import { tellCalibration } from './calibration.ts';

export type TrustChapters = Pick<Results, 'calibration'>;

/** The chapters of trust; none where rows have several labels at once. */
export async function tellTrust(grid: FinishedGrid): Promise<TrustChapters> {
  const { dataset, best, plan, signal, onEvent } = grid;
  if (dataset.task === 'multilabel') return {};
  const [main, ...others] = [
    ...(best.fused === null ? [] : [{ role: 'fused' as const, cell: best.fused }]),
    ...(best.single === null ? [] : [{ role: 'single' as const, cell: best.single }]),
  ].map(({ role, cell }) => ({ role, calibrated: calibrateCell(cell, grid) }));
  if (main === undefined) return {};
  onEvent?.({ kind: 'stage', name: 'Judging scores', unit: 'chapter', total: 1 });
  let done = 0;
  const next = async () => {
    requireGoingOn(signal, 'judging scores');
    onEvent?.({ kind: 'progress', done: ++done });
    // Resampling is long and synchronous; a bar must move and Ctrl-C work between chapters.
    await new Promise(resolve => setImmediate(resolve));
  };
  const cells = [];
  for (const { role, calibrated } of [main, ...others]) {
    cells.push(await tellCalibration(role, calibrated, grid));
    await next();
  }
  return { calibration: { asked: plan.evaluate.calibration, cells } };
}
