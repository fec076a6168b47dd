/**
 * Numbers as IEEE 754 binary16 bits, rounded to nearest, ties to even: 11 significant bits, largest
 * 65,504 (beyond 65,520 an infinity), smallest step 2⁻²⁴. NaN stays NaN.
 *
 * @param into where to write, as long as `numbers`; a new array by default
 * @example
 * singlePrecision(halfPrecision(Float32Array.of(1, 0.1))); // 1, 0.0999755859375
 */
export function halfPrecision(
  numbers: Float32Array,
  into: Uint16Array = new Uint16Array(numbers.length),
): Uint16Array {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  for (let i = 0; i < bits.length; i++) into[i] = halfBits(bits[i]);
  return into;
}

function halfBits(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    // Rebias the exponent (127 to 15), add just under half a step, and one more where the kept
    // part is odd: a carry runs into the exponent as it should.
    const odd = (magnitude >>> 13) & 1;
    return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
  }
  if (magnitude < 0x33000000) return sign;
  const exponent = magnitude >>> 23;
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - exponent;
  const kept = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const up = rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0;
  return sign | (kept + up);
}

/** The numbers of binary16 bits; every one is exact in float32. */
export function singlePrecision(halves: Uint16Array): Float32Array {
  const numbers = new Float32Array(halves.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let i = 0; i < halves.length; i++) {
    const sign = (halves[i] & 0x8000) << 16;
    const exponent = (halves[i] >>> 10) & 31;
    const fraction = halves[i] & 0x3ff;
    if (exponent === 31) bits[i] = sign | 0x7f800000 | (fraction << 13);
    else if (exponent > 0) bits[i] = sign | ((exponent + 112) << 23) | (fraction << 13);
    else numbers[i] = (sign === 0 ? 1 : -1) * fraction * 2 ** -24;
  }
  return numbers;
}
