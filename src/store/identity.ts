import { MingaError } from '../errors/index.ts';
import type { Manifest } from './manifest.ts';
import { openRowCodec, type RowCodec } from './row-codec.ts';
import type { RowFormat, StorePrecision } from './row-format.ts';
import type { ShardIdentity } from './shard.ts';
import type { StoreKeys } from './store-key.ts';

/** Whose rows are asked for, and how they are to lie on disk where that is still open. */
export interface AskedIdentity {
  readonly fingerprint: string;
  readonly dimension: number;
  readonly encoder: Readonly<Record<string, unknown>>;
  /** Undefined takes what the store has, float32 for a new one. */
  readonly precision?: StorePrecision;
  /** Null where nothing is to be encrypted. */
  readonly keys: StoreKeys | null;
}

/** What a store says of itself, in a manifest or in a shard. */
export type FoundIdentity = Pick<Manifest, 'fingerprint' | 'dimension' | 'format'>;

/** What a store is, and how its rows are read and written. */
export interface StoreIdentity {
  readonly identity: ShardIdentity;
  readonly codec: RowCodec;
}

/**
 * Brings together what is asked for and what is there.
 *
 * @param found null for a new store
 * @throws E_STORE where the store is of another encoder, dimension or precision
 * @throws E_STORE_KEY where it is encrypted and the key is missing or wrong, or is not and one is given
 */
export function settleIdentity(
  place: string,
  asked: AskedIdentity,
  found: (FoundIdentity & { readonly encoder?: ShardIdentity['encoder'] }) | null,
): StoreIdentity {
  if (found !== null) checkIdentity(place, found, asked);
  const { fingerprint, dimension, keys } = asked;
  const precision = found?.format.precision ?? asked.precision ?? 'float32';
  if (found !== null) checkKey(place, found.format.keyCheck, keys?.check ?? null);
  const codec = openRowCodec(precision, dimension, keys);
  const encoder = found?.encoder ?? asked.encoder;
  return { identity: { fingerprint, dimension, encoder, format: codec.format }, codec };
}

/** @throws E_STORE where a store is of another encoder, dimension or precision than was asked for */
function checkIdentity(place: string, found: FoundIdentity, asked: AskedIdentity): void {
  const { fingerprint, dimension, precision } = asked;
  if (found.fingerprint !== fingerprint || found.dimension !== dimension) {
    throw new MingaError('E_STORE', {
      found: `${place} holds embeddings of encoder ${found.fingerprint}, dimension ${found.dimension}`,
      expected: `encoder ${fingerprint}, dimension ${dimension}`,
      fix: 'give each encoder a folder of its own',
    });
  }
  if (precision === undefined || precision === found.format.precision) return;
  throw new MingaError('E_STORE', {
    found: `${place} holds ${found.format.precision}`,
    expected: precision,
    fix: `ask for ${found.format.precision}, give another folder, or remove it with \`minga store purge\` and encode anew`,
  });
}

function checkKey(place: string, found: string | null, given: string | null): void {
  if (found === given) return;
  const problem =
    found === null
      ? {
          found: `${place} is not encrypted, and a key was given`,
          expected: 'an encrypted store',
          fix: 'what is there stays readable to others: remove it with `minga store purge`, or do not ask for encryption',
        }
      : {
          found: `${place} is encrypted, and ${given === null ? 'no key was given' : 'the key is another one'}`,
          expected: 'the key that it was made with',
          fix: 'set MINGA_STORE_KEY to it and ask for encryption (store.encrypt in a plan); without it the rows cannot be had back',
        };
  throw new MingaError('E_STORE_KEY', problem);
}

/** True for a shard or manifest of the very same store. */
export function isSameStore(a: FoundIdentity, b: FoundIdentity): boolean {
  return (
    a.fingerprint === b.fingerprint &&
    a.dimension === b.dimension &&
    isSameFormat(a.format, b.format)
  );
}

function isSameFormat(a: RowFormat, b: RowFormat): boolean {
  return a.precision === b.precision && a.keyCheck === b.keyCheck;
}
