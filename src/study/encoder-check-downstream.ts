import { bootstrap, type ClassMetricName, type Interval } from '../evaluate/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { linearProbe, type ProbeOptions, type ProbeOutcome } from './encoder-check-probe.ts';
import type { StudyListener } from './events.ts';
import type { FigureDifference, FigureInterval } from './results.ts';

/** A figure of both encoders' probes on the rows held out. */
export interface ComparedFigure {
  readonly reference: FigureInterval;
  readonly candidate: FigureInterval;
  /** Candidate − reference, on the same resamples of groups. */
  readonly difference: FigureDifference;
}

/** What a linear probe makes of either encoder's vectors. */
export interface DownstreamComparison {
  readonly auroc: ComparedFigure;
  readonly macroF1: ComparedFigure;
  /** The penalties chosen, as scikit-learn's C, and whether the fits reached their minimum. */
  readonly reference: Omit<ProbeOutcome, 'probabilities'>;
  readonly candidate: Omit<ProbeOutcome, 'probabilities'>;
}

/** One encoder's vectors of both parts. */
export interface PartVectors {
  readonly train: Matrix;
  readonly held: Matrix;
}

export interface DownstreamRows {
  readonly trainLabels: Int32Array;
  readonly heldLabels: Int32Array;
  readonly heldGroups: readonly string[];
}

export interface DownstreamOptions extends ProbeOptions {
  readonly resamples: number;
  readonly level: number;
  readonly onEvent?: StudyListener;
}

/**
 * Trains a probe on each encoder's vectors of the training rows and compares them on the rows held
 * out, resampled by group.
 *
 * @throws E_CLASS_EMPTY, E_ABORTED as `linearProbe` does
 */
export async function compareDownstream(
  runtime: Runtime,
  vectors: { readonly candidate: PartVectors; readonly reference: PartVectors },
  { trainLabels, heldLabels, heldGroups }: DownstreamRows,
  options: DownstreamOptions,
): Promise<DownstreamComparison> {
  const probe = ({ train, held }: PartVectors) =>
    linearProbe(
      runtime,
      { vectors: train, labels: trainLabels },
      { vectors: held, labels: heldLabels },
      options,
    );
  options.onEvent?.({ kind: 'stage', name: 'Training probes', unit: 'probe', total: 2 });
  const reference = await probe(vectors.reference);
  options.onEvent?.({ kind: 'progress', done: 1 });
  const candidate = await probe(vectors.candidate);
  options.onEvent?.({ kind: 'progress', done: 2 });
  const { systems, pairs } = bootstrap(
    {
      labels: heldLabels,
      groups: heldGroups,
      systems: { candidate: [candidate.probabilities], reference: [reference.probabilities] },
    },
    {
      resamples: options.resamples,
      level: options.level,
      pairs: [['candidate', 'reference']],
    },
  );
  const compared = (name: ClassMetricName): ComparedFigure => {
    const difference = pairs[0].differences[name];
    return {
      reference: figure(systems.reference[name]),
      candidate: figure(systems.candidate[name]),
      difference: { ...figure(difference), shareAbove: finite(difference.shareAbove) },
    };
  };
  return {
    auroc: compared('auroc'),
    macroF1: compared('macroF1'),
    reference: { C: reference.C, converged: reference.converged },
    candidate: { C: candidate.C, converged: candidate.converged },
  };
}

function figure({ estimate, low, high, dropped }: Interval): FigureInterval {
  return { estimate: finite(estimate), low: finite(low), high: finite(high), dropped };
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
