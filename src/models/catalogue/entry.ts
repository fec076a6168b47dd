import type { Work } from './cost.ts';
import type { Licence } from './licences.ts';

export const modalities = ['image', 'text', 'pair'] as const;

/** What a model turns into vectors; a pair turns pictures and texts into vectors of one space. */
export type Modality = (typeof modalities)[number];

export const pullPrecisions = ['fp32', 'fp16', 'int8'] as const;

/** The kind of number whose weights a pull takes; Q8_0 of a GGUF model counts as `int8`. */
export type PullPrecision = (typeof pullPrecisions)[number];

/** What has to be downloaded, in megabytes of 10⁶ bytes, weights only. */
export interface Size {
  readonly megabytes: number;
  /** `listed`: as the hub's own page shows it, rounded. `parameters`: their number × their bytes. */
  readonly known: 'listed' | 'parameters';
}

/** What is known of the content of files before they are downloaded. */
export interface Pin {
  /** The commit that these hashes were seen at, 40 hexadecimal digits, or `main`. */
  readonly revision: string;
  /** SHA-256 in hexadecimal, by path. A file that is not here is pinned at its first pull. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the catalogue says of one model. */
export interface CatalogueEntry {
  /** The hub id under which its authors publish the model. */
  readonly id: string;
  /** The repository whose files are pulled; `null` where no export is known. */
  readonly source: string | null;
  /**
   * How the source is known: its page on the hub was read, public code pulls from it, or neither
   * and its name only follows the pattern of its siblings.
   */
  readonly evidence: 'hub page' | 'public code' | 'unverified';
  readonly modality: Modality;
  readonly format: 'onnx' | 'static' | 'gguf';
  /** Numbers in a vector of the export that is pulled. */
  readonly dimension: number;
  /** Pixels a side; `null` for texts. */
  readonly inputSize: number | null;
  /** Tokens that the model can take; `null` for pictures and where there is no limit. */
  readonly maxTokens: number | null;
  /** How the output becomes one vector. `classes`: the export ends in scores of classes. */
  readonly pooling: 'cls' | 'mean' | 'pooled' | 'last' | 'classes';
  /** Whether its vectors are meant to have length 1. */
  readonly normalized: boolean;
  readonly licence: Licence;
  /** In millions. */
  readonly parameters: number;
  readonly sizes: Readonly<Partial<Record<PullPrecision, Size>>>;
  readonly pins: Readonly<Partial<Record<PullPrecision, Pin>>>;
  readonly work: readonly Work[];
  /** What a person should know before choosing it. */
  readonly note: string | null;
}

export function listed(megabytes: number): Size {
  return { megabytes, known: 'listed' };
}

/** @param parameters in millions */
export function counted(parameters: number, bytes: number): Size {
  return { megabytes: Math.round(parameters * bytes), known: 'parameters' };
}

/** The three sizes of an export whose pages were not read. */
export function countedSizes(parameters: number): Readonly<Record<PullPrecision, Size>> {
  return {
    fp32: counted(parameters, 4),
    fp16: counted(parameters, 2),
    int8: counted(parameters, 1),
  };
}
