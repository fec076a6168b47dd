/** Descriptors look at pictures of this many pixels a side. */
export const side = 128;

/** The centre is a disc of this radius, some 31 % of the picture; the rest is the surround. */
const centreRadius = 40;

/** For every pixel 0 where it lies in the centre, 1 in the surround. */
export const region: Uint8Array = Uint8Array.from({ length: side * side }, (_, i) => {
  const x = (i % side) + 0.5 - side / 2;
  const y = Math.floor(i / side) + 0.5 - side / 2;
  return x * x + y * y <= centreRadius * centreRadius ? 0 : 1;
});

/** 1000 times the luminance of ITU-R BT.601, 0–255 000, in whole numbers so that ties are exact. */
export function luminance(data: Uint8Array): Int32Array {
  return Int32Array.from(
    { length: side * side },
    (_, i) => 299 * data[i * 3] + 587 * data[i * 3 + 1] + 114 * data[i * 3 + 2],
  );
}

/** The square roots of each bin's share of all counts from `from` to `to`-1, in place. */
export function toHellinger(bins: Float64Array, from = 0, to = bins.length): void {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bins[i];
  if (sum === 0) return;
  for (let i = from; i < to; i++) bins[i] = Math.sqrt(bins[i] / sum);
}
