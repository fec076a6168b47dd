import { createHash } from 'node:crypto';
import { MingaError } from '../errors/index.ts';
import { isShardName } from './file-names.ts';
import { plainFormat, type RowFormat } from './row-format.ts';

export const manifestName = 'manifest.json';
/** A store of plain float32 is of the first version, which older programs read. */
const firstVersion = 1;
const version = 2;

/** A sealed shard as the manifest records it. */
export interface ShardEntry {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** CRC-32 of all that precedes the vectors (header, row checksums, keys): checked at opening. */
  readonly headCrc32: number;
  /** sha256 of the whole file, hexadecimal: checked by verify(). */
  readonly sha256: string;
}

/** What a store says of itself. Replaced as a whole, never edited in place. */
export interface Manifest {
  readonly fingerprint: string;
  readonly dimension: number;
  readonly encoder: Readonly<Record<string, unknown>>;
  readonly format: RowFormat;
  readonly shards: readonly ShardEntry[];
}

/** The manifest as JSON that ends with a sha256 of the rest, so that a flipped bit shows. */
export function encodeManifest(manifest: Manifest): string {
  const { fingerprint, dimension, encoder, format, shards } = manifest;
  const described =
    format.precision === 'float32' && format.keyCheck === null
      ? { version: firstVersion, fingerprint, dimension, dtype: 'F32', encoder }
      : { version, fingerprint, dimension, format, encoder };
  const body = { ...described, shards };
  return `${JSON.stringify({ ...body, sha256: digest(body) }, null, 2)}\n`;
}

/**
 * Reads a manifest; undefined where the text is damaged.
 *
 * @throws E_STORE where it is of a later version, which must not be taken for damage
 */
export function decodeManifest(text: string, path: string): Manifest | undefined {
  const value = parse(text);
  if (!isRecord(value)) return undefined;
  const { sha256, ...body } = value;
  // Before the checksum: a later version may count it otherwise.
  if (typeof body.version === 'number' && body.version > version) {
    throw new MingaError('E_STORE', {
      found: `${path} is of version ${body.version}`,
      expected: `version ${version} or an earlier one`,
      fix: 'use the Minga that wrote it, or another folder',
    });
  }
  if (sha256 !== digest(body)) return undefined;
  const { fingerprint, dimension, encoder, shards } = body;
  if (typeof fingerprint !== 'string' || !isCount(dimension) || !isRecord(encoder))
    return undefined;
  if (!Array.isArray(shards) || !shards.every(isShardEntry)) return undefined;
  const format = body.version === firstVersion ? plainFormat : body.format;
  if (!isFormat(format)) return undefined;
  return { fingerprint, dimension, encoder, format, shards };
}

function digest(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isShardEntry(value: unknown): value is ShardEntry {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    isShardName(value.name) &&
    isCount(value.rows) &&
    isCount(value.bytes) &&
    isCount(value.headCrc32) &&
    typeof value.sha256 === 'string'
  );
}

function isFormat(value: unknown): value is RowFormat {
  return (
    isRecord(value) &&
    (value.precision === 'float32' || value.precision === 'float16') &&
    (value.keyCheck === null || typeof value.keyCheck === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
