import { bootstrap, metricNames, mostProbable } from '../../evaluate/index.ts';
import { type Matrix, Random } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure } from '../figures.ts';
import { requireGoingOn } from '../interruption.ts';
import { meanByGroup } from '../mean-by-group.ts';
import { groupsOf, labelsOf } from '../parts.ts';
import type { Explanations, FieldAblation } from '../schema/explanations.ts';
import { pairOf } from '../training.ts';
import type { ExplainedModel } from './explained-model.ts';
import type { ExplainPlan } from './plan-schema.ts';
import { type Shortener, tabularShortener, textShortener } from './shortened-texts.ts';

type Fields = NonNullable<Explanations['fields']>;

/** What came of it, or why it was left out. */
export type FieldsOutcome = { readonly fields: Fields } | { readonly note: string };

/** Encoding anew by itself, without being asked for, may take so long. */
const quickSeconds = 60;

/** Test rows that a language model encodes anew where the plan does not say how many. */
const languageModelRows = 200;

/**
 * What each field of the record contributes: the test rows again with texts that lack it, through
 * the same aligner and head. Nothing is fitted anew, so this tells what the fitted model uses, not
 * what another could do without the field.
 */
export async function fieldAblations(
  model: ExplainedModel,
  wanted: ExplainPlan['fields'],
  grid: FinishedGrid,
): Promise<FieldsOutcome> {
  const { dataset } = grid;
  if (dataset.textFields.length < 2) {
    return { note: 'fields: the text has one field alone, so none can be left out' };
  }
  const rows = ablatedRows(model, wanted, grid);
  const opened = await openShortener(model, rows, grid);
  if ('note' in opened) return opened;
  try {
    const seconds = expectedSeconds(model, opened, grid);
    if (wanted === 'quick' && !(seconds <= quickSeconds)) {
      // Vectors that came with a store, merged say, do not tell how long they took.
      const time = Number.isFinite(seconds)
        ? `about ${Math.ceil(seconds / 60)} min`
        : 'unknown time';
      return {
        note: `fields: ${opened.inputs} texts to encode anew, ${time}; explain: { fields: true } asks for it`,
      };
    }
    return { fields: await ablate(model, opened, rows, grid) };
  } finally {
    await opened.close();
  }
}

function textPartOf({ design }: ExplainedModel, { plan, encoded }: FinishedGrid) {
  const at = encoded.texts.findIndex(({ result }) => result.id === design.text?.id);
  return { entry: plan.encode.text[at], part: encoded.texts[at] };
}

/** All test rows, or as many as are asked for, drawn by a fixed seed. */
function ablatedRows(
  model: ExplainedModel,
  wanted: ExplainPlan['fields'],
  grid: FinishedGrid,
): Int32Array {
  const { entry } = textPartOf(model, grid);
  const { test } = grid.parts;
  const slow = 'gguf' in entry || 'endpoint' in entry;
  const most = typeof wanted === 'object' ? wanted.rows : slow ? languageModelRows : test.length;
  if (most >= test.length) return test;
  const order = new Random(0, 'explained rows').permutation(test.length);
  const drawn = new Set(order.subarray(0, most));
  return test.filter((_, i) => drawn.has(i));
}

async function openShortener(
  model: ExplainedModel,
  rows: Int32Array,
  grid: FinishedGrid,
): Promise<Shortener | { readonly note: string }> {
  const { dataset, parts } = grid;
  const { entry, part } = textPartOf(model, grid);
  if ('imported' in entry) {
    return { note: 'fields: imported text vectors cannot be made anew without a field' };
  }
  if ('tabular' in entry) return tabularShortener(entry.tabular, dataset, parts.train, rows);
  const { textOf } = dataset;
  if (textOf === undefined) {
    return { note: 'fields: the texts of this data set are not made from fields of a record' };
  }
  return textShortener(entry, textOf, { plan: grid.plan, dataset, part }, rows);
}

/** By the rate at which the encoder made its vectors. */
function expectedSeconds(model: ExplainedModel, { inputs }: Shortener, grid: FinishedGrid): number {
  const { part } = textPartOf(model, grid);
  return inputs / (part.result.extraction.perSecond ?? 0);
}

async function ablate(
  model: ExplainedModel,
  shortener: Shortener,
  rows: Int32Array,
  grid: FinishedGrid,
): Promise<Fields> {
  const { dataset, encoded, parts, signal, onEvent } = grid;
  const { textFields } = dataset;
  onEvent?.({ kind: 'stage', name: 'Leaving fields out', unit: 'field', total: textFields.length });
  const pair = await pairOf(model.design, encoded, rows);
  const whole = await model.predict(pair);
  const fields: FieldAblation[] = [];
  for (const field of textFields) {
    requireGoingOn(signal, 'leaving fields out');
    const { vectors, changed } = await shortener.shorten(field, signal);
    const without = await model.predict({ image: pair.image, text: vectors });
    fields.push({ field, rowsChanged: changed, ...changes(whole, without, rows, grid) });
    onEvent?.({ kind: 'progress', done: fields.length });
  }
  return {
    text: model.design.text?.id ?? '',
    rows: rows.length,
    of: parts.test.length,
    fields,
  };
}

function changes(
  whole: Matrix,
  without: Matrix,
  rows: Int32Array,
  { dataset, plan }: FinishedGrid,
): Pick<FieldAblation, 'differences' | 'flipped'> {
  const { resamples, level } = plan.evaluate;
  const groups = groupsOf(dataset, rows);
  const { pairs } = bootstrap(
    {
      labels: labelsOf(dataset, rows),
      groups,
      systems: { whole: [whole], without: [without] },
    },
    { resamples, level, pairs: [['without', 'whole']] },
  );
  const flips = Float64Array.from(rows, (_, i) =>
    mostProbable(whole.row(i)) === mostProbable(without.row(i)) ? 0 : 1,
  );
  const flipped = meanByGroup(flips, groups, 0, { resamples, level });
  return {
    differences: Object.fromEntries(
      metricNames.map(name => [name, intervalFigure(pairs[0].differences[name])]),
    ),
    flipped: intervalFigure({ ...flipped, dropped: 0 }),
  };
}
