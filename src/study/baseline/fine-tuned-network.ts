import { MingaError } from '../../errors/index.ts';
import { type HeadSettings, headDesign } from '../../fuse/index.ts';
import { modalityValues } from '../../fuse/modalities.ts';
import type { Network } from '../../graph/index.ts';
import { pictureTransformer } from './networks/picture-transformer.ts';
import { textTransformer } from './networks/text-transformer.ts';
import type { FineTuned } from './plan-schema.ts';

/** A network from pixels and words to logits. */
export interface FineTunedNetwork {
  readonly network: Network;
  /** Of the pictures it takes, in pixels. */
  readonly side: number;
  readonly settings: Readonly<Record<string, number | string>>;
  /** Of the file that it begins from. */
  readonly fileBytes: number;
}

const usualSide = 64;

/**
 * Two small transformers, one over patches and one over words, and the head on both.
 *
 * @throws E_OPTION where patches do not fill the picture, or heads do not share the width
 */
export function fineTunedNetwork(
  { picture: side = usualSide, patch, width, depth, heads, words }: FineTuned,
  vocabulary: number,
  head: HeadSettings,
  units: number,
): FineTunedNetwork {
  requireMultiple('picture', side, 'patch', patch);
  requireMultiple('width', width, 'heads', heads);
  const size = { width, depth, heads };
  const top = headDesign(head.name).network({ image: width, text: width }, units, head);
  return {
    network: {
      inputs: {
        pixels: { type: 'uint8', shape: [3, side, side] },
        words: { type: 'int64', shape: [words] },
      },
      forward(layers, { pixels, words: ids }) {
        const pair = {
          image: pictureTransformer(layers, pixels, patch, size),
          text: textTransformer(layers, ids, vocabulary, size),
        };
        return top.forward(layers, modalityValues(top, pair));
      },
    },
    side,
    settings: { image: 'transformer', picture: side, patch, width, depth, heads },
    fileBytes: 0,
  };
}

function requireMultiple(name: string, value: number, by: string, divisor: number): void {
  if (value % divisor === 0) return;
  throw new MingaError('E_OPTION', {
    found: `fine-tuned with ${name} ${value} and ${by} ${divisor}`,
    expected: `a ${name} that ${by} divides`,
  });
}
