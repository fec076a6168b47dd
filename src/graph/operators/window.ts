import { MingaError } from '../../errors/index.ts';
import { shapeError } from '../operator.ts';
import type { Attributes, Dimension, Value } from '../value.ts';
import { intsOf } from './attributes.ts';
import { plus, steps } from './dimension.ts';

/** Where a window goes over the spatial axes: those behind samples and channels. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  /** As ONNX has them: before each spatial axis, then after each. */
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
}

/** What can be set of a window; one number an axis (pads: two). */
export type WindowOptions = Partial<Omit<Window, 'kernel'>>;

/**
 * A window with its settings filled in and checked.
 *
 * @throws E_GRAPH where `x` is not [n, c, length] or [n, c, height, width]
 * @throws E_OPTION where there are not as many numbers as axes, or one is out of range
 */
export function windowOver(
  operator: string,
  x: Value,
  kernel: readonly number[],
  options: WindowOptions,
  stride: readonly number[],
): Window {
  const axes = x.shape.length - 2;
  if (axes < 1 || axes > 2 || kernel.length !== axes) {
    throw shapeError(operator, [x], '[n, c, length] or [n, c, height, width], as its kernel');
  }
  const {
    strides = stride,
    pads = Array(2 * axes).fill(0),
    dilations = Array(axes).fill(1),
  } = options;
  const window = { kernel, strides, pads, dilations };
  const counts = strides.length === axes && dilations.length === axes && pads.length === 2 * axes;
  const sizes = [...kernel, ...strides, ...dilations].every(n => Number.isInteger(n) && n >= 1);
  if (!counts || !sizes || !pads.every(n => Number.isInteger(n) && n >= 0)) {
    throw new MingaError('E_OPTION', {
      found: `${operator} with ${JSON.stringify(window)}`,
      expected: 'a whole number at least 1 an axis, and two pads at least 0',
    });
  }
  return window;
}

/** A window as ONNX attributes, and back. */
export function windowAttributes({ kernel, strides, pads, dilations }: Window): Attributes {
  return {
    kernel_shape: { ints: kernel },
    strides: { ints: strides },
    pads: { ints: pads },
    dilations: { ints: dilations },
  };
}

export function windowIn(attributes: Attributes): Window {
  return {
    kernel: intsOf(attributes, 'kernel_shape'),
    strides: intsOf(attributes, 'strides'),
    pads: intsOf(attributes, 'pads'),
    dilations: intsOf(attributes, 'dilations'),
  };
}

/** The places of a window along each spatial axis: ⌊(size + pads − reach) / stride⌋ + 1. */
export function windowCounts(operator: string, x: Value, window: Window): Dimension[] {
  return x.shape.slice(2).map((size, i) => {
    const room = plus(size, padOf(window, i) - reachOf(window, i));
    if (typeof room === 'number' && room < 0) {
      throw shapeError(operator, [x], `room for a kernel of ${window.kernel.join(' × ')}`);
    }
    return steps(room, window.strides[i]);
  });
}

/** Both pads of an axis. */
export function padOf({ pads }: Window, axis: number): number {
  return pads[axis] + pads[axis + pads.length / 2];
}

/** How many elements a kernel spans along an axis. */
export function reachOf({ kernel, dilations }: Window, axis: number): number {
  return dilations[axis] * (kernel[axis] - 1) + 1;
}
