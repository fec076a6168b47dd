/** One decoded frame before any look-up: whole numbers as they are stored. */
export interface FrameSamples {
  /** Interleaved where there are three samples a pixel. Bits beyond `bits` are 0. */
  readonly values: Uint8Array | Uint16Array;
  /** Bits of a value that count, 1–16. */
  readonly bits: number;
  /** True where a value is a two's complement number of `bits` bits. */
  readonly signed: boolean;
  /** True where a codec has already made red, green and blue of it. */
  readonly rgb: boolean;
}

/** The number that a stored value stands for. */
export function signedValue(
  value: number,
  { bits, signed }: Pick<FrameSamples, 'bits' | 'signed'>,
) {
  return signed ? (value << (32 - bits)) >> (32 - bits) : value;
}
