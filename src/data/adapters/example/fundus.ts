import type { Random } from '../../../tensor/index.ts';
import type { Colour, PictureSize } from './picture.ts';

/** What an invented picture of a retina shows. */
export interface FundusLook {
  readonly eye: 'left' | 'right';
  /** Red dots: bleedings. */
  readonly spots: number;
  /** 0 is sharp and bright, 1 a bad photograph. */
  readonly haze: number;
}

export const fundusSize: PictureSize = { width: 96, height: 96 };

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The colours of an invented retina: an orange disc on black, the optic disc towards the nose, red dots. */
export function drawFundus(look: FundusLook, random: Random): (x: number, y: number) => Colour {
  const { width, height } = fundusSize;
  const field: Disc = { x: width / 2, y: height / 2, radius: 0.46 * width };
  const side = look.eye === 'right' ? 0.68 : 0.32;
  const nerve: Disc = { x: side * width, y: (0.46 + 0.06 * random.uniform()) * height, radius: 7 };
  const spots = Array.from({ length: look.spots }, () => spotWithin(field, random));
  const light = (0.85 + 0.3 * random.uniform()) * (1 - 0.4 * look.haze);
  const noise = 14 + 20 * look.haze;
  return (x, y) => {
    if (!covers(field, x, y)) return [0, 0, 0];
    const grain = noise * (random.uniform() - 0.5);
    const [red, green, blue] = colourOf(x, y, nerve, spots);
    return [light * red + grain, light * green + grain, light * blue + grain];
  };
}

function colourOf(x: number, y: number, nerve: Disc, spots: readonly Disc[]): Colour {
  if (spots.some(spot => covers(spot, x, y))) return [118, 20, 14];
  return covers(nerve, x, y) ? [246, 214, 140] : [198, 98, 46];
}

function spotWithin(field: Disc, random: Random): Disc {
  const angle = 2 * Math.PI * random.uniform();
  const distance = 0.85 * field.radius * Math.sqrt(random.uniform());
  return {
    x: field.x + distance * Math.cos(angle),
    y: field.y + distance * Math.sin(angle),
    radius: 1.2 + 1.8 * random.uniform(),
  };
}

function covers(disc: Disc, x: number, y: number): boolean {
  return (x - disc.x) ** 2 + (y - disc.y) ** 2 <= disc.radius ** 2;
}
