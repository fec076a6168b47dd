import { MingaError } from '../../errors/index.ts';
import type { CatalogueEntry, PullPrecision } from '../catalogue/index.ts';
import type { HubFile, HubListing } from './hub-listing.ts';

/** Nothing is taken but what is named here: no pickle, no Python file, no weights of other kinds. */
const companions = new Set([
  '1_Pooling/config.json',
  '2_Normalize/config.json',
  'added_tokens.json',
  'config.json',
  'config_sentence_transformers.json',
  'merges.txt',
  'modules.json',
  'open_clip_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'sentence_bert_config.json',
  'sentencepiece.bpe.model',
  'special_tokens_map.json',
  'spiece.model',
  'tokenizer.json',
  'tokenizer.model',
  'tokenizer_config.json',
  'vocab.json',
  'vocab.txt',
]);

const papers = /^(README|LICEN[CS]E|NOTICE|USE_POLICY)(\.(md|txt))?$/i;

const suffixes: Readonly<Record<PullPrecision, readonly string[]>> = {
  fp32: [''],
  fp16: ['_fp16'],
  int8: ['_quantized', '_int8'],
};

const ggufKinds: Readonly<Record<PullPrecision, RegExp>> = {
  fp32: /[._-]f32(-\d{5}-of-\d{5})?\.gguf$/i,
  fp16: /[._-]f16(-\d{5}-of-\d{5})?\.gguf$/i,
  int8: /[._-]q8_0(-\d{5}-of-\d{5})?\.gguf$/i,
};

export type Format = CatalogueEntry['format'];

/** What a repository that the catalogue does not name holds. */
export function formatOf({ tags, files }: HubListing): Format {
  if (tags.includes('model2vec')) return 'static';
  const has = (pattern: RegExp) => files.some(({ path }) => pattern.test(path));
  return has(/\.gguf$/i) && !has(/^onnx\/.*\.onnx$/) ? 'gguf' : 'onnx';
}

/**
 * The files that a model needs in one precision: its settings, tokenizer and papers, and its
 * weights. Of a pair both halves are taken, of one model the whole.
 *
 * @throws E_DOWNLOAD where the repository has no weights of that kind
 */
export function chooseFiles(
  { files }: HubListing,
  id: string,
  format: Format,
  precision: PullPrecision,
): HubFile[] {
  const weights = weightsOf(files, format, precision);
  if (weights.length === 0) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${id} has no ${expectedWeights(format, precision)}`,
      expected: 'weights that Minga runs; pickles and Python files are never taken',
      fix: `${otherPrecisions(files, format, precision)}or export the model yourself (docs/models.md)`,
    });
  }
  const others = files.filter(({ path }) => companions.has(path) || papers.test(path));
  // The small files first: what is wrong with a repository shows before its gigabytes come.
  return [...others, ...weights];
}

function weightsOf(files: readonly HubFile[], format: Format, precision: PullPrecision): HubFile[] {
  if (format === 'static') return precision === 'fp32' ? named(files, ['model.safetensors']) : [];
  if (format === 'gguf') {
    return files.filter(({ path }) => !path.includes('/') && ggufKinds[precision].test(path));
  }
  const halves = ['vision_model', 'text_model'].map(stem => graphOf(files, stem, precision));
  const graphs = halves.every(graph => graph !== undefined)
    ? halves
    : [graphOf(files, 'model', precision) ?? halves.find(graph => graph !== undefined)];
  return graphs.flatMap(graph => (graph === undefined ? [] : [graph, ...dataOf(files, graph)]));
}

function named(files: readonly HubFile[], paths: readonly string[]): HubFile[] {
  return files.filter(({ path }) => paths.includes(path));
}

function graphOf(
  files: readonly HubFile[],
  stem: string,
  precision: PullPrecision,
): HubFile | undefined {
  const paths = suffixes[precision].map(suffix => `onnx/${stem}${suffix}.onnx`);
  return paths.flatMap(path => named(files, [path]))[0];
}

/** The files that a graph of more than two gigabytes keeps its weights in, by the usual names. */
function dataOf(files: readonly HubFile[], { path: graph }: HubFile): HubFile[] {
  return files.filter(
    ({ path }) =>
      path.startsWith(graph) && /^(_data(_\d+)?|\.data)$/.test(path.slice(graph.length)),
  );
}

function expectedWeights(format: Format, precision: PullPrecision): string {
  if (format === 'static') return 'model.safetensors in float32';
  if (format === 'gguf') return `GGUF file of ${precision === 'int8' ? 'Q8_0' : precision}`;
  return `ONNX export onnx/*.onnx of ${precision}`;
}

function otherPrecisions(
  files: readonly HubFile[],
  format: Format,
  precision: PullPrecision,
): string {
  const there = (['fp32', 'fp16', 'int8'] as const).filter(
    other => other !== precision && weightsOf(files, format, other).length > 0,
  );
  return there.length === 0 ? '' : `take --precision ${there.join(' or ')}, `;
}
