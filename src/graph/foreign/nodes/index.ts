/**
 * Nodes: knows how each ONNX operator, in opsets 11 to 21, is said in the graph's own operators. It
 * knows nothing of files, nor of how a whole model is walked.
 */
import type { NodeImporter } from '../site.ts';
import { matrixNodes } from './matrix.ts';
import { normalisationNodes } from './normalisation.ts';
import { pointwiseNodes } from './pointwise.ts';
import { reductionNodes } from './reduction.ts';
import { sectionNodes } from './section.ts';
import { shapeNodes } from './shape.ts';
import { spatialNodes } from './spatial.ts';
import { verbatimNodes } from './verbatim.ts';

/** By operator name. */
export const nodeImporters: ReadonlyMap<string, NodeImporter> = new Map(
  [
    pointwiseNodes,
    matrixNodes,
    shapeNodes,
    sectionNodes,
    reductionNodes,
    normalisationNodes,
    spatialNodes,
    verbatimNodes,
  ].flatMap(family => Object.entries(family)),
);
