import type { Value } from './value.ts';

/** What an auxiliary term may ask of the batch that it is computed on. */
export interface BatchLosses {
  /**
   * The task's loss of any logits [n, units] against the batch's targets, row by row: [n]. Class
   * weights, focus and smoothing are the main loss's alone.
   */
  rowLosses(logits: Value): Value;
}

/**
 * A part of the training loss beside that of the logits, a scalar. It may declare layers of its own:
 * they are learned with the rest and never run in prediction.
 */
export type AuxiliaryTerm = (losses: BatchLosses) => Value;
