import { z } from 'zod';

const options = {
  model: z.string().min(1).max(500).describe('the name that the server knows the model by'),
  dimension: z
    .int()
    .min(1)
    .max(65_536)
    .optional()
    .describe('asked of the server, and checked; the model’s own by default'),
  prefix: z.string().max(10_000).default('').describe('put before every text'),
  normalize: z.boolean().default(false).describe('divide vectors by their length'),
  revision: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('names the weights, in place of the probe, for servers whose answers vary'),
  batch: z.int().min(1).max(2048).default(32).describe('texts in a request'),
  concurrency: z.int().min(1).max(64).default(2).describe('requests under way at once'),
  requestsPerMinute: z.number().gt(0).optional(),
  tokensPerMinute: z
    .number()
    .gt(0)
    .optional()
    .describe('tokens are guessed: one for every three bytes of UTF-8'),
  timeoutSeconds: z.number().gt(0).max(86_400).default(300).describe('for a whole answer'),
  retries: z.int().min(0).max(20).default(4).describe('after the first attempt'),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable')
    .optional()
    .describe('names the environment variable that holds the key; never the key itself'),
  allowRemote: z
    .boolean()
    .default(false)
    .describe('lets records leave this machine; without it only 127.0.0.0/8 and ::1 are asked'),
  encodingFormat: z.enum(['float', 'base64']).default('float').describe('how vectors travel'),
};

/** What may be said of an embedding server, checked. */
export const endpointOptionsSchema = z.strictObject({ url: z.string().min(1), ...options });
export type EndpointSettings = z.output<typeof endpointOptionsSchema>;

/**
 * An embedding server as a plan names it: what {@link openEndpointEncoder} takes, its address under
 * `endpoint`.
 *
 * @example
 * endpointSchema.parse({ endpoint: 'http://127.0.0.1:8080/v1', model: 'qwen3-embedding-0.6b' });
 */
export const endpointSchema = z
  .strictObject({
    endpoint: z.string().min(1).describe('such as http://127.0.0.1:8080/v1'),
    ...options,
  })
  .describe('a server that speaks OpenAI’s /v1/embeddings (docs/llm.md)');
