import type { Layers, Value } from '../../graph/index.ts';
import { block } from './block.ts';
import type { HeadOptions } from './head-design.ts';

/** A block for each modality. */
export function branches(
  layers: Layers,
  { image, text }: Readonly<Record<string, Value>>,
  options: Required<HeadOptions>,
  prefix = '',
): { readonly text: Value; readonly image: Value } {
  return {
    text: block(layers, `${prefix}text`, text, options),
    image: block(layers, `${prefix}image`, image, options),
  };
}
