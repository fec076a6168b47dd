import type { Random } from '../../tensor/index.ts';

/** Smooth noise, about standard normal, over x and y from 0 to 1: a grid of numbers, interpolated. */
export function drawNoiseField(
  columns: number,
  rows: number,
  random: Random,
): (x: number, y: number) => number {
  const grid = Float64Array.from({ length: (columns + 1) * (rows + 1) }, () => random.normal());
  return (x, y) => {
    const column = Math.min(columns - 1, Math.floor(x * columns));
    const row = Math.min(rows - 1, Math.floor(y * rows));
    const u = ease(x * columns - column);
    const v = ease(y * rows - row);
    const corner = row * (columns + 1) + column;
    const upper = grid[corner] + u * (grid[corner + 1] - grid[corner]);
    const below = corner + columns + 1;
    const lower = grid[below] + u * (grid[below + 1] - grid[below]);
    return upper + v * (lower - upper);
  };
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
