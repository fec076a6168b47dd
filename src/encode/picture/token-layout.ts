import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { ModelConfig } from '../../models/index.ts';
import { type Pooling, poolings } from './pooling.ts';

const poolingSchema = z.object({
  pooling: z.enum(poolings).optional(),
  global_pool: z.enum(['token', 'avg']).optional().catch(undefined),
});

// These have no class token: their first token is a corner of the picture.
const withoutClassToken = new Set([
  'focalnet',
  'hiera',
  'ijepa',
  'levit',
  'siglip',
  'siglip2',
  'siglip2_vision_model',
  'siglip_vision_model',
  'swin',
  'swinv2',
]);

/**
 * `pooling` of the config, or timm's `global_pool`; without either, `cls`, the token that vision
 * transformers are trained to gather the picture in, except for families that have none.
 *
 * @throws E_MODEL where the config names a pooling that is not known
 */
export function configuredPooling(config: ModelConfig): Pooling {
  const parsed = poolingSchema.safeParse(config);
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `config.json: pooling is not known`,
      expected: poolings.map(name => `"${name}"`).join(', '),
    });
  }
  const { pooling, global_pool: globalPool } = parsed.data;
  if (pooling !== undefined) return pooling;
  if (globalPool !== undefined) return globalPool === 'token' ? 'cls' : 'mean';
  return withoutClassToken.has(config.model_type ?? '') ? 'mean' : 'cls';
}

const registersSchema = z.object({ num_register_tokens: z.int().min(0) });

/**
 * How many tokens stand before the patches': the class token, DeiT's second one, registers. `null`
 * where the config does not tell, as timm's and open_clip's do not.
 */
export function prefixTokens(config: ModelConfig): number | null {
  const type = config.model_type;
  if (type === undefined || type === 'timm_wrapper') return null;
  if (withoutClassToken.has(type)) return 0;
  const parsed = registersSchema.safeParse(config);
  const usual = type === 'dinov2_with_registers' ? 4 : 0;
  const registers = parsed.success ? parsed.data.num_register_tokens : usual;
  return (type === 'deit' ? 2 : 1) + registers;
}
