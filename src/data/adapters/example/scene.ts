import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import { writePicture } from './picture.ts';

/** What an invented picture shows: a patch of one colour on a dull ground. */
export interface Scene {
  /** Stands for the class, 0–1, as an angle of the colour circle. */
  readonly hue: number;
  readonly seed: number;
  /** Pictures of one number look alike. */
  readonly number: number;
}

const size = { width: 64, height: 48 } as const;

/** Grey levels by which a pixel may be off. */
const grain = 40;

/** Writes a picture, with its folder where that is absent. */
export async function writeScene(path: string, { hue, seed, number }: Scene): Promise<void> {
  const random = new Random(seed, 'example scene', number);
  const left = size.width * (0.2 + 0.4 * random.uniform());
  const top = size.height * (0.2 + 0.4 * random.uniform());
  const radius = 8 + 6 * random.uniform();
  const turned = hue + 0.04 * random.normal();
  await mkdir(dirname(path), { recursive: true });
  await writePicture(path, size, (x, y) => {
    const inside = Math.hypot(x - left, y - top) < radius;
    const level = (channel: number) => {
      const colour = 128 + 100 * Math.cos(2 * Math.PI * (turned - channel / 3));
      return (inside ? colour : 110) + grain * (random.uniform() - 0.5);
    };
    return [level(0), level(1), level(2)];
  });
}
