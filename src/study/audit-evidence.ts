import type { AuditEvidence } from '../audit/index.ts';
import type { Dataset } from '../data/index.ts';
import type { EncodedDataset } from './embedding.ts';

/** What the encoders of a study showed of its data: rows that failed, and all vectors. */
export function encodedEvidence(
  { samples }: Dataset,
  { images, texts }: EncodedDataset,
): AuditEvidence {
  return {
    failed: images.flatMap(({ result }) => result.failed),
    vectors: [...images, ...texts].map(({ result, available, read }) => ({
      encoder: result.id,
      samples: Int32Array.from(samples.keys()).filter(i => available[i]),
      read,
    })),
  };
}
