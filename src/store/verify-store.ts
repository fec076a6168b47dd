import { join, resolve } from 'node:path';
import { MingaError } from '../errors/index.ts';
import { readIfThere } from './durable-file.ts';
import { checkShards, type StoreHealth } from './health.ts';
import { decodeManifest, manifestName } from './manifest.ts';

/**
 * Reads every byte of a store's shards and compares each file's sha256 with the one in the manifest.
 * It needs no key: checksums go over what lies on disk.
 *
 * @throws E_STORE where the folder holds no store, its manifest is damaged, or a file cannot be read
 * @example
 * const { damaged } = await verifyStore('.minga/store/0123456789abcdef');
 */
export async function verifyStore(folder: string): Promise<StoreHealth> {
  const place = resolve(folder);
  const path = join(place, manifestName);
  const text = await readIfThere(path);
  const manifest = text === undefined ? undefined : decodeManifest(text.toString('utf8'), path);
  if (manifest === undefined) {
    throw new MingaError('E_STORE', {
      found: `${place} holds no store, or its manifest is damaged`,
      expected: 'the folder of one store',
      fix: 'open it once for writing (any run that embeds does): that mends a manifest',
    });
  }
  return checkShards(place, manifest.shards);
}
