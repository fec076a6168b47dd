import type { RecordValue } from '../../data/index.ts';
import type { Parts } from '../parts.ts';
import type { Incomplete } from '../schema/incomplete.ts';

/** What is asked of a data set. */
interface ReadRows {
  readonly samples: readonly { readonly record: Readonly<Record<string, RecordValue>> }[];
  readonly skipped: readonly { readonly place: string; readonly code: string }[];
}

/** What is asked of an encoder that has gone through the samples. */
interface Encoded {
  readonly result: { readonly failed: readonly { readonly place: string }[] };
}

/** Rows that lack a picture or a record, counted once however many encoders miss it. */
export function incompleteRows(
  { samples, skipped }: ReadRows,
  parts: Pick<Parts, 'train' | 'validation' | 'test'>,
  { images, texts }: { readonly images: readonly Encoded[]; readonly texts: readonly Encoded[] },
): Incomplete {
  // Of a row that makes no sample, only a missing picture is told as a missing file.
  const unnamed = skipped.filter(({ code }) => code === 'E_FILE_MISSING');
  const image = new Set([...unnamed, ...failures(images)].map(({ place }) => place));
  const text = new Set(failures(texts).map(({ place }) => place));
  const used = [parts.train, parts.validation, parts.test].flatMap(rows => [...rows]);
  return {
    rows: new Set([...image, ...text]).size,
    image: image.size,
    text: text.size,
    emptyRecords: used.filter(i => isEmpty(samples[i].record)).length,
  };
}

/** What is said of them during a run; null where there are none. */
export function incompleteNotice({ rows }: Incomplete, modalityDropout: number): string | null {
  if (rows === 0) return null;
  const told = `${rows} ${rows === 1 ? 'row is' : 'rows are'} left out for want of a picture or a record`;
  return modalityDropout > 0
    ? `${told}: heads with stand-ins are neither trained nor tested on them, so that all comparisons are on the same rows`
    : told;
}

function failures(parts: readonly Encoded[]) {
  return parts.flatMap(({ result }) => result.failed);
}

function isEmpty(record: ReadRows['samples'][number]['record']): boolean {
  const values = Object.values(record);
  return values.length > 0 && values.every(value => value === null);
}
