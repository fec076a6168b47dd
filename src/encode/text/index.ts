/**
 * Text: knows how a text becomes a vector: tokens, models of text, hashed n-grams without weights.
 */

export type { TextPooling } from './text-defaults.ts';
export { openTextEncoder, type TextEncoderOptions } from './text-encoder.ts';
export { openTokenCounter, type TokenCounter, type TokenCounterOptions } from './token-counter.ts';
export { type TokenLengths, tokenLengths } from './token-lengths.ts';
