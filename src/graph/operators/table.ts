import type { CompositionEntry, Operator, OperatorEntry } from '../operator.ts';
import { accumulations } from './accumulation.ts';
import { activationCompositions, activations } from './activation.ts';
import { arithmetic } from './arithmetic.ts';
import { comparisons } from './comparison.ts';
import { convolutions } from './convolution.ts';
import { dropouts } from './dropout.ts';
import { elementwise } from './elementwise.ts';
import { gathering } from './gather.ts';
import { l2Compositions, l2Normalisations } from './l2-normalisation.ts';
import { layerNormalisations, normalisationCompositions } from './layer-normalisation.ts';
import { lossCompositions, losses } from './loss.ts';
import { matrix } from './matrix.ts';
import { normalisations } from './normalisation.ts';
import { poolCompositions, pools } from './pooling.ts';
import { powers } from './power.ts';
import { reductions } from './reduction.ts';
import { sections } from './section.ts';
import { selections } from './selection.ts';
import { shaping } from './shape.ts';
import { softmaxes } from './softmax.ts';

/** Operators of one kind; the cases of its name in `cases/` test every one of them. */
export interface OperatorFamily {
  readonly name:
    | 'elementwise'
    | 'matrix'
    | 'shape'
    | 'reduction'
    | 'normalisation'
    | 'spatial'
    | 'loss';
  readonly operators: readonly OperatorEntry[];
  readonly compositions: readonly CompositionEntry[];
}

/** The operator table by family, from which docs/operators.md is written. */
export const operatorFamilies: readonly OperatorFamily[] = [
  {
    name: 'elementwise',
    operators: [
      ...arithmetic,
      ...elementwise,
      ...powers,
      ...activations,
      ...selections,
      ...comparisons,
      ...dropouts,
    ],
    compositions: activationCompositions,
  },
  { name: 'matrix', operators: matrix, compositions: [] },
  { name: 'shape', operators: [...shaping, ...sections, ...gathering], compositions: [] },
  { name: 'reduction', operators: [...reductions, ...accumulations], compositions: [] },
  {
    name: 'normalisation',
    operators: [...softmaxes, ...normalisations, ...layerNormalisations, ...l2Normalisations],
    compositions: [...normalisationCompositions, ...l2Compositions],
  },
  { name: 'spatial', operators: [...convolutions, ...pools], compositions: poolCompositions },
  { name: 'loss', operators: losses, compositions: lossCompositions },
];

/** Every operator of the table. */
export const operators: readonly Operator[] = operatorFamilies.flatMap(family =>
  family.operators.map(({ operator }) => operator),
);
