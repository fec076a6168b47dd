import { createHash } from 'node:crypto';
import { type ErrorCode, MingaError } from '../errors/index.ts';

/** A cell of a record; null where it is missing. */
export type RecordValue = string | number | null;

/** The parts of a split, in the order in which they are told. */
export const splitParts = ['train', 'validation', 'test'] as const;

export type SplitPart = (typeof splitParts)[number];

/** What is learnt: one of two classes, one of more, any number of labels at once, or a number. */
export type LabelKind = 'binary' | 'multiclass' | 'multilabel' | 'regression';

/** One case: a picture and its record, with a label. */
export interface Sample {
  /** Unique within its data set. */
  readonly id: string;
  /** Absolute path of the picture, null where the set has none. It exists; whether it can be decoded is found out later. */
  readonly image: string | null;
  readonly record: Readonly<Record<string, RecordValue>>;
  /** The record as sentences. */
  readonly text: string;
  /** The class; of several labels all, joined by `, `; a number as text. */
  readonly label: string;
  /** One class; in a multilabel set none, one or more, sorted; none where a number is learnt. */
  readonly labels: readonly string[];
  /** The number that is learnt, where one is. */
  readonly number?: number;
  /** What must not straddle a split (patient, lesion, town); the sample's own id where there is none. */
  readonly group: string;
  /** When it was made (ISO 8601, so that texts sort by time), null where the set does not say. */
  readonly time: string | null;
  /** Where it was made (hospital, town), null where the set does not say. */
  readonly site: string | null;
  /** The part that the set's own split puts it in, null where it has none. */
  readonly part: SplitPart | null;
  /** The line of the table where the row begins; the header is line 1. */
  readonly line: number;
}

/** A row that was read and left out, and why. */
export interface SkippedRow {
  /** Empty where the row has none. */
  readonly id: string;
  /** For example `HAM10000_metadata.csv line 14`. */
  readonly place: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** Something about a data set that a reader of its figures must know. */
export interface DatasetWarning {
  /** `leaking-field`, `identifier-in-text`, `mixed-column`, `group-missing` or `file-format`. */
  readonly code: string;
  readonly message: string;
}

/** Samples that are ready to be encoded and split, and an account of what was left out. */
export interface Dataset {
  readonly name: string;
  readonly task: LabelKind;
  readonly samples: readonly Sample[];
  /** The labels that occur, sorted; none where a number is learnt. */
  readonly classes: readonly string[];
  /**
   * For each sample the index of its label in `classes`; −1 in a multilabel set where it has none or
   * several, and where a number is learnt.
   */
  readonly labels: Int32Array;
  /** What the number is called that is learnt, and each sample's own; null where none is. */
  readonly target: string | null;
  readonly numbers: Float64Array | null;
  readonly groupColumn: string | null;
  /** The columns that the text is made from. */
  readonly textFields: readonly string[];
  /** The text that a record has of these fields; absent where texts are not made from records. */
  readonly textOf?: (
    record: Readonly<Record<string, RecordValue>>,
    fields: readonly string[],
  ) => string;
  /** What makes a label, in a sentence: `DR_ICDR above 0`. */
  readonly labelRule: string;
  /**
   * Indices of the samples that a label rule with fitted thresholds (a town's own median) was fitted
   * on; null where the rule has none. Those samples belong to training rows.
   */
  readonly labelsFittedOn: Int32Array | null;
  /** Fields of the record that are known to give the label away, and why. They are not in the text by default. */
  readonly leaks: Readonly<Record<string, string>>;
  readonly skipped: readonly SkippedRow[];
  readonly warnings: readonly DatasetWarning[];
  /** Rows of the table, samples and skipped together. */
  readonly rowsRead: number;
  /** SHA-256 (hex) over ids, labels, groups and texts; the order of the rows does not matter. */
  readonly hash: string;
}

/** What an adapter has found; `makeDataset` adds the classes, the labels and the hash. */
export interface DatasetParts
  extends Omit<
    Dataset,
    | 'classes'
    | 'labels'
    | 'target'
    | 'numbers'
    | 'hash'
    | 'task'
    | 'labelRule'
    | 'labelsFittedOn'
    | 'leaks'
  > {
  readonly multilabel?: boolean;
  /** What the number is called that is learnt, where one is: every sample has its own then. */
  readonly target?: string | null;
  readonly labelRule?: string;
  readonly labelsFittedOn?: Int32Array | null;
  readonly leaks?: Readonly<Record<string, string>>;
}

/**
 * A data set from its samples.
 *
 * @throws E_CLASS_EMPTY where no sample is left, no label occurs, or there is one class or one number
 * only; whether
 * classes are large enough to be split is the split's affair
 */
export function makeDataset(parts: DatasetParts): Dataset {
  const {
    multilabel = false,
    target = null,
    labelRule = 'the label as it stands in its column',
    labelsFittedOn = null,
    leaks = {},
    ...rest
  } = parts;
  const classes = [...new Set(parts.samples.flatMap(sample => sample.labels))].sort();
  const numbers =
    target === null ? null : Float64Array.from(parts.samples, ({ number }) => number ?? Number.NaN);
  if (numbers === null) checkClasses(parts, classes);
  else checkNumbers(parts, numbers);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const labels = Int32Array.from(parts.samples, sample => indexOf.get(sample.label) ?? -1);
  const task = target !== null ? 'regression' : multilabel ? 'multilabel' : classKind(classes);
  const described = { labelRule, labelsFittedOn, leaks, target, numbers };
  return { ...rest, ...described, task, classes, labels, hash: hashOf(parts.samples) };
}

function classKind({ length }: readonly string[]): LabelKind {
  return length === 2 ? 'binary' : 'multiclass';
}

function checkNumbers(parts: DatasetParts, numbers: Float64Array): void {
  checkSamples(parts);
  if (new Set(numbers).size > 1) return;
  throw new MingaError('E_CLASS_EMPTY', {
    found: `${parts.name}: ${parts.target} is ${numbers[0]} in all ${numbers.length} samples`,
    expected: 'numbers that differ',
    fix: 'check that the column of the number is the right one',
  });
}

function checkSamples(parts: DatasetParts): void {
  const { name, samples, rowsRead } = parts;
  if (samples.length === 0) {
    throw new MingaError('E_CLASS_EMPTY', {
      found: `${name}: ${rowsRead} rows read, none can be used${reasons(parts.skipped)}`,
      expected: 'rows with an id, a label and a picture',
      fix: 'check the folder of pictures and the names of the columns',
    });
  }
}

function checkClasses(parts: DatasetParts, classes: readonly string[]): void {
  checkSamples(parts);
  const { name, samples } = parts;
  if (classes.length === 0) {
    throw new MingaError('E_CLASS_EMPTY', {
      found: `${name}: none of ${samples.length} samples has a label`,
      expected: 'one label or more',
      fix: 'check that the columns of the labels are the right ones',
    });
  }
  if (classes.length === 1 && parts.multilabel !== true) {
    throw new MingaError('E_CLASS_EMPTY', {
      found: `${name}: one class only (${classes[0]}, ${samples.length} samples)`,
      expected: 'two classes or more',
      fix: 'check that the label column is the right one',
    });
  }
}

/** `; 12 skipped: 10 E_FILE_MISSING, 2 E_RECORD_VALUE; first: records.csv line 3: …` */
function reasons(skipped: readonly SkippedRow[]): string {
  if (skipped.length === 0) return '';
  const counts = new Map<string, number>();
  for (const row of skipped) counts.set(row.code, (counts.get(row.code) ?? 0) + 1);
  const list = [...counts].map(([code, count]) => `${count} ${code}`).join(', ');
  return `; ${skipped.length} skipped: ${list}; the first: ${skipped[0].place}: ${skipped[0].reason}`;
}

/** Ids occur once, so sorting by them puts the rows in one order, whatever the file's. */
function hashOf(samples: readonly Sample[]): string {
  const hash = createHash('sha256');
  // Quoted ids sort as the whole lines do, without all lines in memory at once.
  const places = new Map(samples.map(({ id }, place) => [JSON.stringify(id), place]));
  let batch: string[] = [];
  const flush = () => {
    if (batch.length > 0) hash.update(`${batch.join('\n')}\n`);
    batch = [];
  };
  for (const key of [...places.keys()].sort()) {
    const { id, label, group, text } = samples[places.get(key) ?? 0];
    batch.push(JSON.stringify([id, label, group, text]));
    if (batch.length === 4096) flush();
  }
  flush();
  return hash.digest('hex');
}
