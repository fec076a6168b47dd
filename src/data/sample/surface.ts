import { Random } from '../../tensor/index.ts';
import type { Look } from './lesion.ts';
import { drawNoiseField } from './noise-field.ts';
import { drawOutline, radiusAt } from './outline.ts';

/** A lesion in its own frame: the centre at 0, lengths in mean radii. */
export interface Surface {
  /** How much of the skin the lesion hides at a point, 0–1. */
  cover(u: number, v: number): number;
  /** How light the lesion is at a point; 1 on average. */
  pattern(u: number, v: number): number;
}

// The noise is defined over a square of this many radii around the centre.
const extent = 4;

/** The surface that all pictures of a lesion share. */
export function lesionSurface(look: Look, seed: number): Surface {
  const outline = drawOutline(seed, look.shape, sigmoid(look.border));
  const softness = 0.1 + 0.3 * sigmoid(-look.border);
  const random = new Random(seed, 'sample surface', look.shape);
  const globules = drawNoiseField(16, 16, random);
  const depth = 0.04 + 0.3 * sigmoid(1.4 * look.texture);
  const lean = 0.5 * sigmoid(1.4 * look.asymmetry) - 0.05;
  return {
    cover(u, v) {
      const radius = Math.hypot(u, v);
      if (radius > extent / 2) return 0;
      const inward = (radiusAt(outline, Math.atan2(v, u)) - radius) / softness + 0.5;
      return Math.max(0, Math.min(1, inward));
    },
    pattern(u, v) {
      return Math.max(0.2, 1 + depth * globules(inFrame(u), inFrame(v)) + lean * u);
    },
  };
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function inFrame(length: number): number {
  return Math.max(0, Math.min(1, length / extent + 0.5));
}
