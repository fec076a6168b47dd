import { setImmediate } from 'node:timers/promises';
import { type Dataset, loadDataset } from '../data/index.ts';
import {
  openTokenCounter,
  type TokenCounter,
  type TokenLengths,
  tokenLengths,
} from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import { resolveModel } from '../models/index.ts';
import { plannedSource } from './encoder-plan.ts';
import type { StudyListener } from './events.ts';
import type { Plan } from './plan.ts';
import { encoderName } from './planned-encoder.ts';
import { cutFields, cutWords, type FieldCut } from './text-cuts.ts';

export interface TextReportOptions {
  /** Folders of further tokenizers to compare with; no weights are needed. */
  readonly others?: readonly string[];
  /** Also: what every encoder that reads more would lose at so many of its own tokens. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/** How long the texts of a plan are for its text encoders. */
export interface TextReport {
  readonly dataset: string;
  readonly texts: number;
  readonly textFields: readonly string[];
  readonly encoders: readonly TextReportRow[];
}

export type TextReportRow = CountedEncoder | UncountedEncoder;

export interface CountedEncoder {
  readonly name: string;
  readonly source: string;
  /** `plan`: an encoder of the plan; `other`: a tokenizer to compare with; `limit`: the same, cut earlier. */
  readonly asked: 'plan' | 'other' | 'limit';
  readonly unit: TokenCounter['unit'];
  readonly limit: number | null;
  readonly lengths: TokenLengths;
  readonly cutFields: readonly FieldCut[];
  /** Patient data. */
  readonly cutWords: readonly { readonly word: string; readonly texts: number }[];
}

export interface UncountedEncoder {
  readonly name: string;
  readonly source: string;
  /** Why its tokens cannot be counted here. */
  readonly unknown: string;
}

const listedWords = 12;
const stretch = 256;

/**
 * Counts the tokens of a plan's texts under each of its text encoders, and finds what their limits
 * cut: how many texts, which fields, which words. No model is run, and no weights are needed.
 *
 * @throws E_OPTION where the limit is out of its range; E_ABORTED where the signal aborts
 * @throws what `loadDataset` and `openTokenCounter` throw
 */
export async function textReport(plan: Plan, options: TextReportOptions = {}): Promise<TextReport> {
  const { others = [], limit, onEvent } = options;
  if (limit !== undefined && (!Number.isSafeInteger(limit) || limit < 1)) {
    throw new MingaError('E_OPTION', {
      found: `limit ${limit}`,
      expected: 'a whole number from 1',
    });
  }
  const dataset = await loadDataset(plan.dataset);
  for (const { message } of dataset.warnings) onEvent?.({ kind: 'note', message });
  const rows: TextReportRow[] = [];
  for (const entry of plan.encode.text) {
    const source = plannedSource(entry);
    if (!('model' in entry) || 'endpoint' in entry) {
      rows.push({ name: entry.name ?? source, source, unknown: whyUnknown(entry) });
      continue;
    }
    const folder = entry.model === 'builtin' ? entry.model : await resolveModel(entry.model);
    const { prefix, maxTokens } = entry;
    const counter = await openTokenCounter(folder, { prefix, maxTokens });
    const named = { ...counter, name: encoderName(entry, counter.name) };
    rows.push(...(await countedRows(named, source, 'plan', dataset, options)));
  }
  for (const folder of others) {
    const counter = await openTokenCounter(folder);
    rows.push(...(await countedRows(counter, folder, 'other', dataset, options)));
  }
  const { name, samples, textFields } = dataset;
  return { dataset: name, texts: samples.length, textFields, encoders: rows };
}

function whyUnknown(entry: Plan['encode']['text'][number]): string {
  if ('endpoint' in entry) return 'a server does not tell how it makes tokens, or what it cuts';
  if ('gguf' in entry) return 'its tokenizer is read by llama.cpp alone; a run says what was cut';
  if ('imported' in entry) return 'its vectors were made elsewhere';
  return 'it reads the record, not the text';
}

async function countedRows(
  counter: TokenCounter,
  source: string,
  asked: 'plan' | 'other',
  dataset: Dataset,
  { limit, signal, onEvent }: TextReportOptions,
): Promise<CountedEncoder[]> {
  const texts = dataset.samples.map(({ text }) => text);
  const stage = { name: `Counting ${counter.unit} with ${counter.name}`, unit: 'text' };
  onEvent?.({ kind: 'stage', ...stage, total: texts.length });
  const counts = await countTexts(texts, counter, { signal, onEvent });
  const row = (most: number | null, why: CountedEncoder['asked']): CountedEncoder => {
    const lengths = tokenLengths(counts, most);
    const { name, unit } = counter;
    const cut = dataset.samples.filter((_, i) => most !== null && counts[i] > most);
    const limited = { ...counter, limit: most ?? Number.POSITIVE_INFINITY };
    return {
      name,
      source,
      asked: why,
      unit,
      limit: most,
      lengths,
      cutFields: cutFields(cut, dataset, limited),
      cutWords: cutWords(
        cut.map(({ text }) => text),
        limited,
        listedWords,
      ),
    };
  };
  const own = row(counter.limit, asked);
  if (limit === undefined || (counter.limit !== null && counter.limit <= limit)) return [own];
  return [own, row(limit, 'limit')];
}

/** Each distinct text once. */
export async function countTexts(
  texts: readonly string[],
  { count }: Pick<TokenCounter, 'count'>,
  { signal, onEvent }: Pick<TextReportOptions, 'signal' | 'onEvent'> = {},
): Promise<number[]> {
  const known = new Map<string, number>();
  const counts: number[] = [];
  for (const text of texts) {
    if (counts.length % stretch === 0) {
      await setImmediate();
      if (signal?.aborted) {
        throw new MingaError('E_ABORTED', { found: 'interrupted while tokens were counted' });
      }
      onEvent?.({ kind: 'progress', done: counts.length });
    }
    const tokens = known.get(text) ?? count(text);
    known.set(text, tokens);
    counts.push(tokens);
  }
  onEvent?.({ kind: 'progress', done: counts.length });
  return counts;
}
