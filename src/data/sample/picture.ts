import { Random } from '../../tensor/index.ts';
import { drawHairs } from './hairs.ts';
import type { Look } from './lesion.ts';
import { drawNoiseField } from './noise-field.ts';
import { lesionSurface, sigmoid } from './surface.ts';

export const pictureWidth = 128;
export const pictureHeight = 96;

type Colour = readonly [number, number, number];

const lightSkin: Colour = [236, 196, 172];
const darkSkin: Colour = [132, 92, 70];

// The part of the skin's light that a lesion gives back, from a low hue to a high one.
const brown: Colour = [0.66, 0.5, 0.36];
const blueGrey: Colour = [0.52, 0.48, 0.58];

/** Spread of the grain of the sensor, in grey levels. */
const grainLevels = 22;

/** Where and how one picture of a lesion was taken; lengths in pixels. */
interface Shot {
  readonly centerX: number;
  readonly centerY: number;
  readonly turn: number;
  readonly radius: number;
  readonly vignette: number;
  readonly light: number;
  readonly slope: number;
}

/**
 * Draws one picture of a lesion: `pictureWidth` × `pictureHeight` pixels, RGB in rows from the top
 * left. Pictures of one lesion share its outline and colours and differ in place, turn, light,
 * hairs and grain.
 */
export function drawPicture(look: Look, seed: number, row: number): Uint8Array {
  const random = new Random(seed, 'sample picture', row);
  const shot = takeShot(look, random);
  const surface = lesionSurface(look, seed);
  const skin = mix(lightSkin, darkSkin, look.tone);
  const lesion = mix(brown, blueGrey, sigmoid(look.hue));
  const blotches = drawNoiseField(6, 5, random);
  const cos = Math.cos(shot.turn) / shot.radius;
  const sin = Math.sin(shot.turn) / shot.radius;
  const pixels = new Uint8Array(3 * pictureWidth * pictureHeight);
  for (let y = 0, at = 0; y < pictureHeight; y++) {
    for (let x = 0; x < pictureWidth; x++, at += 3) {
      const dx = x - shot.centerX;
      const dy = y - shot.centerY;
      const u = cos * dx - sin * dy;
      const v = sin * dx + cos * dy;
      const light = lightAt(shot, x, y) + 0.03 * blotches(x / pictureWidth, y / pictureHeight);
      const cover = surface.cover(u, v);
      const pattern = cover === 0 ? 1 : surface.pattern(u, v);
      const grain = random.uint32();
      for (let channel = 0; channel < 3; channel++) {
        const speck = ((grain >>> (8 * channel)) & 0xff) / 255 - 0.5;
        const shade = 1 - cover * (1 - lesion[channel] * pattern);
        const value = skin[channel] * light * shade + grainLevels * speck;
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  drawHairs(pixels, pictureWidth, pictureHeight, random);
  return pixels;
}

function takeShot(look: Look, random: Random): Shot {
  return {
    centerX: pictureWidth * (0.5 + 0.05 * random.normal()),
    centerY: pictureHeight * (0.5 + 0.05 * random.normal()),
    turn: 2 * Math.PI * random.uniform(),
    radius: Math.max(14, 27 + 4 * look.size + 1.5 * random.normal()),
    vignette: 0.5 * random.uniform(),
    light: 1 + 0.06 * random.normal(),
    slope: 0.12 * random.normal(),
  };
}

/** The light that falls on a pixel: a slope from left to right, darker corners. */
function lightAt({ light, slope, vignette }: Shot, x: number, y: number): number {
  const across = x / pictureWidth - 0.5;
  const down = y / pictureHeight - 0.5;
  return light * (1 + slope * across) * (1 - vignette * (across * across + down * down));
}

function mix(from: Colour, to: Colour, part: number): Colour {
  const at = (channel: 0 | 1 | 2) => from[channel] + part * (to[channel] - from[channel]);
  return [at(0), at(1), at(2)];
}
