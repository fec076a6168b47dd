import type { Random } from '../../tensor/index.ts';

/** Draws a few dark, bent hairs across an RGB picture; they tell nothing of the lesion. */
export function drawHairs(pixels: Uint8Array, width: number, height: number, random: Random): void {
  const count = random.uniform() < 0.4 ? 0 : random.below(9);
  for (let hair = 0; hair < count; hair++) {
    const darkness = 0.35 + 0.3 * random.uniform();
    let x = random.uniform() * width;
    let y = random.uniform() * height;
    let direction = 2 * Math.PI * random.uniform();
    const bend = 0.03 * random.normal();
    const length = 30 + random.below(70);
    for (let step = 0; step < length; step++) {
      darken(pixels, width, height, Math.floor(x), Math.floor(y), darkness);
      x += Math.cos(direction);
      y += Math.sin(direction);
      direction += bend;
    }
  }
}

function darken(
  pixels: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  part: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = 3 * (y * width + x);
  for (let channel = 0; channel < 3; channel++) pixels[at + channel] *= part;
}
