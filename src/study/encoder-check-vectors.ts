import type { Dataset } from '../data/index.ts';
import type { EmbedItem, Encoder, Modality } from '../encode/index.ts';
import { type Precision, resolveModel } from '../models/index.ts';
import {
  type EmbeddedPart,
  type EmbeddingOptions,
  imageItems,
  keptVectors,
  textItems,
} from './embedding.ts';
import { measureSpeed, weightBytes } from './encoder-check-cost.ts';
import type { Plan } from './plan.ts';
import { memoryBytes, openPlannedImages, openPlannedTexts } from './planned-encoder.ts';
import type { LatencyFigures } from './results.ts';
import { storedPart } from './stored-part.ts';

/** What one precision costs. */
export interface CheckedEncoder {
  readonly precision: Precision;
  readonly fingerprint: string;
  readonly dimension: number;
  /** Of its weights; null where its settings do not name them. */
  readonly bytes: number | null;
  /** Inputs a second, all workers together; null where none could be read. */
  readonly perSecond: number | null;
  /** One input at a time. */
  readonly latency: LatencyFigures | null;
}

/** The same of the encoder that is asked about and of the one that it is measured against. */
export interface Both<T> {
  readonly reference: T;
  readonly candidate: T;
}

export interface CheckedModel {
  readonly modality: Modality;
  readonly model: string;
  readonly plan: Plan;
}

/** One precision's vectors, and what they cost. */
export interface CheckedVectors {
  readonly part: EmbeddedPart;
  readonly cost: CheckedEncoder;
}

/**
 * Brings the vectors of some samples under both precisions of a model into the plan's store. What
 * the plan says of the model's pooling and output holds here too.
 *
 * @throws E_MODEL where the folder lacks one of the precisions; E_OPTION where the model has none
 */
export async function encodeBoth(
  checked: CheckedModel,
  precisions: Both<Precision>,
  dataset: Dataset,
  samples: Int32Array,
  options: EmbeddingOptions,
): Promise<Both<CheckedVectors>> {
  const { modality, model, plan } = checked;
  if (modality === 'image') {
    const planned = plan.encode.image
      .flatMap(entry => ('model' in entry && entry.model === model ? [entry] : []))
      .at(0);
    const open = (precision: Precision) =>
      openPlannedImages({ model, ...planned, precision }, plan);
    return encodeWith(open, chosen(imageItems(dataset), samples), checked, precisions, options);
  }
  const planned = plan.encode.text
    .flatMap(entry =>
      'model' in entry && !('endpoint' in entry) && entry.model === model ? [entry] : [],
    )
    .at(0);
  const open = (precision: Precision) => openPlannedTexts({ model, ...planned, precision }, plan);
  return encodeWith(open, chosen(textItems(dataset), samples), checked, precisions, options);
}

function chosen<T>(items: readonly T[], samples: Int32Array): T[] {
  return Array.from(samples, i => items[i]);
}

async function encodeWith<Input extends Uint8Array | string>(
  open: (precision: Precision) => Promise<Encoder<Input>>,
  items: readonly EmbedItem<Input>[],
  checked: CheckedModel,
  { reference, candidate }: Both<Precision>,
  options: EmbeddingOptions,
): Promise<Both<CheckedVectors>> {
  const vectorsOf = async (precision: Precision): Promise<CheckedVectors> =>
    encodeItems(await open(precision), precision, items, checked, options);
  // A file that is missing must be said before the other one has encoded for an hour.
  await (await open(candidate)).close();
  return { reference: await vectorsOf(reference), candidate: await vectorsOf(candidate) };
}

async function encodeItems<Input extends Uint8Array | string>(
  encoder: Encoder<Input>,
  precision: Precision,
  items: readonly EmbedItem<Input>[],
  { model, plan }: CheckedModel,
  options: EmbeddingOptions,
): Promise<CheckedVectors> {
  const { fingerprint, dimension, settings } = encoder;
  const perSecond = await measureSpeed(encoder, items, options.signal).catch(async error => {
    await encoder.close();
    throw error;
  });
  const part = await storedPart(
    { encoder, name: `${encoder.name}@${precision}`, source: model },
    items,
    keptVectors(plan),
    memoryBytes(plan) / 8,
    options,
  );
  const bytes = await weightBytes(await resolveModel(model), settings);
  const { latency } = part.result;
  return { part, cost: { precision, fingerprint, dimension, bytes, perSecond, latency } };
}
