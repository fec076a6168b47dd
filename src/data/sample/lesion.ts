import { Random } from '../../tensor/index.ts';
import { type Kind, kinds } from './kinds.ts';
import { drawRecord, type LesionRecord } from './record.ts';

/** What the pictures of a lesion show: traits about standard normal, and a skin tone 0 (light)–1 (dark). */
export interface Look {
  readonly hue: number;
  readonly border: number;
  readonly texture: number;
  readonly asymmetry: number;
  readonly size: number;
  readonly tone: number;
  /** Names the random shape, which all pictures of the lesion share. */
  readonly shape: number;
}

/** An invented lesion: one to three pictures, one record. */
export interface Lesion {
  readonly id: string;
  readonly kind: Kind;
  readonly look: Look;
  readonly record: LesionRecord;
  /** Row numbers of its pictures, from 0. */
  readonly rows: readonly number[];
}

/** Lesions with `rows` pictures together, kinds in their shares, in random order. */
export function drawLesions(rows: number, seed: number): Lesion[] {
  const sizes = pictureCounts(rows, new Random(seed, 'sample sizes'));
  const order = new Random(seed, 'sample kinds').permutation(sizes.length);
  let next = 0;
  return sizes.map((size, index) => {
    const kind = kindAt((order[index] + 0.5) / sizes.length);
    const random = new Random(seed, 'sample lesion', index);
    const lesion = {
      id: `L${String(index + 1).padStart(5, '0')}`,
      kind,
      look: drawLook(kind, index, random),
      record: drawRecord(kind, random),
      rows: Array.from({ length: size }, (_, i) => next + i),
    };
    next += size;
    return lesion;
  });
}

function pictureCounts(rows: number, random: Random): number[] {
  const counts: number[] = [];
  for (let left = rows; left > 0; left -= counts[counts.length - 1]) {
    const u = random.uniform();
    counts.push(Math.min(left, u < 0.5 ? 1 : u < 0.8 ? 2 : 3));
  }
  return counts;
}

/** The kind that covers a position 0–1 where the shares lie end to end. */
function kindAt(position: number): Kind {
  let end = 0;
  for (const kind of kinds) {
    end += kind.share;
    if (position < end) return kind;
  }
  return kinds[kinds.length - 1];
}

function drawLook({ look }: Kind, shape: number, random: Random): Look {
  return {
    hue: look.hue + random.normal(),
    border: look.border + random.normal(),
    texture: look.texture + random.normal(),
    asymmetry: look.asymmetry + random.normal(),
    size: random.normal(),
    tone: random.uniform(),
    shape,
  };
}
