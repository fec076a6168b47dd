import {
  averagePool,
  conv,
  globalAveragePool,
  globalMaxPool,
  maxPool,
} from '../../operators/index.ts';
import type { Value } from '../../value.ts';
import type { NodeImporter, Site } from '../site.ts';

/** A window's settings as the node has them, every one filled in. */
function windowOf(site: Site, x: Value, kernel: readonly number[]) {
  const axes = kernel.length;
  const strides = site.list('strides') ?? Array<number>(axes).fill(1);
  const dilations = site.list('dilations') ?? Array<number>(axes).fill(1);
  const reach = kernel.map((size, i) => (size - 1) * dilations[i] + 1);
  const mode = site.text('auto_pad', 'NOTSET');
  const given = site.list('pads') ?? Array<number>(2 * axes).fill(0);
  if (mode === 'VALID') return { strides, dilations, reach, pads: given.map(() => 0) };
  if (mode === 'NOTSET') return { strides, dilations, reach, pads: given };
  const total = kernel.map((_, i) => {
    const size = spatialSize(site, x, i);
    return Math.max((Math.ceil(size / strides[i]) - 1) * strides[i] + reach[i] - size, 0);
  });
  // An odd one goes to the end (SAME_UPPER) or to the start (SAME_LOWER).
  const less = total.map(n => Math.floor(n / 2));
  const more = total.map((n, i) => n - less[i]);
  const pads = mode === 'SAME_LOWER' ? [...more, ...less] : [...less, ...more];
  return { strides, dilations, reach, pads };
}

function spatialSize(site: Site, x: Value, axis: number): number {
  const size = x.shape[axis + 2];
  if (typeof size === 'number') return size;
  throw site.refusal(`spatial axes of [${x.shape}]`, 'known sizes', 'export with fixed sizes');
}

/** Padding at the end for the last window that `ceil_mode` adds where sizes do not come out even. */
function ceilPads(site: Site, x: Value, { strides, reach, pads }: ReturnType<typeof windowOf>) {
  const axes = strides.length;
  if (site.number('ceil_mode', 0) === 0) return pads;
  return pads.map((after, i) => {
    if (i < axes) return after;
    const axis = i - axes;
    const size = spatialSize(site, x, axis);
    const room = size + pads[axis] + after - reach[axis];
    const steps = Math.ceil(room / strides[axis]);
    // A window that would start behind the data is left out.
    const last = steps * strides[axis] >= size + pads[axis] ? steps - 1 : steps;
    return after + Math.max(last * strides[axis] - room, 0);
  });
}

/** Convolution and pooling. */
export const spatialNodes: Readonly<Record<string, NodeImporter>> = {
  Conv(site) {
    const [x, w] = [site.value(0), site.value(1)];
    const { strides, dilations, pads } = windowOf(site, x, w.shape.slice(2).map(Number));
    const bias = site.has(2) ? site.value(2) : undefined;
    return [conv(x, w, { strides, dilations, pads, bias, groups: site.number('group', 1) })];
  },
  MaxPool(site) {
    const x = site.value(0);
    const kernel = site.list('kernel_shape') ?? [];
    const window = windowOf(site, x, kernel);
    const { strides, dilations } = window;
    return [maxPool(x, kernel, { strides, dilations, pads: ceilPads(site, x, window) })];
  },
  AveragePool(site) {
    const x = site.value(0);
    const kernel = site.list('kernel_shape') ?? [];
    const window = windowOf(site, x, kernel);
    const { strides, dilations, pads } = window;
    const uneven = ceilPads(site, x, window).join() !== pads.join();
    if (uneven || dilations.some(n => n !== 1)) {
      throw site.refusal(
        'ceil_mode or dilations',
        'whole windows',
        'use an adaptive or padded pool',
      );
    }
    const countIncludePad = site.number('count_include_pad', 0) === 1;
    return [averagePool(x, kernel, { strides, pads, countIncludePad })];
  },
  GlobalAveragePool: site => [globalAveragePool(site.value(0))],
  GlobalMaxPool: site => [globalMaxPool(site.value(0))],
};
