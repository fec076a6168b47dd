import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMingaError } from '../errors/index.ts';
import { keyBytes } from './content-key.ts';
import {
  addJournal,
  addShard,
  addShards,
  decodeStoreJournal,
  emptyContents,
  type StoreContents,
} from './contents.ts';
import { readIfThere, replaceDurably } from './durable-file.ts';
import { fileError } from './file-error.ts';
import { listFiles } from './file-names.ts';
import { type AskedIdentity, isSameStore, settleIdentity } from './identity.ts';
import { cutJournal, type JournalFile, readJournals } from './journal.ts';
import { KeyIndex } from './key-index.ts';
import { decodeManifest, encodeManifest, manifestName } from './manifest.ts';
import { type DecodedShard, decodeShard, type ShardHead } from './shard.ts';

const damagedEnding = '.damaged';

/** A store ready to be written to. */
export interface RecoveredStore {
  readonly contents: StoreContents;
  /** Journals of earlier writers that hold pending rows. */
  readonly journals: readonly { readonly path: string; readonly bytes: number }[];
  /** Greater than every number in use. */
  readonly nextNumber: number;
}

/**
 * Makes a store consistent after a crash at any moment, or makes a new one. To be called with the
 * lock held. Every step may be cut short and is then done again by the next call:
 *
 * 1. files that were being written are removed;
 * 2. a shard that the manifest names and that is damaged is set aside, its rows absent;
 * 3. a shard that no manifest names is checked row by row, then adopted where it brings a key that
 *    nothing else holds (the manifest was lost) and removed where it does not (it was merged into
 *    another, or a crash came before the manifest and its rows are still in a journal);
 * 4. the journals bring what no shard holds; torn tails are cut, journals without news removed.
 *
 * @throws E_STORE where the store is of another encoder or dimension, or the disk refuses
 */
export async function recoverStore(folder: string, asked: AskedIdentity): Promise<RecoveredStore> {
  const files = await listFiles(folder);
  for (const name of files.temporary) await removeFile(join(folder, name));

  const path = join(folder, manifestName);
  const text = (await readIfThere(path))?.toString('utf8');
  const manifest = text === undefined ? undefined : decodeManifest(text, path);
  const entries = manifest?.shards ?? [];
  const unnamed = files.shards.filter(name => entries.every(entry => entry.name !== name));
  const found = manifest ?? (await firstWhole(folder, unnamed));
  const { identity, codec } = settleIdentity(folder, asked, found);
  const contents = emptyContents(identity, codec, entries);
  if (manifest === undefined && (text !== undefined || files.shards.length > 0)) {
    contents.notices.push(`${path}: damaged or missing; made anew from the shards themselves`);
  }

  const leftOut = await addShards(contents, folder, entries);
  const journalFiles = await readJournals(folder, files.journals);
  await adoptShards(contents, folder, unnamed, journalFiles);
  const journals = await addJournals(contents, journalFiles);

  const now = contents.shards.map(shard => shard.entry);
  const renewed = encodeManifest({ ...identity, shards: now });
  if (renewed !== text) await replaceDurably(path, renewed);
  // Only now: before, the manifest still named the former and did not vouch for the latter.
  for (const entry of leftOut) await setAside(contents, folder, entry.name);
  for (const path of journals.spent) await removeFile(path);
  return { contents, journals: journals.held, nextNumber: files.nextNumber };
}

/** What the first whole shard says of the store, where no manifest does. */
async function firstWhole(folder: string, names: readonly string[]): Promise<DecodedShard | null> {
  for (const name of names) {
    const bytes = await readIfThere(join(folder, name));
    const shard = bytes === undefined ? undefined : decodeOrNothing(name, bytes);
    if (shard !== undefined) return shard;
  }
  return null;
}

/** A shard that no manifest names and that brings what nothing else holds. */
interface Stray {
  readonly path: string;
  readonly shard: DecodedShard;
  readonly head: ShardHead;
}

/** Step 3. The newest first: a merged shard stands for all that it replaced. */
async function adoptShards(
  contents: StoreContents,
  folder: string,
  names: readonly string[],
  journals: readonly JournalFile[],
): Promise<void> {
  if (names.length === 0) return;
  const elsewhere = journalKeys(contents, journals);
  const adopted: Stray[] = [];
  for (const name of names.toReversed()) {
    const stray = await judgeShard(contents, folder, name, elsewhere);
    if (stray === null) continue;
    addKeys(elsewhere, stray.head.keys);
    adopted.unshift(stray);
  }
  for (const { path, shard, head } of adopted) {
    addShard(contents, path, shard.entry, head);
    contents.notices.push(
      `${path}: ${shard.entry.rows} rows that no manifest named; checked and taken in`,
    );
  }
}

function journalKeys(contents: StoreContents, journals: readonly JournalFile[]): KeyIndex {
  const waiting = new KeyIndex();
  for (const [path, bytes] of journals) {
    for (const { keys } of decodeStoreJournal(contents, path, bytes).records) {
      addKeys(waiting, keys);
    }
  }
  return waiting;
}

function addKeys(index: KeyIndex, keys: Uint8Array): void {
  for (let at = 0; at < keys.length; at += keyBytes) index.add(keys, at);
}

async function judgeShard(
  contents: StoreContents,
  folder: string,
  name: string,
  elsewhere: KeyIndex,
): Promise<Stray | null> {
  const path = join(folder, name);
  const bytes = await readIfThere(path);
  if (bytes === undefined) return null;
  const shard = decodeOrNothing(name, bytes);
  if (shard === undefined) {
    await setAside(contents, folder, name);
    return null;
  }
  if (!isSameStore(shard, contents.identity)) {
    contents.notices.push(`${path}: a shard of another encoder; it is left alone`);
    return null;
  }
  const { keys, checksums } = shard.rows;
  if (!bringsKeys([contents.index, elsewhere], keys)) {
    await removeFile(path);
    return null;
  }
  return {
    path,
    shard,
    head: { keys, checksums, vectorsAt: bytes.length - shard.rows.bytes.length },
  };
}

function decodeOrNothing(name: string, bytes: Uint8Array) {
  try {
    return decodeShard(name, bytes);
  } catch (cause) {
    if (isMingaError(cause, 'E_CHECKSUM') || isMingaError(cause, 'E_SAFETENSORS')) return undefined;
    throw cause;
  }
}

function bringsKeys(held: readonly KeyIndex[], keys: Uint8Array): boolean {
  for (let at = 0; at < keys.length; at += keyBytes) {
    if (held.every(index => index.find(keys, at) === -1)) return true;
  }
  return false;
}

/** Step 4. */
async function addJournals(contents: StoreContents, journals: readonly JournalFile[]) {
  const held: { path: string; bytes: number }[] = [];
  const spent: string[] = [];
  for (const [path, bytes] of journals) {
    const { wholeBytes, added } = addJournal(contents, path, bytes);
    if (added === 0) {
      spent.push(path);
    } else {
      if (wholeBytes < bytes.length) await cutJournal(path, wholeBytes);
      held.push({ path, bytes: wholeBytes });
    }
  }
  return { held, spent };
}

async function setAside(contents: StoreContents, folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  try {
    await rename(path, path + damagedEnding);
  } catch (cause) {
    if ((await readIfThere(path)) === undefined) return;
    throw fileError(cause, path, 'set aside');
  }
  contents.notices.push(`${path}: damaged; kept as ${name}${damagedEnding} until you delete it`);
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause: unknown) => {
    throw fileError(cause, path, 'removed');
  });
}
