import { readFile } from 'node:fs/promises';
import type { EncodedVectors } from '../audit/index.ts';
import type { Dataset } from '../data/index.ts';
import {
  type ContentKey,
  contentKey,
  listStores,
  openStore,
  type StoreSummary,
} from '../store/index.ts';
import { type EmbeddingOptions, keptVectors } from './embedding.ts';
import type { Plan } from './plan.ts';
import { readRows } from './stored-part.ts';

/**
 * The vectors that a plan's store already holds of a data set, whichever encoders made them; no
 * encoder need be there.
 *
 * @param images whether picture files are read, to find the vectors of pictures
 * @throws E_STORE, E_STORE_KEY
 */
export async function storedEvidence(
  plan: Plan,
  { samples }: Dataset,
  { images, onEvent }: EmbeddingOptions & { readonly images: boolean },
): Promise<EncodedVectors[]> {
  const stores = await listStores(plan.store.folder);
  const wanted = (modality: string) =>
    stores.filter(({ encoder }) => encoder.modality === modality);
  const found: EncodedVectors[] = [];
  if (wanted('text').length > 0) {
    const keys = samples.map(({ text }) => contentKey(text));
    for (const store of wanted('text')) found.push(await vectorsOf(store, keys, plan));
  }
  if (images && wanted('image').length > 0) {
    onEvent?.({ kind: 'stage', name: 'Reading pictures', unit: 'picture', total: samples.length });
    const keys: (ContentKey | null)[] = [];
    for (const { image } of samples) {
      keys.push(image === null ? null : await readFile(image).then(contentKey, () => null));
      onEvent?.({ kind: 'progress', done: keys.length });
    }
    for (const store of wanted('image')) found.push(await vectorsOf(store, keys, plan));
  }
  return found.filter(({ samples }) => samples.length > 0);
}

async function vectorsOf(
  summary: StoreSummary,
  keys: readonly (ContentKey | null)[],
  plan: Plan,
): Promise<EncodedVectors> {
  const { encryption } = keptVectors(plan).options;
  const store = await openStore(summary.folder, summary, { encryption, readOnly: true });
  try {
    const known = keys.map(key => key !== null && store.has(key));
    return {
      encoder: `${summary.encoder.modality}/${summary.encoder.name}`,
      samples: Int32Array.from(keys.keys()).filter(i => known[i]),
      read: rows => readRows(summary.folder, summary, { encryption }, keys, rows),
    };
  } finally {
    await store.close();
  }
}
