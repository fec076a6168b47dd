import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { MingaError } from '../errors/index.ts';
import { halfPrecision, singlePrecision } from '../tensor/index.ts';
import type { ContentKey } from './content-key.ts';
import {
  nonceBytes,
  numberBytes,
  type RowFormat,
  rowBytesOf,
  type StorePrecision,
  tagBytes,
} from './row-format.ts';
import type { StoreKeys } from './store-key.ts';

/** Turns keys and vectors into what lies on disk, and back. */
export interface RowCodec {
  readonly format: RowFormat;
  /** Bytes of a row on disk. */
  readonly rowBytes: number;
  /** The key under which a content lies on disk. */
  storedKey(key: ContentKey): Uint8Array;
  /** Writes a vector to `row`, which is `rowBytes` long. */
  encode(storedKey: Uint8Array, vector: Float32Array, row: Uint8Array): void;
  /** Reads a row into `vector`; false where it was not written under this key. */
  decode(storedKey: Uint8Array, row: Uint8Array, vector: Float32Array): boolean;
}

/** @param keys null for a store that is not encrypted */
export function openRowCodec(
  precision: StorePrecision,
  dimension: number,
  keys: StoreKeys | null,
): RowCodec {
  const numbers = precision === 'float16' ? halves(dimension) : singles;
  if (keys === null) {
    const format = { precision, keyCheck: null };
    return {
      format,
      rowBytes: rowBytesOf(format, dimension),
      storedKey: key => key,
      encode: (_key, vector, row) => numbers.write(vector, row),
      decode(_key, row, vector) {
        numbers.read(row, vector);
        return true;
      },
    };
  }
  return encryptedCodec(precision, dimension, keys, numbers);
}

/**
 * AES-256-GCM, a random nonce a row; the stored key is authenticated with it, so that a row moved
 * under another key is found. Random nonces of 96 bits are safe for 2³² rows of a key (NIST SP
 * 800-38D, 8.3); a counter would repeat one where a write that failed is tried again.
 */
function encryptedCodec(
  precision: StorePrecision,
  dimension: number,
  keys: StoreKeys,
  numbers: Numbers,
): RowCodec {
  const format = { precision, keyCheck: keys.check };
  const plain = new Uint8Array(numberBytes(precision) * dimension);
  const end = nonceBytes + plain.length;
  return {
    format,
    rowBytes: rowBytesOf(format, dimension),
    storedKey: key => new Uint8Array(createHmac('sha256', keys.names).update(key).digest()),
    encode(storedKey, vector, row) {
      numbers.write(vector, plain);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keys.vectors, nonce);
      cipher.setAAD(storedKey);
      row.set(nonce);
      row.set(cipher.update(plain), nonceBytes);
      cipher.final();
      row.set(cipher.getAuthTag(), end);
    },
    decode(storedKey, row, vector) {
      const nonce = row.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', keys.vectors, nonce, {
        authTagLength: tagBytes,
      });
      decipher.setAAD(storedKey);
      decipher.setAuthTag(row.subarray(end, end + tagBytes));
      const opened = decipher.update(row.subarray(nonceBytes, end));
      try {
        decipher.final();
      } catch {
        return false;
      }
      numbers.read(opened, vector);
      return true;
    },
  };
}

interface Numbers {
  write(vector: Float32Array, bytes: Uint8Array): void;
  read(bytes: Uint8Array, vector: Float32Array): void;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const singles: Numbers = {
  write: (vector, bytes) => bytes.set(bytesOf(vector)),
  read: (bytes, vector) => bytesOf(vector).set(bytes),
};

/** Rows on disk begin at any byte, so numbers of two bytes go through an array of their own. */
function halves(dimension: number): Numbers {
  const bits = new Uint16Array(dimension);
  const bytesOfBits = bytesOf(bits);
  const single = singleOfHalf();
  return {
    write(vector, bytes) {
      halfPrecision(vector, bits);
      bytes.set(bytesOfBits);
    },
    read(bytes, vector) {
      bytesOfBits.set(bytes);
      for (let i = 0; i < bits.length; i++) vector[i] = single[bits[i]];
    },
  };
}

let table: Float32Array | null = null;

/** The number of every 16 bits: a look-up is several times as fast as the arithmetic. */
function singleOfHalf(): Float32Array {
  table ??= singlePrecision(Uint16Array.from({ length: 65_536 }, (_, bits) => bits));
  return table;
}

const largestHalf = 65_504;

/**
 * @throws E_NOT_FINITE where a number is beyond what the precision holds; it would become infinite
 */
export function checkRange(rows: ArrayLike<number>, dimension: number, precision: StorePrecision) {
  if (precision === 'float32') return;
  for (let i = 0; i < rows.length; i++) {
    if (Math.abs(rows[i]) <= largestHalf) continue;
    throw new MingaError('E_NOT_FINITE', {
      found: `row ${Math.floor(i / dimension)}, column ${i % dimension} is ${rows[i]}`,
      expected: `numbers up to ±${largestHalf}, the most that float16 holds`,
      fix: 'keep this encoder in float32 (store.precision)',
    });
  }
}
