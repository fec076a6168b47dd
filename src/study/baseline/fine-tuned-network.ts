import { MingaError } from '../../errors/index.ts';
import { type HeadSettings, headDesign } from '../../fuse/index.ts';
import { modalityValues } from '../../fuse/modalities.ts';
import type { Layers, Network, Value } from '../../graph/index.ts';
import { type GivenModel, givenEncoder, pictureBytes } from './given/index.ts';
import { pictureTransformer } from './networks/picture-transformer.ts';
import { textTransformer } from './networks/text-transformer.ts';
import { type PictureShape, squarePictures } from './picture-tensor.ts';
import type { FineTuned } from './plan-schema.ts';

/** A network from pixels and words to logits. */
export interface FineTunedNetwork {
  readonly network: Network;
  /** How pictures become what it takes. */
  readonly pictures: PictureShape;
  readonly settings: Readonly<Record<string, number | string>>;
  /** Of the files that it begins from; 0 where it begins from nothing. */
  readonly fileBytes: number;
}

const usualSide = 64;

/** What makes a vector of a picture, in the network. */
interface PicturePart {
  readonly width: number;
  readonly pictures: PictureShape;
  readonly vectors: (layers: Layers, pixels: Value) => Value;
  readonly settings: FineTunedNetwork['settings'];
}

/**
 * A small transformer over words, a given model or a small transformer over patches, and the head on
 * both.
 *
 * @param given what the picture part begins from; null builds a small transformer
 *
 * @throws E_OPTION where patches do not fill the picture, or heads do not share the width
 */
export function fineTunedNetwork(
  way: FineTuned,
  given: GivenModel | null,
  vocabulary: number,
  head: HeadSettings,
  units: number,
): FineTunedNetwork {
  const { width, depth, heads, words } = way;
  requireMultiple('width', width, 'heads', heads);
  const image = given === null ? builtPart(way) : givenPart(given);
  const size = { width, depth, heads };
  const top = headDesign(head.name).network({ image: image.width, text: width }, units, head);
  return {
    network: {
      inputs: {
        pixels: { type: 'uint8', shape: [3, image.pictures.height, image.pictures.width] },
        words: { type: 'int64', shape: [words] },
      },
      forward(layers, { pixels, words: ids }) {
        const pair = {
          image: image.vectors(layers, pixels),
          text: textTransformer(layers, ids, vocabulary, size),
        };
        return top.forward(layers, modalityValues(top, pair));
      },
    },
    pictures: image.pictures,
    settings: { ...image.settings, width, depth, heads },
    fileBytes: given?.bytes ?? 0,
  };
}

function builtPart({
  picture: side = usualSide,
  patch,
  width,
  depth,
  heads,
}: FineTuned): PicturePart {
  requireMultiple('picture', side, 'patch', patch);
  const size = { width, depth, heads };
  return {
    width,
    pictures: squarePictures(side),
    vectors: (layers, pixels) => pictureTransformer(layers, pixels, patch, size),
    settings: { image: 'transformer', picture: side, patch },
  };
}

function givenPart(given: GivenModel): PicturePart {
  const { width, vectors, settings } = givenEncoder(given);
  const { rules } = given;
  return { width, vectors, settings, pictures: { ...rules.output, write: pictureBytes(rules) } };
}

function requireMultiple(name: string, value: number, by: string, divisor: number): void {
  if (value % divisor === 0) return;
  throw new MingaError('E_OPTION', {
    found: `fine-tuned with ${name} ${value} and ${by} ${divisor}`,
    expected: `a ${name} that ${by} divides`,
  });
}
