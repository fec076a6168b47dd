import { join, resolve } from 'node:path';
import type { EmbedItem, Modality } from '../encode/index.ts';
import { fingerprint } from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import {
  type EmbeddingRows,
  embeddingsDigest,
  openEmbeddings,
  type ReadEmbeddingsOptions,
} from '../store/exchange/index.ts';
import {
  type ContentKey,
  contentKey,
  type EmbeddingStore,
  listStores,
  openStore,
  type StoreSettings,
} from '../store/index.ts';
import type { StudyListener } from './events.ts';
import type { KeptVectors } from './stored-part.ts';

/** What became of a file of vectors. */
export interface ImportReport {
  /** Where the vectors lie now. */
  readonly folder: string;
  readonly identity: StoreSettings;
  /** Rows of the file. */
  readonly rows: number;
  /** Samples that have a vector now. */
  readonly matched: number;
  /** Ids of samples without a vector in the file. */
  readonly withoutVector: readonly string[];
  /** Ids of the file that no sample has. */
  readonly withoutSample: readonly string[];
  /** Ids of samples whose content cannot be read; a vector is kept under what it was made from. */
  readonly unreadable: readonly string[];
}

export interface ImportOptions extends ReadEmbeddingsOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/** Names as a plan allows them. */
const namePattern = /^[\w.@:-]+$/;
const firstFew = 3;

/**
 * Brings vectors that were made elsewhere into a store, under the content of the samples whose ids
 * they carry, one part of the file after another. A plan then names them by `imported`.
 *
 * @throws E_OPTION where the name is not one that a plan allows
 * @throws E_EXCHANGE where the file has no ids, or none is that of a sample which can be read; and
 *   as {@link openEmbeddings} does
 * @throws E_STORE where the name is taken by vectors of another file; E_ABORTED
 * @throws E_STORE, E_STORE_KEY, E_STORE_LOCKED as {@link openStore} does
 */
export async function importVectors<Input extends Uint8Array | string>(
  file: string,
  about: { readonly modality: Modality; readonly name: string },
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { signal, onEvent } = options;
  checkName(about.name);
  const sha256 = await embeddingsDigest(file, options);
  const source = await openEmbeddings(file, options);
  let matching: Matching | undefined;
  let place: Place | undefined;
  let store: EmbeddingStore | undefined;
  let done = 0;
  try {
    const name = `Importing vectors as ${about.name}`;
    onEvent?.({ kind: 'stage', name, unit: 'row', total: source.rows });
    for await (const part of source.chunks) {
      stopIfAborted(signal);
      place ??= await placeFor(kept.folder, about, sha256, part.vectors.columns);
      const byKey = part.ids === null && part.keys !== null;
      matching ??= byKey ? await matchKeys(file, items) : matchRows(file, items);
      const { keys, rows } = await matching.next(part);
      if (keys.length > 0) {
        store ??= await openStore(place.folder, place.identity, kept.options);
        await store.append(keys, part.vectors.take(rows));
      }
      done += part.vectors.rows;
      onEvent?.({ kind: 'progress', done });
    }
  } finally {
    await source.close();
    await store?.close();
  }
  if (matching === undefined || place === undefined || store === undefined) {
    throw (matching ?? matchRows(file, items)).nothing();
  }
  return { ...place, rows: source.rows, ...matching.report() };
}

/** Finds the samples of rows, part after part. */
interface Matching {
  /** Keys of samples that can be read, and their rows within the part. */
  next(part: EmbeddingRows): Promise<{ readonly keys: ContentKey[]; readonly rows: number[] }>;
  report(): Pick<ImportReport, 'matched' | 'withoutVector' | 'withoutSample' | 'unreadable'>;
  /** The error where no row was a sample's. */
  nothing(): MingaError;
}

function matchRows<Input extends Uint8Array | string>(
  file: string,
  items: readonly EmbedItem<Input>[],
): Matching {
  const waiting = new Map(items.map(item => [item.id, item]));
  const withoutSample: string[] = [];
  const unreadable: string[] = [];
  return {
    async next({ ids }) {
      if (ids === null) throw withoutIds(file);
      const keys: ContentKey[] = [];
      const rows: number[] = [];
      for (const [row, id] of ids.entries()) {
        const item = waiting.get(id);
        if (item === undefined) {
          withoutSample.push(id);
          continue;
        }
        waiting.delete(id);
        const key = await item.load().then(contentKey, () => null);
        if (key === null) unreadable.push(id);
        else {
          keys.push(key);
          rows.push(row);
        }
      }
      return { keys, rows };
    },
    report() {
      const matched = items.length - waiting.size - unreadable.length;
      return { matched, withoutVector: [...waiting.keys()], withoutSample, unreadable };
    },
    nothing() {
      const some = (ids: readonly string[]) => ids.slice(0, firstFew).join(', ') || 'none';
      return new MingaError('E_EXCHANGE', {
        found: `${file}: no row fits a sample that can be read; its ids are ${some([...unreadable, ...withoutSample])}`,
        expected: `ids of the data set: ${some(items.map(({ id }) => id))}`,
        fix: "write the ids of the data set's id column",
      });
    },
  };
}

/**
 * By content, for a file without ids that has content keys: what a bare store exports. Samples of
 * one content share a row.
 */
async function matchKeys<Input extends Uint8Array | string>(
  file: string,
  items: readonly EmbedItem<Input>[],
): Promise<Matching> {
  const waiting = new Map<string, string[]>();
  const unreadable: string[] = [];
  for (const { id, load } of items) {
    const key = await load().then(contentKey, () => null);
    if (key === null) unreadable.push(id);
    else waiting.set(hexOf(key), [...(waiting.get(hexOf(key)) ?? []), id]);
  }
  const withoutSample: string[] = [];
  let matched = 0;
  return {
    async next({ keys: found }) {
      const keys: ContentKey[] = [];
      const rows: number[] = [];
      for (const [row, key] of (found ?? []).entries()) {
        const name = hexOf(key);
        const ids = waiting.get(name);
        if (ids === undefined) {
          withoutSample.push(name);
          continue;
        }
        waiting.delete(name);
        matched += ids.length;
        keys.push(key);
        rows.push(row);
      }
      return { keys, rows };
    },
    report: () => ({
      matched,
      withoutVector: [...waiting.values()].flat(),
      withoutSample,
      unreadable,
    }),
    nothing: () =>
      new MingaError('E_EXCHANGE', {
        found: `${file}: none of its content keys is that of a sample`,
        expected: 'the sha256 of the pictures or texts of the data set',
        fix: 'import it with the plan whose contents it was made from',
      }),
  };
}

function hexOf(key: ContentKey): string {
  return Buffer.from(key).toString('hex');
}

interface Place {
  readonly folder: string;
  readonly identity: StoreSettings;
}

/** Another file is another encoder, since its vectors are others. */
async function placeFor(
  root: string,
  { modality, name }: { readonly modality: Modality; readonly name: string },
  sha256: string,
  dimension: number,
): Promise<Place> {
  const encoder = { kind: 'imported', modality, name, sha256, dimension };
  const mark = fingerprint(encoder);
  const folder = join(resolve(root), mark.slice(0, 16));
  const before = await findImported(root, modality, name);
  if (before !== null && before.identity.fingerprint !== mark) {
    throw new MingaError('E_STORE', {
      found: `vectors called ${name} are there already, from another file: ${before.folder}`,
      expected: 'a new name, or the same file',
      fix: 'give another --name, or remove the old ones with `minga store purge`',
    });
  }
  return { folder, identity: { fingerprint: mark, dimension, encoder } };
}

/**
 * The store of vectors that were imported under a name; null where there is none.
 *
 * @throws E_STORE where there are two: files of one name with other content
 */
export async function findImported(
  root: string,
  modality: Modality,
  name: string,
): Promise<Place | null> {
  const found = (await listStores(root)).filter(
    ({ encoder }) =>
      encoder.kind === 'imported' && encoder.modality === modality && encoder.name === name,
  );
  if (found.length > 1) {
    throw new MingaError('E_STORE', {
      found: `${found.length} imports called ${name}: ${found.map(({ folder }) => folder).join(', ')}`,
      expected: 'one',
      fix: 'remove the old one with `minga store purge`',
    });
  }
  const [store] = found;
  if (store === undefined) return null;
  const { folder, fingerprint: mark, dimension, encoder } = store;
  return { folder, identity: { fingerprint: mark, dimension, encoder } };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new MingaError('E_ABORTED', {
      found: 'the import was interrupted',
      fix: 'run the same command again: it goes on where it stopped',
    });
  }
}

function checkName(name: string): void {
  if (namePattern.test(name)) return;
  throw new MingaError('E_OPTION', {
    found: `the name "${name}"`,
    expected: 'letters, digits and . @ : - _',
  });
}

function withoutIds(file: string): MingaError {
  return new MingaError('E_EXCHANGE', {
    found: `${file} has no ids`,
    expected: "the id of a sample for each row, as in the data set's id column",
    fix: 'write a column "id" (Parquet), a file beside it (npy) or a tensor "ids" (docs/python.md)',
  });
}
