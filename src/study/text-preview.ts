import {
  type Dataset,
  type DatasetWarning,
  type Language,
  loadDataset,
  type Sample,
} from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import { Random } from '../tensor/index.ts';
import type { Plan } from './plan.ts';

/** How a preview is drawn; every setting has a default. */
export interface PreviewOptions {
  /** Samples to show. Default 5. */
  readonly rows?: number;
  /** A whole number from 0. Default 0. */
  readonly seed?: number;
  /** In place of the plan's. */
  readonly language?: Language;
}

/** A few texts of a data set as encoders get them, and what is not in them. It holds patient data. */
export interface TextPreview {
  readonly dataset: string;
  readonly samples: number;
  readonly skipped: number;
  readonly classes: readonly string[];
  readonly textFields: readonly string[];
  /** Fields of the record that no text has, and why. */
  readonly leftOut: readonly { readonly field: string; readonly reason: string }[];
  /** Samples in which a field of the text has no value; fields without any such are not listed. */
  readonly missing: readonly { readonly field: string; readonly samples: number }[];
  /** Samples whose text is empty. */
  readonly empty: number;
  readonly warnings: readonly DatasetWarning[];
  readonly rows: readonly PreviewRow[];
}

export interface PreviewRow {
  readonly id: string;
  readonly line: number;
  /** Not part of the text. */
  readonly label: string;
  readonly text: string;
  /** Fields of the text that have no value in this record. */
  readonly missing: readonly string[];
}

/**
 * Loads a plan's data set and draws a few of its texts, from each class in turn. Nothing is encoded,
 * no picture is opened and no model is needed.
 *
 * @throws E_OPTION where the number of rows or the seed is out of its range
 * @throws what `loadDataset` throws
 */
export async function previewTexts(
  plan: Plan,
  { rows = 5, seed = 0, language }: PreviewOptions = {},
): Promise<TextPreview> {
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new MingaError('E_OPTION', { found: `${rows} rows`, expected: 'a whole number from 1' });
  }
  const dataset = await loadDataset(inLanguage(plan.dataset, language));
  return {
    dataset: dataset.name,
    samples: dataset.samples.length,
    skipped: dataset.skipped.length,
    classes: dataset.classes,
    textFields: dataset.textFields,
    leftOut: leftOut(dataset),
    missing: dataset.textFields
      .map(field => ({ field, samples: dataset.samples.filter(lacks(field)).length }))
      .filter(({ samples }) => samples > 0),
    empty: dataset.samples.filter(({ text }) => text === '').length,
    warnings: dataset.warnings,
    rows: drawnOverClasses(dataset, rows, seed).map(sample => ({
      id: sample.id,
      line: sample.line,
      label: sample.label,
      text: sample.text,
      missing: dataset.textFields.filter(field => lacks(field)(sample)),
    })),
  };
}

/** Pictures without records have no text that could be in another language. */
function inLanguage(settings: Plan['dataset'], language: Language | undefined): Plan['dataset'] {
  if (language === undefined || !('text' in settings)) return settings;
  return { ...settings, text: { ...settings.text, language } };
}

function lacks(field: string): (sample: Sample) => boolean {
  return ({ record }) => Object.hasOwn(record, field) && record[field] === null;
}

function leftOut({ samples, textFields, leaks }: Dataset): TextPreview['leftOut'] {
  const fields = Object.keys(samples[0].record).filter(field => !textFields.includes(field));
  return fields.map(field => ({
    field,
    reason: Object.hasOwn(leaks, field)
      ? `gives the label away: ${leaks[field]}`
      : 'not among the fields of the text',
  }));
}

/** One sample of each class in turn, last of none, in a random order within, until there are enough. */
function drawnOverClasses(
  { samples, classes }: Dataset,
  count: number,
  seed: number,
): readonly Sample[] {
  const unlabelled = samples.filter(({ labels }) => labels.length === 0);
  const classed = classes.map(name => samples.filter(({ labels }) => labels.includes(name)));
  const queues = [...classed, unlabelled].map((own, index) =>
    Array.from(new Random(seed, 'preview', index).permutation(own.length), i => own[i]),
  );
  const drawn = new Set<Sample>();
  const longest = Math.max(...queues.map(queue => queue.length));
  for (let turn = 0; turn < longest; turn++) {
    for (const queue of queues) {
      if (drawn.size < count && turn < queue.length) drawn.add(queue[turn]);
    }
  }
  return [...drawn];
}
