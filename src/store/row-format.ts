/** The kind of number that vectors are kept in. */
export type StorePrecision = 'float32' | 'float16';

/** How the vectors of a store lie on disk. */
export interface RowFormat {
  readonly precision: StorePrecision;
  /** Tells the right key of an encrypted store from a wrong one; null where nothing is encrypted. */
  readonly keyCheck: string | null;
}

/** What an encrypted row has besides its numbers: a nonce before them and a tag behind. */
export const nonceBytes = 12;
export const tagBytes = 16;

export const plainFormat: RowFormat = { precision: 'float32', keyCheck: null };

/** Bytes of one number. */
export function numberBytes(precision: StorePrecision): number {
  return precision === 'float16' ? 2 : 4;
}

/** Bytes of one row on disk. */
export function rowBytesOf({ precision, keyCheck }: RowFormat, dimension: number): number {
  const numbers = numberBytes(precision) * dimension;
  return keyCheck === null ? numbers : nonceBytes + numbers + tagBytes;
}
