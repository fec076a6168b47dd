import { Random } from '../../tensor/index.ts';

const steps = 256;

/**
 * The outline of a lesion: its radius as a part of the mean radius, for `steps` directions around
 * it, a sum of waves whose strength grows with `irregularity` (0 a circle, 1 ragged).
 */
export function drawOutline(seed: number, shape: number, irregularity: number): Float64Array {
  const random = new Random(seed, 'sample outline', shape);
  const outline = new Float64Array(steps).fill(1);
  for (let wave = 2; wave <= 9; wave++) {
    const strength = (0.05 + 0.55 * irregularity) * (random.normal() / (wave + 1));
    const phase = 2 * Math.PI * random.uniform();
    for (let step = 0; step < steps; step++) {
      outline[step] += strength * Math.cos((2 * Math.PI * wave * step) / steps + phase);
    }
  }
  return outline.map(radius => Math.max(0.35, radius));
}

/** The radius in a direction (radians). */
export function radiusAt(outline: Float64Array, direction: number): number {
  const turns = direction / (2 * Math.PI);
  return outline[Math.floor((turns - Math.floor(turns)) * steps) % steps];
}
