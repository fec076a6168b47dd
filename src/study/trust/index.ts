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
import { tellCurves } from './curves.ts';
import { tellOutOfDistribution } from './out-of-distribution.ts';
import { tellSubgroups } from './subgroups.ts';
import { tellThresholds } from './thresholds.ts';

export { checkSubgroups } from './record-fields.ts';

export type TrustChapters = Pick<
  Results,
  'calibration' | 'thresholds' | 'curves' | 'subgroups' | 'outOfDistribution'
>;

/** The chapters of trust, where each row is of one class. */
export async function tellTrust(grid: FinishedGrid): Promise<TrustChapters> {
  const { best, plan, onEvent } = grid;
  const judged = [
    ...(best.fused === null ? [] : [{ role: 'fused' as const, cell: best.fused }]),
    ...(best.single === null ? [] : [{ role: 'single' as const, cell: best.single }]),
  ].map(({ role, cell }) => ({ role, calibrated: calibrateCell(cell, grid) }));
  if (judged.length === 0) return {};
  onEvent?.({
    kind: 'stage',
    name: 'Judging scores',
    unit: 'chapter',
    total: judged.length + 4,
  });
  const next = pacer(grid);
  const cells = [];
  for (const { role, calibrated } of judged) {
    cells.push(await tellCalibration(role, calibrated, grid));
    await next();
  }
  const [{ calibrated: main }] = judged;
  const thresholds = tellThresholds(main, grid);
  await next();
  const curves = tellCurves(main, grid);
  await next();
  const subgroups = tellSubgroups(main, thresholds, grid);
  await next();
  const outOfDistribution = await tellOutOfDistribution(main, grid);
  await next();
  return {
    calibration: { asked: plan.evaluate.calibration, cells },
    thresholds,
    curves,
    subgroups,
    outOfDistribution,
  };
}

/** Between chapters a bar must move and Ctrl-C work: resampling is long and synchronous. */
function pacer({ signal, onEvent }: FinishedGrid): () => Promise<void> {
  let done = 0;
  return async () => {
    requireGoingOn(signal, 'judging scores');
    onEvent?.({ kind: 'progress', done: ++done });
    await new Promise(resolve => setImmediate(resolve));
  };
}
