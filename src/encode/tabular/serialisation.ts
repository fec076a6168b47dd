import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { decodeSafetensors, encodeSafetensors } from '../../tensor/index.ts';
import type { TabularColumn } from './column.ts';
import { type FittedTabular, fittedTabular } from './fitted-tabular.ts';
import { tabularSchema } from './options.ts';

const format = 'minga-tabular-1';

const leftOutSchema = z.strictObject({
  kind: z.literal('left out'),
  field: z.string(),
  reason: z.string(),
});

const descriptionSchema = z.object({
  settings: tabularSchema,
  columns: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('number'), field: z.string(), missing: z.boolean() }),
        z.strictObject({
          kind: z.literal('category'),
          field: z.string(),
          categories: z.array(z.string()),
          other: z.boolean(),
          missing: z.boolean(),
        }),
      ]),
    )
    .min(1),
  leftOut: z.array(leftOutSchema),
});

type SavedColumn = z.output<typeof descriptionSchema>['columns'][number];

/** A fitted tabular encoder as the bytes of a safetensors file. */
export function encodeTabular(fitted: FittedTabular): Uint8Array<ArrayBuffer> {
  const { settings, columns, leftOut } = fitted;
  const numbers = columns.filter(column => column.kind === 'number');
  const tensor = (values: readonly number[]) =>
    ({ dtype: 'F32', shape: [values.length], data: Float32Array.from(values) }) as const;
  return encodeSafetensors(
    [
      ['means', tensor(numbers.map(({ mean }) => mean))],
      ['scales', tensor(numbers.map(({ scale }) => scale))],
    ],
    { format, tabular: JSON.stringify({ settings, columns: columns.map(savedColumn), leftOut }) },
  );
}

function savedColumn(column: TabularColumn): SavedColumn {
  if (column.kind === 'category') return { ...column, categories: [...column.categories] };
  const { kind, field, missing } = column;
  return { kind, field, missing };
}

/**
 * The encoder that `encodeTabular` wrote; it transforms to the same bits.
 *
 * @throws E_SAFETENSORS, E_TABULAR_INPUT where the bytes are not those of a tabular encoder
 */
export function decodeTabular(bytes: Uint8Array): FittedTabular {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== format) {
    throw new MingaError('E_TABULAR_INPUT', {
      found: `a file of format ${metadata.format ?? 'unknown'}`,
      expected: format,
    });
  }
  const parsed = descriptionSchema.safeParse(json(metadata.tabular));
  if (!parsed.success) throw unreadable('columns');
  const { settings, columns, leftOut } = parsed.data;
  const count = columns.filter(({ kind }) => kind === 'number').length;
  const state = (name: string): Float32Array => {
    const data = tensors.get(name)?.data;
    const fits = data instanceof Float32Array && data.length === count;
    if (fits && data.every(Number.isFinite)) return data;
    throw unreadable(name);
  };
  const [means, scales] = [state('means'), state('scales')];
  let next = 0;
  const restored = columns.map((column): TabularColumn => {
    if (column.kind === 'category') return column;
    const at = next++;
    return { ...column, mean: means[at], scale: scales[at] };
  });
  return fittedTabular(settings, restored, leftOut);
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function unreadable(what: string): MingaError {
  return new MingaError('E_TABULAR_INPUT', {
    found: `a saved tabular encoder without proper ${what}`,
  });
}
