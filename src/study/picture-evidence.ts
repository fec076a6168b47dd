import { join } from 'node:path';
import { pictureDuplicates } from '../audit/duplicates/index.ts';
import type { AuditEvidence } from '../audit/index.ts';
import type { Dataset } from '../data/index.ts';
import type { EmbeddingOptions } from './embedding.ts';
import type { Plan } from './plan.ts';

/**
 * What the pictures of a plan's data set show: which are there twice, which cannot be decoded. What was
 * seen of each picture is kept beside the vectors, so that the next audit decodes no picture again;
 * not where the vectors are encrypted, because it is not.
 *
 * @throws E_ABORTED where the signal aborts: the next audit goes on from there
 */
export async function pictureEvidence(
  plan: Plan,
  { samples }: Dataset,
  { signal, onEvent }: EmbeddingOptions = {},
): Promise<Pick<AuditEvidence, 'duplicates' | 'failed'>> {
  const total = samples.filter(({ image }) => image !== null).length;
  if (total === 0) return {};
  onEvent?.({ kind: 'stage', name: 'Comparing pictures', unit: 'picture', total });
  const found = await pictureDuplicates(samples, {
    input: plan.encode.input,
    cache: plan.store.encrypt ? null : join(plan.store.folder, 'duplicates'),
    signal,
    onProgress: done => onEvent?.({ kind: 'progress', done }),
  });
  return {
    duplicates: { pairs: found.pairs, complete: found.complete },
    failed: found.skipped.map(({ id, reason }) => ({ id, reason })),
  };
}
