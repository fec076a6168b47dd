import type { Dataset } from '../../data/index.ts';
import { openTabular } from '../../encode/index.ts';
import { isMingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { EmbeddedPart } from '../embedding.ts';
import type { PlannedTextEncoder } from '../encoder-plan.ts';
import type { Plan } from '../plan.ts';
import { openPlannedTexts, type TextModel } from '../planned-encoder.ts';

/** Text vectors of some rows as they are without one field of the record. */
export interface Shortened {
  readonly field: string;
  readonly vectors: Matrix;
  /** Rows in which the field says something. */
  readonly changed: number;
}

/** What makes the vectors of records without a field. */
export interface Shortener {
  /** Distinct inputs that are encoded anew, over all fields. */
  readonly inputs: number;
  shorten(field: string, signal?: AbortSignal): Promise<Shortened>;
  close(): Promise<void>;
}

/** Records as a tabular encoder sees them when the field is missing; fitted on the same rows. */
export function tabularShortener(
  options: Extract<PlannedTextEncoder, { readonly tabular: unknown }>['tabular'],
  dataset: Dataset,
  train: Int32Array,
  rows: Int32Array,
): Shortener {
  const asked = new Set(rows);
  const encoder = openTabular(options);
  return {
    inputs: rows.length * dataset.textFields.length,
    async shorten(field) {
      const records = dataset.samples.map(({ record }, i) =>
        asked.has(i) ? { ...record, [field]: null } : record,
      );
      const { vectors } = encoder.encode({ records, train, fields: dataset.textFields });
      const changed = rows.filter(i => (dataset.samples[i].record[field] ?? null) !== null).length;
      return { field, vectors: vectors.take(rows), changed };
    },
    close: async () => {},
  };
}

/**
 * Texts written anew without the field, and encoded where they are other ones; equal texts once. A
 * record of which nothing is left is left as it is.
 */
export async function textShortener(
  entry: TextModel,
  textOf: NonNullable<Dataset['textOf']>,
  {
    plan,
    dataset,
    part,
  }: { readonly plan: Plan; readonly dataset: Dataset; readonly part: EmbeddedPart },
  rows: Int32Array,
): Promise<Shortener> {
  const { samples, textFields } = dataset;
  const without = (field: string) => {
    const others = textFields.filter(name => name !== field);
    return Array.from(rows, i => {
      const text = textOf(samples[i].record, others);
      return text === '' ? samples[i].text : text;
    });
  };
  const changedAt = (texts: readonly string[]) =>
    [...texts.keys()].filter(k => texts[k] !== samples[rows[k]].text);
  const distinct = textFields.map(field => {
    const texts = without(field);
    return new Set(changedAt(texts).map(k => texts[k])).size;
  });
  const encoder = await openPlannedTexts(entry, plan);
  return {
    inputs: distinct.reduce((sum, count) => sum + count, 0),
    async shorten(field, signal) {
      const texts = without(field);
      const places = changedAt(texts);
      const vectors = await part.read(rows);
      const own = [...new Set(places.map(k => texts[k]))];
      const found = new Map<string, Float32Array>();
      for (let from = 0; from < own.length; from += encoder.batchSize) {
        const batch = own.slice(from, from + encoder.batchSize);
        const encoded = await encoder.encode(batch, signal);
        encoded.forEach((row, k) => {
          if (isMingaError(row)) throw row;
          if (row instanceof Float32Array) found.set(batch[k], row);
        });
      }
      for (const k of places) {
        const row = found.get(texts[k]);
        if (row !== undefined) vectors.row(k).set(row);
      }
      return { field, vectors, changed: places.length };
    },
    close: () => encoder.close(),
  };
}
