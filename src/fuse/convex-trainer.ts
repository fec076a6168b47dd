import { MingaError } from '../errors/index.ts';
import { buildObjective, type LinearForm, type Network } from '../graph/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { type ConvexOptions, convexSettings, requirePenalty } from './convex-options.ts';
import {
  type Assessment,
  type ConvexProblem,
  type ConvexRows,
  convexRows,
} from './convex-problem.ts';
import { type Iterate, lbfgs } from './lbfgs.ts';
import type { Task } from './task.ts';
import type { EpochRecord, Fit, FitRun, Trainer } from './trainer.ts';
import { validationLoss, validationMacroF1 } from './validation-loss.ts';

/** What a convex fit found; its `steps` are passes over all training rows. */
export interface ConvexFit extends Fit {
  /** Whether the largest slope came down to the tolerance. */
  readonly converged: boolean;
  /** The largest absolute slope of the objective at the end, in any weight or bias. */
  readonly slope: number;
  /** Training loss and penalty at the end: what was minimised. */
  readonly objective: number;
}

/** What differs from fit to fit of a convex trainer. */
export interface ConvexRun extends FitRun {
  /** In place of the trainer's own; the rows need not be loaded again. */
  readonly penalty?: number;
}

/** A trainer whose fits are all the same: nothing in them is drawn, so the seed has no say. */
export interface ConvexTrainer extends Trainer {
  fit(run: ConvexRun): Promise<ConvexFit>;
}

/**
 * A trainer for linear heads that goes to the minimum: L-BFGS on the loss of all training rows,
 *
 *   L(W, b) = Σᵢ wᵢ·lossᵢ / Σᵢ wᵢ + ½·penalty·‖W‖²
 *
 * (for two classes the mean of the losses, positive rows weighing n₀/n₁ where balanced, and so for
 * each label of several, whose objectives are added: each is a problem of its own, as in
 * scikit-learn's OneVsRestClassifier; for numbers the mean loss of the standardised target, which
 * with squared errors is ridge regression of α = ½·penalty·n; the bias is never penalised). scikit-learn's C is 1 / (penalty·n), with class weights or without; for two
 * balanced classes it is 2·n₀ / (penalty·n²). The problem is convex, so no seed, rate or stopping
 * rule has a say in the answer, and validation rows are only looked at: the last point is the best.
 *
 * A record of the history is an iteration, the first one the start; its training loss is without
 * the penalty, so that it compares with the validation loss. A fit that does not converge within
 * `iterations`, or that rounding stops above the tolerance, says so by `converged`.
 *
 * @throws E_OPTION where an option is outside its range; E_GRAPH where the network is not linear in
 *   its parameters
 * @example
 * const trainer = await openConvexTrainer(runtime, network, task, { penalty: 1e-4 });
 * await trainer.load(train, validation);
 * const { variables, converged } = await trainer.fit({ seed: 0 });
 */
export async function openConvexTrainer(
  runtime: Runtime,
  network: Network,
  task: Task,
  options: ConvexOptions = {},
): Promise<ConvexTrainer> {
  const settings = convexSettings(options);
  const { model, form } = buildObjective(network, task.loss);
  const session = await runtime.open(model, { threads: settings.threads });
  let rows: ConvexRows | null = null;

  return {
    async load(train, validation) {
      const source = { session, form, network, task, train, validation };
      rows = await convexRows(source, settings);
    },
    async fit({ signal, onEpoch, penalty = settings.penalty }) {
      if (rows === null)
        throw new MingaError('E_HEAD_INPUT', { found: 'a fit before its data is loaded' });
      requirePenalty(penalty);
      const started = performance.now();
      const problem = await rows.problem(penalty);
      const history: EpochRecord[] = [];
      const { start, evaluate } = problem;
      let last: Iterate<Assessment> | null = null;
      for await (const iterate of lbfgs(evaluate, start, settings)) {
        if (signal?.aborted)
          throw new MingaError('E_ABORTED', { found: 'training was interrupted' });
        const record = recordOf(task, problem, iterate);
        history.push(record);
        onEpoch?.(record);
        last = iterate;
        if (iterate.found.slope <= settings.tolerance) break;
        if (iterate.iteration >= settings.iterations) break;
      }
      if (last === null) throw new MingaError('E_RUNTIME', { found: 'a fit without a start' });
      const { found, evaluations } = last;
      return {
        variables: new Map([
          [form.weight, transposed(form, found.variables.weight)],
          [form.bias, found.variables.bias],
        ]),
        bestEpoch: history.length,
        history,
        seconds: (performance.now() - started) / 1000,
        steps: evaluations,
        converged: found.slope <= settings.tolerance,
        slope: found.slope,
        objective: found.value,
      };
    },
    close: () => session.close(),
  };
}

function recordOf(
  task: Task,
  { validationLabels, weights }: ConvexProblem,
  { iteration, found }: Iterate<Assessment>,
): EpochRecord {
  const record = {
    epoch: iteration + 1,
    // The objective adds the losses of the labels; what is told is their mean.
    trainingLoss: task.kind === 'multilabel' ? found.loss / task.units : found.loss,
    validationLoss: validationLoss(task, found.logits, validationLabels, weights),
    validationMacroF1: validationMacroF1(task, found.logits, validationLabels),
    watched: new Map<string, Float32Array>(),
  };
  if (Number.isFinite(record.trainingLoss) && Number.isFinite(record.validationLoss)) return record;
  throw new MingaError('E_NOT_FINITE', {
    found: `iteration ${iteration} has a training loss of ${record.trainingLoss} and a validation loss of ${record.validationLoss}`,
    expected: 'finite numbers',
    fix: 'scale the embeddings down: float32 cannot hold their products',
  });
}

/** W [units, d], as the network keeps it, from Wᵀ. */
function transposed({ units }: LinearForm, weight: Float32Array): Float32Array {
  const columns = weight.length / units;
  return weight.map((_, i) => weight[(i % columns) * units + Math.floor(i / columns)]);
}
