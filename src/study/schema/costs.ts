import { z } from 'zod';

const bytes = z.number().int();

/** What one stretch of work took. */
export const workSchema = z.object({
  wallSeconds: z.number(),
  processorSeconds: z.number().describe('all threads together'),
  peakResidentBytes: bytes
    .nullable()
    .describe('the most memory held within the stretch; null where it cannot be told apart'),
  joules: z.number().nullable().describe('see energy.method; null where neither is known'),
});

/** Milliseconds of one call, after a warm-up. */
export const callTimesSchema = z.object({
  batch: z.number().int().describe('cases in a call'),
  calls: z.number().int().describe('calls that were timed'),
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number().describe('of fewer than a hundred calls close to the longest'),
});

/** What it costs to train and to use one way of classifying cases. */
export const costsSchema = z.object({
  preparation: workSchema.describe(
    'before the first epoch: extraction of training and validation rows, or decoding of pictures',
  ),
  training: workSchema.describe('all epochs, validation included'),
  encodingSeconds: z.number().describe('of the training, wall seconds in which encoders were run'),
  epochs: z.number().int().describe('that were trained'),
  rows: z.number().int().describe('training rows an epoch'),
  rowsPerSecond: z.number().describe('training rows a second of the training'),
  prediction: workSchema.describe('all test rows, from picture files and records to scores'),
  testRows: z.number().int(),
  latency: z.object({
    whole: z.array(callTimesSchema).describe('from picture file and record to scores'),
    head: z
      .array(callTimesSchema)
      .describe('from vectors to scores; empty where there are no vectors'),
  }),
  memory: z.object({
    peakResidentBytes: bytes.describe('of the process, over all of its work'),
    childrenBytes: bytes.describe('of processes that it started: the sum of their peaks'),
    method: z.string().describe('how both were measured'),
  }),
  paperMemory: z
    .object({
      modelMiB: z.number().describe('all parameters × 4 B / 2^20'),
      trainingMiB: z.number().describe('the sum of all training batches’ tensors, as float32'),
      testMiB: z.number().describe('the same of test rows'),
    })
    .describe('what the paper calls memory: the size of data, no measure of memory in use'),
  bytesOnDisk: z.object({
    models: bytes.nullable().describe('files of the encoders; null where they are elsewhere'),
    vectors: bytes.describe('stored embeddings'),
    trained: bytes.describe('what was trained, as safetensors or ONNX'),
  }),
  parameters: z.object({
    all: z.number().int().nullable().describe('null where an encoder does not tell'),
    trained: z.number().int(),
  }),
  operations: z.object({
    encoders: z
      .number()
      .nullable()
      .describe('floating-point or integer operations a case; null where they cannot be counted'),
    head: z.number().nullable(),
    rule: z.string().describe('what is counted'),
    uncounted: z.array(z.string()).describe('what could not be, and why'),
  }),
  energy: z.object({
    method: z.enum(['measured', 'estimated']),
    note: z.string().describe('what was measured, or what was assumed'),
  }),
});

export type Work = z.infer<typeof workSchema>;
export type CallTimes = z.infer<typeof callTimesSchema>;
export type Costs = z.infer<typeof costsSchema>;
