import { MingaError } from '../../errors/index.ts';
import type { Value } from '../value.ts';

/** A parameter with the arrays that its optimiser keeps beside it, all of one shape. */
export interface OptimiserState {
  readonly parameter: Value;
  readonly moments: readonly Value[];
}

/** Which steps of a training are scheduled. */
export interface StepRange {
  /** 1 for the first step of a training. */
  readonly from: number;
  readonly steps: number;
  /** Steps of the whole training, where a schedule needs its end. */
  readonly total: number;
  /** Steps since the moments were settled last. */
  readonly unsettled: number;
}

/** The numbers of one step, by name, each of shape [1]. */
export type StepScalars = ReadonlyMap<string, Value>;

/** How parameters follow their gradients: what it adds to a graph and what it feeds each step. */
export interface Optimiser {
  /** Names of the arrays kept beside each parameter, zero at the start. */
  readonly moments: readonly string[];
  /** Names of the numbers that change from step to step. */
  readonly scalars: readonly string[];
  /** Among `scalars`: what the loss is multiplied by before it is differentiated. */
  readonly lossScale: string | null;
  /** The most steps after which the moments must be settled, for the sake of their range. */
  readonly longestUnsettled: number;
  /** Adds one step; `decays` is false for a parameter that is exempt from weight decay. */
  step(
    state: OptimiserState,
    gradient: Value,
    scalars: StepScalars,
    decays: boolean,
  ): OptimiserState;
  /** The scalars of a range of steps, [steps, scalars] row-major, computed in double precision. */
  schedule(range: StepRange): Float32Array;
  /**
   * What each moment is multiplied by when a run ends after so many steps since the last time: ones
   * for 0, a run after which they stay as they are. Null for an optimiser that never settles.
   */
  settle(steps: number): Float32Array | null;
}

/** @throws E_GRAPH where there is none of that name */
export function scalar(scalars: StepScalars, name: string): Value {
  const value = scalars.get(name);
  if (value === undefined) throw new MingaError('E_GRAPH', { found: `no scalar named ${name}` });
  return value;
}
