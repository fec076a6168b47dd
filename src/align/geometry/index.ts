/**
 * Geometry: knows how two modalities' embeddings lie to each other, in figures that need no label:
 * the gap, the spread of each modality, and whether the rows of one case find each other.
 */
export { type GapGeometry, type GeometryOptions, gapGeometry } from './gap-geometry.ts';
export type { Recall, RetrievalFigures } from './retrieval.ts';
