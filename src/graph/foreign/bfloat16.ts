/** bfloat16, which is the upper half of a float32, raw bits to float32. */
export function widenBfloat16(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, half => half * 2 ** 16).buffer);
}
