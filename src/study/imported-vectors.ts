import { join, resolve } from 'node:path';
import type { EmbedItem, Modality } from '../encode/index.ts';
import { fingerprint } from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import {
  type ContentKey,
  contentKey,
  type EmbeddingTable,
  listStores,
  openStore,
  type StoreSettings,
} from '../store/index.ts';
import type { KeptVectors } from './stored-part.ts';

/** What became of a file of vectors. */
export interface ImportReport {
  /** Where the vectors lie now. */
  readonly folder: string;
  readonly dimension: number;
  /** Samples that have a vector now. */
  readonly matched: number;
  /** Samples without a vector in the file. */
  readonly withoutVector: readonly string[];
  /** Ids of the file that no sample has. */
  readonly withoutSample: readonly string[];
}

/**
 * Brings vectors that were made elsewhere into a store, under the content of the samples whose ids
 * they carry. A plan then names them by `imported`.
 *
 * @param source SHA-256 of the file, in hexadecimal: another file is another encoder
 * @throws E_EXCHANGE where the table has no ids, or none is a sample's
 * @throws E_STORE, E_STORE_KEY, E_STORE_LOCKED as {@link openStore} does
 */
export async function importVectors<Input extends Uint8Array | string>(
  table: EmbeddingTable,
  about: { readonly name: string; readonly modality: Modality; readonly source: string },
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
): Promise<ImportReport> {
  const { ids, vectors } = table;
  if (ids === null) {
    throw new MingaError('E_EXCHANGE', {
      found: 'vectors without ids',
      expected: 'the id of a sample for each',
      fix: 'write an id column, or for .npy a file of ids beside it (docs/python.md)',
    });
  }
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const matched = items.filter(({ id }) => rowOf.has(id));
  if (matched.length === 0) {
    throw new MingaError('E_EXCHANGE', {
      found: `ids such as ${ids.slice(0, 3).join(', ')}`,
      expected: `ids of the data set such as ${items
        .slice(0, 3)
        .map(({ id }) => id)
        .join(', ')}`,
      fix: 'write the ids of the data set’s id column',
    });
  }
  const settings = { kind: 'imported', ...about, dimension: vectors.columns };
  const identity: StoreSettings = {
    fingerprint: fingerprint(settings),
    dimension: vectors.columns,
    encoder: settings,
  };
  const folder = join(resolve(kept.folder), identity.fingerprint.slice(0, 16));
  const store = await openStore(folder, identity, kept.options);
  try {
    for (let from = 0; from < matched.length; from += batchRows) {
      const batch = matched.slice(from, from + batchRows);
      const keys: ContentKey[] = [];
      for (const { load } of batch) keys.push(contentKey(await load()));
      await store.append(keys, vectors.take(batch.map(({ id }) => rowOf.get(id) ?? -1)));
    }
  } finally {
    await store.close();
  }
  const sampleIds = new Set(items.map(({ id }) => id));
  return {
    folder,
    dimension: vectors.columns,
    matched: matched.length,
    withoutVector: items.filter(({ id }) => !rowOf.has(id)).map(({ id }) => id),
    withoutSample: ids.filter(id => !sampleIds.has(id)),
  };
}

const batchRows = 512;

/**
 * The store of vectors that were imported under a name; null where there is none.
 *
 * @throws E_STORE where there are two: files of one name with other content
 */
export async function findImported(
  root: string,
  modality: Modality,
  name: string,
): Promise<{ readonly folder: string; readonly identity: StoreSettings } | null> {
  const found = (await listStores(root)).filter(
    ({ encoder }) =>
      encoder.kind === 'imported' && encoder.modality === modality && encoder.name === name,
  );
  if (found.length > 1) {
    throw new MingaError('E_STORE', {
      found: `${found.length} imports called ${name}: ${found.map(({ folder }) => folder).join(', ')}`,
      expected: 'one',
      fix: 'remove the old one with `minga store purge FOLDER --yes`',
    });
  }
  const [store] = found;
  if (store === undefined) return null;
  const { folder, fingerprint: mark, dimension, encoder } = store;
  return { folder, identity: { fingerprint: mark, dimension, encoder } };
}
