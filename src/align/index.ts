/**
 * Align: knows how the embeddings of two modalities are brought together, fitted on training pairs
 * and applied to any, and how wide the gap between them is. It knows nothing of images, texts,
 * labels or runtimes, and runs in a browser.
 */
export type { Aligner, AlignerDesign, AlignerState, PairDimensions } from './aligner.ts';
export { cca } from './cca.ts';
export { center } from './center.ts';
export { alignerDesign } from './design.ts';
export { type DimensionRule, padRows, sharedDimension } from './dimensions.ts';
export {
  type GapGeometry,
  type GeometryOptions,
  gapGeometry,
  type Recall,
  type RetrievalFigures,
} from './geometry/index.ts';
export { interpolateRows } from './interpolation.ts';
export { none } from './none.ts';
export { optimalTransport } from './optimal-transport.ts';
export { orthogonalShift } from './orthogonal-shift.ts';
export { columnMeans, type EmbeddingPair, takePair, unitRows } from './pair.ts';
export { procrustes } from './procrustes.ts';
export { realign } from './realign.ts';
export { type RetrievalChances, retrievalChances } from './retrieval-chances.ts';
export { ridge } from './ridge.ts';
export { decodeAligner, encodeAligner } from './serialisation.ts';
export {
  type AlignerKind,
  type AlignerSettings,
  alignerKinds,
  type CommonDimensionRule,
  type Onto,
} from './settings.ts';
export { shift } from './shift.ts';
export { fitShiftBasis, type ShiftBasis } from './shift-basis.ts';
export { standardise } from './standardise.ts';
export { whiten } from './whiten.ts';
