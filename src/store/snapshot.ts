import { join } from 'node:path';
import { MingaError } from '../errors/index.ts';
import { addJournal, addShards, emptyContents, type StoreContents } from './contents.ts';
import { readIfThere } from './durable-file.ts';
import { listFiles } from './file-names.ts';
import { type AskedIdentity, settleIdentity } from './identity.ts';
import { readJournals } from './journal.ts';
import { decodeManifest, manifestName, type ShardEntry } from './manifest.ts';

/** A try after the first reads only what came since, so even a busy writer is soon caught up with. */
const attempts = 100;

/**
 * A store as it stands, without a lock and without writing. Journals are removed only after a new
 * manifest is in place, so what was read between two equal manifests is one consistent state.
 *
 * @throws E_STORE where there is no store, it is of another encoder, or its manifest is damaged
 */
export async function readSnapshot(folder: string, asked: AskedIdentity): Promise<StoreContents> {
  const path = join(folder, manifestName);
  let before = await readIfThere(path);
  let contents: StoreContents | null = null;
  let known: readonly ShardEntry[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (before === undefined) throw unreadable(`${folder} holds no store`);
    const manifest = decodeManifest(before.toString('utf8'), path);
    if (manifest === undefined) throw unreadable(`${path} is damaged`);
    if (contents === null || known.length === 0 || !isStartOf(known, manifest.shards)) {
      const { identity, codec } = settleIdentity(folder, asked, manifest);
      contents = emptyContents(identity, codec, manifest.shards);
      known = [];
    }
    await addShards(contents, folder, manifest.shards.slice(known.length));
    known = manifest.shards;
    const journals = await readJournals(folder, (await listFiles(folder)).journals);
    const after = await readIfThere(path);
    if (after?.equals(before)) {
      for (const [place, bytes] of journals) addJournal(contents, place, bytes);
      return contents;
    }
    before = after;
  }
  throw new MingaError('E_STORE', {
    found: `${folder} changed ${attempts} times while it was read`,
    fix: 'try again when its writer is less busy',
  });
}

/** False where a writer has merged shards or set a damaged one aside: rows then have other numbers. */
function isStartOf(known: readonly ShardEntry[], entries: readonly ShardEntry[]): boolean {
  return known.every(({ name }, i) => i < entries.length && entries[i].name === name);
}

function unreadable(found: string): MingaError {
  return new MingaError('E_STORE', {
    found,
    expected: 'a store that can be read',
    fix: 'open it once for writing (any run that embeds does): that makes or mends it',
  });
}
