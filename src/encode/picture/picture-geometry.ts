import { MingaError } from '../../errors/index.ts';
import type { PreprocessRules, ResizeTarget, Size } from './preprocess-rules.ts';

/** A one-pixel strip must not make tables as long as its proportions say. */
const longest = 65_536;

/**
 * The size that a picture is resized to.
 *
 * @throws E_IMAGE where it would exceed 65,536 pixels a side, or vanish
 */
export function resizedSize(image: Size, { resize }: PreprocessRules): Size {
  if (resize === null) return { width: image.width, height: image.height };
  const size = targetSize(image, resize.to);
  if (Math.max(size.width, size.height) <= longest && Math.min(size.width, size.height) >= 1) {
    return size;
  }
  throw new MingaError('E_IMAGE', {
    found: `an image of ${image.width} × ${image.height} pixels`,
    expected: `proportions that resize to between 1 and ${longest} pixels a side`,
  });
}

function targetSize({ width, height }: Size, to: ResizeTarget): Size {
  if ('width' in to) return to;
  if ('covers' in to) {
    const { covers } = to;
    return divided(width, height, Math.min(height / covers.height, width / covers.width));
  }
  if ('fits' in to) {
    const { fits } = to;
    return divided(width, height, Math.max(height / fits.height, width / fits.width));
  }
  if (!('shortestEdge' in to)) {
    const scale = to.longestEdge / Math.max(width, height);
    return { width: Math.trunc(width * scale + 0.5), height: Math.trunc(height * scale + 0.5) };
  }
  const { shortestEdge } = to;
  const shorter = Math.min(width, height);
  if (!('longestEdge' in to)) return withEdge(shortestEdge, shortestEdge);
  const longer = Math.max(width, height);
  if ((longer / shorter) * shortestEdge <= to.longestEdge) {
    return withEdge(shortestEdge, shortestEdge);
  }
  const exact = (to.longestEdge * shorter) / longer;
  const rounded = roundedToEven(exact);
  return rounded === shorter ? { width, height } : withEdge(rounded, exact);

  function withEdge(edge: number, unrounded: number): Size {
    const scaled = (length: number) =>
      length === shorter ? edge : Math.trunc((unrounded * length) / shorter);
    return { width: scaled(width), height: scaled(height) };
  }
}

function divided(width: number, height: number, ratio: number): Size {
  return { width: roundedToEven(width / ratio), height: roundedToEven(height / ratio) };
}

/** Halves go to the even neighbour, as in Python. */
export function roundedToEven(value: number): number {
  const floor = Math.floor(value);
  const part = value - floor;
  return part > 0.5 || (part === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** A stretch of an axis, and where it lands in the output. */
export interface Placement {
  readonly from: number;
  readonly length: number;
  readonly at: number;
}

/** What of an axis of `length` reaches an output of `wanted` pixels. */
export function placement(
  length: number,
  wanted: number,
  { pad, cropping }: PreprocessRules,
): Placement {
  if (pad !== undefined) return { from: 0, length, at: 0 };
  const spare = (length - wanted) / 2;
  if (cropping === 'torchvision') {
    return spare >= 0
      ? { from: roundedToEven(spare), length: wanted, at: 0 }
      : { from: 0, length, at: Math.floor(-spare) };
  }
  return spare >= 0
    ? { from: Math.floor(spare), length: wanted, at: 0 }
    : { from: 0, length, at: Math.ceil(-spare) };
}
