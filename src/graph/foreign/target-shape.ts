import { quotient } from '../operators/dimension.ts';
import type { Dimension, Shape } from '../value.ts';
import { type Site, shapeInput } from './site.ts';

/**
 * The shape that a Reshape node (input 1) gives to a tensor of shape `from`: 0 keeps a size unless
 * the node says otherwise, −1 is worked out.
 *
 * @throws E_ONNX where the shape follows from data or does not fit
 */
export function reshaped(site: Site, from: Shape): readonly Dimension[] {
  const keepsZero = site.number('allowzero', 0) === 1;
  const target = shapeInput(site, 1).map((size, i) => {
    if (size !== 0 || keepsZero) return size;
    if (i < from.length) return from[i];
    throw site.refusal(`a size kept on axis ${i} of [${from}]`, 'an axis that there is');
  });
  const at = target.indexOf(-1);
  if (at < 0) return target;
  const size = quotient(from, target.toSpliced(at, 1));
  if (size === null || target.includes(0)) {
    throw site.refusal(`[${from}] into [${target}]`, 'as many elements as there are');
  }
  const { sizes } = site;
  sizes.derive(size, 'Div', sizes.product(from), sizes.product(target.toSpliced(at, 1)));
  return target.with(at, size);
}
