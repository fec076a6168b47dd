/** What one input costs a model. */
export interface Work {
  readonly per: 'image' | 'text';
  readonly architecture: Architecture;
  /** Multiply-adds of one input; of a text with {@link typicalTokens} tokens. */
  readonly multiplyAdds: number;
}

/**
 * The length, in tokens, that the cost of a text is given for: a record of some ninety words, or
 * the most that the model takes where that is less.
 */
export const typicalTokens = 128;

/**
 * Gigaflops that ONNX Runtime reached on one core in a whole encoder of each architecture: random
 * weights, float32, batch 4, on an AMD EPYC with AVX-512 that others used at the time.
 *
 * `taskset -c 1 python src/models/catalogue/golden/measure_rate.py` measures them again. `gguf` was
 * not measured: it takes the rate of `text`.
 */
export const gigaflopsACore = {
  vit: 201.8,
  swin: 162.3,
  convnext: 64.5,
  mobilenet: 169,
  text: 183.3,
  gguf: 183.3,
  static: 183.3,
} as const;

export type Architecture = keyof typeof gigaflopsACore;

/** Short sentences that the tokenizer splits in a second on one thread: nothing is faster than it. */
const tokenizerRate = 50_000;

/**
 * An estimate of the inputs that one core encodes in a second, float32, without decoding:
 * rate × 10⁹ / (2 × multiply-adds), a multiply-add being two operations. It is no measurement of
 * this model, and other processors are often three to five times slower.
 *
 * @example
 * inputsPerSecond({ per: 'image', architecture: 'vit', multiplyAdds: 17.6e9 }); // about 6
 */
export function inputsPerSecond({ per, architecture, multiplyAdds }: Work): number {
  const rate = (gigaflopsACore[architecture] * 1e9) / (2 * multiplyAdds);
  return per === 'text' ? Math.min(rate, tokenizerRate) : rate;
}

interface TransformerShape {
  readonly layers: number;
  readonly width: number;
  readonly tokens: number;
  /** Width of the layer between. Default: four times the width. */
  readonly feedForward?: number;
}

/**
 * Multiply-adds of a transformer's blocks: layers × ((4w² + 2wf)·t + 2t²w), with the width w, the
 * width f of the feed-forward layer and t tokens: four projections, two feed-forward products, and
 * attention's scores and sums (Vaswani et al. 2017, table 1, written out).
 */
export function transformerWork({
  layers,
  width,
  tokens,
  feedForward = 4 * width,
}: TransformerShape): number {
  const products = (4 * width ** 2 + 2 * width * feedForward) * tokens;
  return layers * (products + 2 * tokens ** 2 * width);
}

interface VisionShape {
  readonly layers: number;
  readonly width: number;
  readonly side: number;
  readonly patch: number;
  readonly feedForward?: number;
}

/** The work of a vision transformer: its blocks on (side/patch)² + 1 tokens, and the patches' embedding. */
export function visionWork({ side, patch, ...shape }: VisionShape): Work {
  const patches = (side / patch) ** 2;
  const blocks = transformerWork({ ...shape, tokens: patches + 1 });
  const multiplyAdds = blocks + patches * 3 * patch ** 2 * shape.width;
  return { per: 'image', architecture: 'vit', multiplyAdds };
}

/** The work of a text transformer of {@link typicalTokens}, or of `tokens` where it takes fewer. */
export function textWork(shape: Omit<TransformerShape, 'tokens'>, tokens = typicalTokens): Work {
  return {
    per: 'text',
    architecture: 'text',
    multiplyAdds: transformerWork({ ...shape, tokens }),
  };
}

/**
 * The work of a decoder, one multiply-add for every token and weight outside the embedding.
 *
 * @param weights in millions, the embedding's left out
 */
export function decoderWork(weights: number, architecture: 'text' | 'gguf'): Work {
  return { per: 'text', architecture, multiplyAdds: weights * 1e6 * typicalTokens };
}
