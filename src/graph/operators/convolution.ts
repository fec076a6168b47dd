import { apply, type Operator, type OperatorEntry, shapeError } from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { intOf, intsOf } from './attributes.ts';
import { product, quotient } from './dimension.ts';
import { transpose } from './matrix.ts';
import { reduceSum } from './reduction.ts';
import { slice } from './section.ts';
import { knownSize, reshape } from './shape.ts';
import {
  padOf,
  reachOf,
  type Window,
  type WindowOptions,
  windowAttributes,
  windowCounts,
  windowIn,
  windowOver,
} from './window.ts';

const correlation: Operator = {
  name: 'Conv',
  build(graph, inputs, attributes) {
    const [x, w] = inputs;
    const groups = intOf(attributes, 'group');
    const fits =
      w.shape.length === x.shape.length &&
      x.shape[1] === product([w.shape[1], groups]) &&
      !(Number(w.shape[0]) % groups > 0);
    if (!fits) {
      throw shapeError('Conv', [x, w], `x [n, c, …] and w [o, c / ${groups}, …]`);
    }
    requireBias('Conv', inputs, w.shape[0]);
    const counts = windowCounts('Conv', x, windowIn(attributes));
    const type = { type: x.type, shape: [x.shape[0], w.shape[0], ...counts] };
    return graph.node('Conv', inputs, attributes, [type]);
  },
  gradient({ inputs: [x, w], attributes }, [g]) {
    if (g === null) return [null, null, null];
    const window = windowIn(attributes);
    const groups = intOf(attributes, 'group');
    const sizes = window.kernel.map((_, i) => knownSize('gradient of Conv', x, i + 2));
    const counts = window.kernel.map((_, i) => knownSize('gradient of Conv', g, i + 2));
    // What a stride leaves over at the end was seen by no kernel, and must be added again.
    const outputPadding = sizes.map(
      (size, i) =>
        size - (window.strides[i] * (counts[i] - 1) + reachOf(window, i) - padOf(window, i)),
    );
    const dx = convTranspose(g, w, { ...window, groups, outputPadding });
    const dw = kernelGradient(x, g, window, groups);
    return [dx, dw, sumOverPlaces(g)];
  },
};

const transposed: Operator = {
  name: 'ConvTranspose',
  build(graph, inputs, attributes) {
    const [x, w] = inputs;
    const groups = intOf(attributes, 'group');
    const divides = !(Number(x.shape[1]) % groups > 0);
    if (w.shape.length !== x.shape.length || w.shape[0] !== x.shape[1] || !divides) {
      throw shapeError('ConvTranspose', [x, w], `x [n, c, …] and w [c, o / ${groups}, …]`);
    }
    const outputs = product([w.shape[1], groups]);
    requireBias('ConvTranspose', inputs, outputs);
    const window = windowIn(attributes);
    const extra = intsOf(attributes, 'output_padding');
    const sizes = window.kernel.map((_, i) => {
      const before = window.strides[i] * (knownSize('ConvTranspose', x, i + 2) - 1);
      return before + reachOf(window, i) - padOf(window, i) + extra[i];
    });
    return graph.node('ConvTranspose', inputs, attributes, [
      { type: x.type, shape: [x.shape[0], outputs, ...sizes] },
    ]);
  },
  // The transpose of a convolution is differentiated by that convolution.
  gradient({ inputs: [x, w], attributes }, [g]) {
    if (g === null) return [null, null, null];
    const window = windowIn(attributes);
    const groups = intOf(attributes, 'group');
    const dx = correlate(g, w, window, groups, null);
    return [dx, kernelGradient(g, x, window, groups), sumOverPlaces(g)];
  },
};

function requireBias(operator: string, inputs: readonly Value[], outputs: unknown): void {
  const [x, w, bias] = inputs;
  if (bias === undefined || (bias.shape.length === 1 && bias.shape[0] === outputs)) return;
  throw shapeError(`${operator} with bias`, [x, w, bias], `a bias of shape [${outputs}]`);
}

function sumOverPlaces(g: Value): Value {
  return reduceSum(
    g,
    g.shape.map((_, i) => i).filter(i => i !== 1),
  );
}

/**
 * dw[o, c, k] = Σₙ Σₚ g[n, o, p] · x[n, c, stride·p + dilation·k − pad]: a convolution in which
 * samples and channels change places, and so do strides and dilations. With groups, the channels
 * of a group are the samples, and a group's samples its channels.
 */
function kernelGradient(x: Value, g: Value, window: Window, groups: number): Value {
  const [samples, channels, ...sizes] = x.shape;
  const spatial = sizes.map((_, i) => i);
  const perGroup = typeof channels === 'number' ? channels / groups : -1;
  const turned =
    groups === 1
      ? transpose(x, [1, 0, ...spatial.map(i => i + 2)])
      : reshape(
          transpose(reshape(x, [samples, groups, perGroup, ...sizes]), [
            2,
            1,
            0,
            ...spatial.map(i => i + 3),
          ]),
          [quotient([channels], [groups]) ?? -1, -1, ...sizes],
        );
  const weights = transpose(g, [1, 0, ...spatial.map(i => i + 2)]);
  const swapped = {
    kernel: spatial.map(i => Number(g.shape[i + 2])),
    strides: window.dilations,
    dilations: window.strides,
    pads: window.pads,
  };
  const found = correlate(turned, weights, swapped, groups, null);
  const trimmed = spatial.reduce(
    (each, i) =>
      each.shape[i + 2] === window.kernel[i] ? each : slice(each, i + 2, 0, window.kernel[i]),
    found,
  );
  return transpose(trimmed, [1, 0, ...spatial.map(i => i + 2)]);
}

function correlate(x: Value, w: Value, window: Window, groups: number, bias: Value | null): Value {
  const attributes: Attributes = { ...windowAttributes(window), group: { int: groups } };
  return apply(correlation, bias === null ? [x, w] : [x, w, bias], attributes)[0];
}

/** What can be set of a convolution. */
export interface ConvolutionOptions extends WindowOptions {
  /** Added to each output channel, [o]. */
  readonly bias?: Value;
  /** Runs of channels that see only their own run; 1 where not given. */
  readonly groups?: number;
}

/**
 * Convolution, the kernel not flipped (as in ONNX and PyTorch), over one or two spatial axes:
 * y[n, o, p] = Σ_c Σ_k w[o, c, k] · x[n, c, stride·p + dilation·k − pad] + bias[o].
 *
 * Spatial sizes may be named, but then the gradient is refused.
 *
 * @param x [n, c, length] or [n, c, height, width]; `w` [o, c / groups, kernel…]
 * @throws E_GRAPH where the shapes do not fit or the kernel has no room
 * @throws E_OPTION where an option is outside its range
 */
export function conv(x: Value, w: Value, options: ConvolutionOptions = {}): Value {
  const { bias, groups = 1, ...rest } = options;
  const kernel = kernelOf('Conv', w);
  const window = windowOver(
    'Conv',
    x,
    kernel,
    rest,
    kernel.map(() => 1),
  );
  return correlate(x, w, window, groups, bias ?? null);
}

/** What can be set of a transposed convolution. */
export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /** Added at the end of each spatial axis of the result, below its stride; 0 where not given. */
  readonly outputPadding?: readonly number[];
}

/**
 * The transpose of the convolution of the same settings, which spreads each element of x over a
 * kernel: sizes stride·(size − 1) + dilation·(kernel − 1) + 1 − pads + outputPadding.
 *
 * @param x [n, c, length] or [n, c, height, width], spatial sizes known; `w` [c, o / groups, kernel…]
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where an option is outside its range
 */
export function convTranspose(
  x: Value,
  w: Value,
  options: TransposedConvolutionOptions = {},
): Value {
  const { bias, groups = 1, outputPadding, ...rest } = options;
  const kernel = kernelOf('ConvTranspose', w);
  const window = windowOver(
    'ConvTranspose',
    x,
    kernel,
    rest,
    kernel.map(() => 1),
  );
  const attributes: Attributes = {
    ...windowAttributes(window),
    group: { int: groups },
    output_padding: { ints: outputPadding ?? kernel.map(() => 0) },
  };
  return apply(transposed, bias === undefined ? [x, w] : [x, w, bias], attributes)[0];
}

function kernelOf(operator: string, w: Value): number[] {
  return w.shape.slice(2).map((_, i) => knownSize(operator, w, i + 2));
}

export const convolutions: readonly OperatorEntry[] = [
  {
    operator: correlation,
    functions: ['conv'],
    nodes: ['Conv'],
    shape: '[n, o, ⌊(size + pads − dilation·(kernel − 1) − 1)/stride⌋ + 1, …]',
    gradient: 'yes: where the spatial sizes are known',
  },
  {
    operator: transposed,
    functions: ['convTranspose'],
    nodes: ['ConvTranspose'],
    shape: '[n, o, stride·(size − 1) + dilation·(kernel − 1) + 1 − pads + outputPadding, …]',
    gradient: 'yes',
  },
];
