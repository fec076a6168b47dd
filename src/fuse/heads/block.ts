import type { Layers, Value } from '../../graph/index.ts';
import type { HeadOptions } from './head-design.ts';

/** The paper's block: Linear → ReLU → Dropout → BatchNorm. With no hidden units it is the identity. */
export function block(
  layers: Layers,
  name: string,
  x: Value,
  options: Required<HeadOptions>,
): Value {
  if (options.hidden === 0) return x;
  const activated = layers.relu(layers.linear(`${name}.linear`, x, options.hidden));
  return layers.batchNorm(
    `${name}.norm`,
    layers.dropout(`${name}.dropout`, activated, options.dropout),
  );
}
