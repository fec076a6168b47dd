import { z } from 'zod';
import { poolings } from './gguf-description.ts';

const options = {
  pooling: z
    .enum(poolings)
    .optional()
    .describe('which vector a text has; what the file states, else last'),
  normalize: z.boolean().optional().describe('divide vectors by their length; false by default'),
  prefix: z.string().max(10_000).optional().describe('put before every text'),
  maxTokens: z
    .int()
    .min(8)
    .max(1_048_576)
    .optional()
    .describe('longer texts are cut and counted; 2048 or what the model was trained on'),
  attention: z
    .enum(['f16', 'f32'])
    .optional()
    .describe('numbers of keys and values; f16 as llama.cpp does, f32 for agreement to six digits'),
  threads: z.int().min(1).max(1024).optional().describe('every core by default'),
};

/** What may be said of a GGUF model, checked. */
export const ggufOptionsSchema = z.strictObject(options);

/**
 * A GGUF model as a plan names it: what {@link openGgufEncoder} takes, its path under `gguf`.
 *
 * @example
 * ggufSchema.parse({ gguf: 'models/llama-2-7b-chat.Q8_0.gguf', pooling: 'last' });
 */
export const ggufSchema = z
  .strictObject({ gguf: z.string().min(1).describe('path of a .gguf file'), ...options })
  .describe('a language or embedding model, through llama.cpp (docs/llm.md)');
