import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MingaError } from '../../errors/index.ts';

/** What of node-llama-cpp is used; the package is optional, so its own types may be absent. */
export interface LlamaPackage {
  getLlama(options: {
    readonly gpu: false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly progressLogs: false;
    readonly maxThreads: number;
    readonly logLevel: 'error';
    readonly logger: (level: string, message: string) => void;
  }): Promise<Llama>;
  readGgufFileInfo(
    path: string,
    options: {
      readonly sourceType: 'filesystem';
      readonly readTensorInfo: false;
      readonly logWarnings: false;
    },
  ): Promise<{ readonly metadata: unknown }>;
  getModuleVersion(): Promise<string>;
}

export interface Llama {
  readonly llamaCppRelease: { readonly release: string };
  loadModel(options: {
    readonly modelPath: string;
    readonly metadataOverrides: Readonly<Record<string, { readonly pooling_type: number }>>;
    readonly defaultContextFlashAttention: 'auto' | false;
    readonly experimentalDefaultContextKvCacheKeyType: 'F16' | 'F32';
    readonly experimentalDefaultContextKvCacheValueType: 'F16' | 'F32';
    readonly loadSignal: AbortSignal | undefined;
  }): Promise<LlamaModel>;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly trainContextSize: number;
  readonly tokens: { readonly bos: number | null; readonly eos: number | null };
  /** Tokens of plain text: what looks like a special token is read as the characters it is. */
  tokenize(text: string): number[];
  createEmbeddingContext(options: {
    readonly contextSize: number;
    readonly batchSize: number;
    readonly threads: number;
  }): Promise<LlamaEmbeddingContext>;
  dispose(): Promise<void>;
}

export interface LlamaEmbeddingContext {
  /** Tokens with the special ones that the model wants around them. */
  calculateInputLength(tokens: readonly number[]): number;
  getEmbeddingFor(tokens: readonly number[]): Promise<{ readonly vector: readonly number[] }>;
  dispose(): Promise<void>;
}

const name = 'node-llama-cpp';
const wanted = '3.22.1';

/**
 * Loads node-llama-cpp, which is not among Minga's dependencies because of its size: from where
 * Minga itself is installed, else from the folder that the environment variable `MINGA_LLAMA` names.
 *
 * @throws E_PACKAGE where it is not installed, cannot be loaded or is not of version 3
 */
export async function loadLlamaPackage(): Promise<{
  readonly llama: LlamaPackage;
  readonly version: string;
}> {
  const folder = packageFolder();
  if (folder === null) {
    const stated = process.env.MINGA_LLAMA;
    throw new MingaError('E_PACKAGE', {
      found: `GGUF models need ${name}, which is not installed${stated === undefined ? '' : ` (MINGA_LLAMA is ${stated})`}`,
      expected: `${name} ${wanted} beside Minga, or in the folder that MINGA_LLAMA names`,
      fix: install,
    });
  }
  const entry = pathToFileURL(join(folder, 'dist', 'index.js')).href;
  let loaded: unknown;
  try {
    loaded = await import(entry);
  } catch (cause) {
    throw new MingaError('E_PACKAGE', {
      found: `${folder}: cannot be loaded (${cause instanceof Error ? cause.message : cause})`,
      expected: `${name} ${wanted}`,
      fix: install,
      cause,
    });
  }
  const version = isLlamaPackage(loaded) ? await loaded.getModuleVersion() : 'unknown';
  if (isLlamaPackage(loaded) && version.startsWith('3.')) return { llama: loaded, version };
  throw new MingaError('E_PACKAGE', {
    found: `${folder}: version ${version}`,
    expected: `${name} ${wanted}, or another of version 3`,
    fix: install,
  });
}

const install = `run \`npm install --ignore-scripts ${name}@${wanted}\``;

function packageFolder(): string | null {
  const beside = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const stated = process.env.MINGA_LLAMA;
  const places = stated === undefined ? beside : [...beside, join(stated, 'node_modules')];
  const found = places.map(place => join(place, name)).find(folder => existsSync(folder));
  return found ?? null;
}

function isLlamaPackage(loaded: unknown): loaded is LlamaPackage {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    ['getLlama', 'readGgufFileInfo', 'getModuleVersion'].every(
      key => typeof Reflect.get(loaded, key) === 'function',
    )
  );
}
