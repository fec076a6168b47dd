import type { Dataset } from '../data/index.ts';
import { openTokenCounter } from '../encode/index.ts';
import { resolveModel } from '../models/index.ts';
import type { TextModel } from './planned-encoder.ts';
import { cutFields } from './text-cuts.ts';
import { countTexts } from './text-report.ts';

/** What an ASCII text of so many characters cannot have more of: its letters, and some around it. */
const spare = 64;

/**
 * Says which fields lie behind an encoder's limit, in a sentence without any record's content; none
 * where nothing is cut, or where the encoder does not tell how it makes tokens. How many texts and
 * tokens are cut is said by the encoder itself.
 *
 * @param limit the encoder's own, which a graph of fixed sizes may lower
 */
export async function cutNotices(
  entry: TextModel,
  limit: unknown,
  dataset: Dataset,
  signal?: AbortSignal,
): Promise<string[]> {
  if (typeof limit !== 'number' || 'gguf' in entry || 'endpoint' in entry) return [];
  const { prefix = '' } = entry;
  const short = (text: string) =>
    /^[ -~]*$/.test(text) && text.length + prefix.length + spare <= limit;
  const long = dataset.samples.filter(({ text }) => !short(text));
  if (long.length === 0) return [];
  const counter = await openTokenCounter(await resolveModel(entry.model), {
    prefix: entry.prefix,
    maxTokens: entry.maxTokens,
  });
  const counts = await countTexts(
    long.map(({ text }) => text),
    counter,
    { signal },
  );
  const cut = long.filter((_, i) => counts[i] > limit);
  const fields = cutFields(cut, dataset, { ...counter, limit });
  if (fields.length === 0) return [];
  const list = fields.map(({ field, wholly, partly }) => `${field} in ${wholly + partly}`);
  return [
    `Of ${dataset.samples.length} texts the limit of ${limit} tokens cuts words of ${list.join(', ')}; minga data tokens shows more.`,
  ];
}
