import { basename, resolve } from 'node:path';
import { type DecodeOptions, decodeFingerprint, decodeOptions } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { arrange } from '../arrangement.ts';
import type { Arrangement, ImageEncoder } from '../encoder.ts';
import { fingerprint } from '../fingerprint.ts';
import { descriptorSettings } from './descriptor.ts';
import type { PictureRecipe } from './picture-model.ts';
import { openPicturePool } from './picture-pool.ts';
import { readVisionConfig } from './vision-config.ts';
import { readVisionFolder, type VisionFolderOptions } from './vision-folder.ts';
import { visionRecipe, visionSettings } from './vision-settings.ts';

export interface ImageEncoderOptions extends VisionFolderOptions, DecodeOptions {
  /** The model's output to read. Default `image_embeds`, `pooler_output`, `last_hidden_state`, else the first. */
  readonly output?: string;
  /** Threads that decode and encode, each with a model of its own. Default: see {@link openImageEncoder}. */
  readonly workers?: number;
  /** Threads within one operator of one worker's model. Default: the cores divided by the workers. */
  readonly threads?: number;
  /**
   * Bytes that models and decoded pictures may take together, 64 MiB or more. Half is for the
   * workers' weights (one worker is always there), a quarter for pictures that are decoded ahead.
   * Default 2 GiB.
   */
  readonly memory?: number;
}

const defaults = { memory: 2 * 2 ** 30 };
const leastMemory = 64 * 2 ** 20;

/** Files a thread takes at a time: enough to be efficient, few enough that no core waits long. */
const chunk = 4;

/** Chunks that a call should bring for every worker. */
const chunksPerWorker = 8;

/**
 * Opens an encoder of image files: `builtin` (descriptors without weights) or a hub-style folder
 * with `config.json`, `preprocessor_config.json` and `onnx/*.onnx` (other layouts: `docs/pictures-models.md`).
 *
 * Worker threads decode, preprocess and run the model, so the calling thread stays free. By default
 * there is a worker for every core with one thread each, which measured fastest (`bench/extraction.ts`),
 * but only as many as hold their weights in half of `memory`; then each gets several threads.
 *
 * @throws E_MODEL where the folder is incomplete, does not fit, or is of another kind
 * @throws E_OPTION where `workers`, `threads` or a limit of decoding is out of its range
 * @throws E_RUNTIME where the runtime refuses the model
 * @example
 * const encoder = await openImageEncoder('builtin');
 * const [row] = await encoder.encode([await readFile('lesion.jpg')]);
 * await encoder.close();
 */
export async function openImageEncoder(
  model: string,
  options: ImageEncoderOptions = {},
): Promise<ImageEncoder> {
  checkMemory(options.memory);
  return model === 'builtin' ? openDescriptor(options) : openVision(model, options);
}

async function openDescriptor(options: ImageEncoderOptions): Promise<ImageEncoder> {
  const { workers } = options;
  const arrangement = arrange({ workers, threads: 1 }, { each: 1, most: Infinity });
  const recipe: PictureRecipe = { kind: 'descriptor' };
  return encoderOf('builtin', recipe, arrangement, options, () => descriptorSettings);
}

async function openVision(path: string, options: ImageEncoderOptions): Promise<ImageEncoder> {
  const folder = await readVisionFolder(path, await readVisionConfig(path), options);
  const most = (options.memory ?? defaults.memory) / 2;
  const arrangement = arrange(options, { each: folder.weightBytes, most });
  const { threads } = arrangement;
  const recipe = visionRecipe(folder, { output: options.output, threads });
  return encoderOf(basename(resolve(path)), recipe, arrangement, options, output =>
    visionSettings(folder, output),
  );
}

async function encoderOf(
  name: string,
  recipe: PictureRecipe,
  arrangement: Arrangement,
  options: ImageEncoderOptions,
  settingsWith: (output: string | null) => Readonly<Record<string, unknown>>,
): Promise<ImageEncoder> {
  const { workers } = arrangement;
  const decode = decodeOptions(options);
  const pictureBytes = Math.floor((options.memory ?? defaults.memory) / 4 / workers);
  const pool = await openPicturePool({ recipe, decode, workers, chunk, pictureBytes });
  const input = decodeFingerprint(options);
  const hasInput = Object.keys(input).length > 0;
  const settings = { ...settingsWith(pool.output), ...(hasInput && { input }) };
  return {
    name,
    modality: 'image',
    dimension: pool.dimension,
    settings,
    fingerprint: fingerprint(settings),
    batchSize: workers * chunk * chunksPerWorker,
    arrangement,
    encode: (batch, signal) => pool.encode(batch, signal),
    close: () => pool.close(),
  };
}

function checkMemory(value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= leastMemory)) return;
  throw new MingaError('E_OPTION', {
    found: `memory ${value}`,
    expected: `a whole number of bytes, ${leastMemory} (64 MiB) or more`,
  });
}
