import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpointSchema, ggufSchema } from './index.ts';

describe('ggufSchema', () => {
  it('needs a path alone, and refuses what it does not know', () => {
    expect(ggufSchema.parse({ gguf: 'm.gguf' })).toEqual({ gguf: 'm.gguf' });
    expect(ggufSchema.safeParse({ gguf: 'm.gguf', gpu: true }).success).toBe(false);
    expect(ggufSchema.safeParse({ gguf: 'm.gguf', pooling: 'max' }).success).toBe(false);
  });
});

describe('endpointSchema', () => {
  const plain = { endpoint: 'http://127.0.0.1:8080', model: 'm' };

  it('keeps records here by default', () => {
    expect(endpointSchema.parse(plain)).toMatchObject({ allowRemote: false, batch: 32 });
  });

  it('has no place for a key', () => {
    expect(endpointSchema.safeParse({ ...plain, apiKey: 'sk-1' }).success).toBe(false);
    expect(endpointSchema.safeParse({ ...plain, apiKeyEnv: 'sk-1' }).success).toBe(false);
    expect(endpointSchema.safeParse({ ...plain, apiKeyEnv: 'MY_KEY' }).success).toBe(true);
  });
});

describe.each([ggufSchema, endpointSchema])('a schema of the plan', schema => {
  it('can be published', () => {
    expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ type: 'object' });
  });
});
