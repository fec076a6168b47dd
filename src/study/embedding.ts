import { readFile } from 'node:fs/promises';
import type { Dataset } from '../data/index.ts';
import type { EmbedItem } from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import { type ContentKey, type StoreOptions, storeKeyFromEnvironment } from '../store/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { cutNotices } from './cut-notice.ts';
import { plannedSource } from './encoder-plan.ts';
import type { StudyListener } from './events.ts';
import { importedPart } from './imported-part.ts';
import { modalitiesOf } from './modalities.ts';
import type { Plan } from './plan.ts';
import {
  encoderName,
  type ImageModel,
  memoryBytes,
  openPlannedImages,
  openPlannedTexts,
  type TextModel,
} from './planned-encoder.ts';
import type { EncoderResult } from './results.ts';
import { type KeptVectors, type OpenEncoder, storedPart } from './stored-part.ts';
import { tabularPart } from './tabular-part.ts';

/** One encoder's vectors of a data set. */
export interface EmbeddedPart {
  readonly result: EncoderResult;
  /** For each sample whether it has a vector. */
  readonly available: readonly boolean[];
  /** Of what each sample's vector was made; null where that is the fields of the records. */
  readonly contents: readonly (ContentKey | null)[] | null;
  /** The vectors of the samples at `indices`, in that order. */
  readonly read: (indices: ArrayLike<number>) => Promise<Matrix>;
}

export interface EncodedDataset {
  readonly images: readonly EmbeddedPart[];
  readonly texts: readonly EmbeddedPart[];
}

export interface EmbeddingOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/**
 * Brings the vectors of a data set under every encoder of a plan into the store. Encoders of a
 * modality that the data set lacks are left out.
 *
 * @param trainingRows what encoders that are fitted may learn from; null leaves such encoders out
 * @throws E_MODEL, E_FILE_MISSING, E_STORE, E_STORE_KEY, E_STORE_LOCKED, E_ENDPOINT, E_ABORTED
 * @throws E_PLAN where two encoders of a modality would have one name
 */
export async function embedDataset(
  plan: Plan,
  dataset: Dataset,
  trainingRows: Int32Array | null,
  options: EmbeddingOptions = {},
): Promise<EncodedDataset> {
  const job: Job = { plan, dataset, trainingRows, kept: keptVectors(plan), options };
  const images: EmbeddedPart[] = [];
  const texts: EmbeddedPart[] = [];
  const has = modalitiesOf(dataset);
  for (const entry of has.image ? plan.encode.image : []) images.push(await imagePart(entry, job));
  for (const entry of has.text ? plan.encode.text : []) {
    const part = await textPart(entry, job);
    if (part !== null) texts.push(part);
  }
  refuseSameNames([...images, ...texts]);
  return { images, texts };
}

interface Job {
  readonly plan: Plan;
  readonly dataset: Dataset;
  readonly trainingRows: Int32Array | null;
  readonly kept: KeptVectors;
  readonly options: EmbeddingOptions;
}

/** How a plan's vectors are kept. @throws E_STORE_KEY where they are encrypted and there is no key */
export function keptVectors({ store }: Plan): KeptVectors {
  const options: StoreOptions = {
    precision: store.precision,
    ...(store.encrypt ? { encryption: { key: storeKeyFromEnvironment() } } : {}),
  };
  return { folder: store.folder, options };
}

async function imagePart(entry: Plan['encode']['image'][number], job: Job): Promise<EmbeddedPart> {
  const items = imageItems(job.dataset);
  if ('imported' in entry) return importedPart('image', entry, items, job.kept);
  const encoder = await openPlannedImages(entry, job.plan);
  return storedPart(named(entry, encoder), items, job.kept, contentBytes(job.plan), job.options);
}

async function textPart(
  entry: Plan['encode']['text'][number],
  job: Job,
): Promise<EmbeddedPart | null> {
  const { dataset, trainingRows, options } = job;
  const items = textItems(dataset);
  if ('imported' in entry) return importedPart('text', entry, items, job.kept);
  if ('tabular' in entry) {
    if (trainingRows === null) return null;
    return tabularPart(entry.tabular, entry.name ?? 'tabular', dataset, trainingRows, options);
  }
  const encoder = await openPlannedTexts(entry, job.plan);
  const open = named(entry, encoder);
  const part = await storedPart(open, items, job.kept, contentBytes(job.plan), options);
  const cuts = await cutNotices(entry, encoder.settings.maxTokens, dataset, options.signal);
  for (const message of cuts)
    options.onEvent?.({ kind: 'note', message: `${open.name}: ${message}` });
  return { ...part, result: { ...part.result, notices: [...part.result.notices, ...cuts] } };
}

/** Every sample's picture file. */
export function imageItems({ samples }: Dataset): EmbedItem<Uint8Array>[] {
  return samples.flatMap(({ id, image }) =>
    image === null ? [] : [{ id, place: image, load: () => readFile(image) }],
  );
}

/** Every sample's sentences. */
export function textItems({ name, samples }: Dataset): EmbedItem<string>[] {
  return samples.map(({ id, text, line }) => ({
    id,
    place: `${name} line ${line}`,
    load: async () => text,
  }));
}

function named<Input>(
  entry: ImageModel | TextModel,
  encoder: OpenEncoder<Input>['encoder'],
): OpenEncoder<Input> {
  return { encoder, name: encoderName(entry, encoder.name), source: plannedSource(entry) };
}

/** Files on their way are an eighth of what a job may take. */
function contentBytes(plan: Plan): number {
  return memoryBytes(plan) / 8;
}

function refuseSameNames(parts: readonly EmbeddedPart[]): void {
  const ids = parts.map(({ result }) => result.id);
  const again = ids.find((id, i) => ids.indexOf(id) !== i);
  if (again === undefined) return;
  throw new MingaError('E_PLAN', {
    found: `encode: two encoders are called ${again}`,
    expected: 'a name of its own for each',
    fix: 'give one a name: { model: …, name: other }',
  });
}
