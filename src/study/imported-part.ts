import type { EmbedItem, Modality } from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import { type ContentKey, contentKey, openStore } from '../store/index.ts';
import type { EmbeddedPart } from './embedding.ts';
import { findImported } from './imported-vectors.ts';
import { type KeptVectors, readRows } from './stored-part.ts';

/**
 * Vectors that were made elsewhere and brought in by `minga store import`. A sample without one has
 * none, and is left out of the comparison as any row that cannot be encoded.
 *
 * @throws E_PLAN where nothing was imported under that name
 */
export async function importedPart<Input extends Uint8Array | string>(
  modality: Modality,
  entry: { readonly imported: string; readonly name?: string },
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
): Promise<EmbeddedPart> {
  const { imported, name = imported } = entry;
  const found = await findImported(kept.folder, modality, imported);
  if (found === null) {
    throw new MingaError('E_PLAN', {
      found: `encode.${modality}: no imported vectors called ${imported} in ${kept.folder}`,
      expected: 'vectors that were brought in before',
      fix: `minga store import FILE PLAN --modality ${modality} --name ${imported}`,
    });
  }
  const { folder, identity } = found;
  const store = await openStore(folder, identity, { ...kept.options, readOnly: true });
  const keys: (ContentKey | null)[] = [];
  for (const { load } of items) {
    const key = await load().then(contentKey, () => null);
    keys.push(key !== null && store.has(key) ? key : null);
  }
  const { bytesOnDisk } = store;
  await store.close();
  const present = keys.filter(key => key !== null);
  return {
    result: {
      id: `${modality}/${name}`,
      modality,
      name,
      model: imported,
      dimension: identity.dimension,
      fingerprint: identity.fingerprint,
      settings: { ...identity.encoder },
      rows: present.length,
      distinct: new Set(present.map(key => Buffer.from(key).toString('base64'))).size,
      encodedNow: 0,
      failed: items.flatMap(({ id, place }, i) =>
        keys[i] === null
          ? [{ id, place, code: 'E_EXCHANGE', reason: `no imported vector of ${imported}` }]
          : [],
      ),
      notices: ['made elsewhere: what it cost and how it was made is not known here'],
      extraction: { vectors: 0, seconds: 0, perSecond: null },
      latency: null,
      bytesOnDisk,
    },
    available: keys.map(key => key !== null),
    contents: keys,
    read: indices => readRows(folder, identity, kept.options, keys, indices),
  };
}
