import { columnMeans } from '../../align/index.ts';
import { contrasts, metricNames } from '../../evaluate/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure } from '../figures.ts';
import { meanByGroup } from '../mean-by-group.ts';
import type { Explanations } from '../schema/explanations.ts';
import { pairOf } from '../training.ts';
import type { ExplainedModel } from './explained-model.ts';
import { type Coalitions, shapleyValues, shapleyWeights } from './shapley.ts';

type Modalities = NonNullable<Explanations['modalities']>;
type Predictions = Readonly<Record<keyof Coalitions, Matrix>>;

/**
 * What the image and the text contribute, as the Shapley values of a game of two players. A modality
 * that is not in a coalition is replaced, before alignment, by the mean vector of the training rows.
 */
export async function modalityContributions(
  model: ExplainedModel,
  grid: FinishedGrid,
): Promise<Modalities> {
  const predictions = await coalitionPredictions(model, grid);
  return {
    absent: 'training mean',
    rows: grid.parts.test.length,
    metrics: metricContributions(predictions, grid),
    scores: scoreContributions(predictions, grid),
  };
}

async function coalitionPredictions(
  model: ExplainedModel,
  { encoded, parts }: FinishedGrid,
): Promise<Predictions> {
  const train = await pairOf(model.design, encoded, parts.train);
  const { image, text } = await pairOf(model.design, encoded, parts.test);
  const noImage = repeatedRow(columnMeans(train.image), image.rows);
  const noText = repeatedRow(columnMeans(train.text), text.rows);
  return {
    none: await model.predict({ image: noImage, text: noText }),
    image: await model.predict({ image, text: noText }),
    text: await model.predict({ image: noImage, text }),
    both: await model.predict({ image, text }),
  };
}

function repeatedRow(row: ArrayLike<number>, rows: number): Matrix {
  const matrix = Matrix.zeros(rows, row.length);
  for (let i = 0; i < rows; i++) matrix.row(i).set(row);
  return matrix;
}

function metricContributions(
  systems: Predictions,
  { plan, rows }: FinishedGrid,
): Modalities['metrics'] {
  const { resamples, level } = plan.evaluate;
  const wanted = {
    ...shapleyWeights,
    vNone: { none: 1 },
    vImage: { image: 1 },
    vText: { text: 1 },
    vBoth: { both: 1 },
  };
  const found = contrasts({ ...rows.test, systems: { ...systems } }, wanted, { resamples, level });
  return Object.fromEntries(
    metricNames.map(name => [
      name,
      {
        none: intervalFigure(found.vNone[name]).estimate,
        image: intervalFigure(found.vImage[name]).estimate,
        text: intervalFigure(found.vText[name]).estimate,
        both: intervalFigure(found.vBoth[name]).estimate,
        shapley: {
          image: intervalFigure(found.image[name]),
          text: intervalFigure(found.text[name]),
        },
        interaction: intervalFigure(found.interaction[name]),
      },
    ]),
  );
}

/** Of the score of the true class: all rows, then class by class. */
function scoreContributions(
  predictions: Predictions,
  { dataset, plan, rows: { test } }: FinishedGrid,
): Modalities['scores'] {
  const values = Array.from(test.labels, (label, i) =>
    shapleyValues({
      none: predictions.none.row(i)[label],
      image: predictions.image.row(i)[label],
      text: predictions.text.row(i)[label],
      both: predictions.both.row(i)[label],
    }),
  );
  const all = [...values.keys()];
  const parts = [
    { class: null, rows: all },
    ...dataset.classes.map((name, c) => ({
      class: name,
      rows: all.filter(i => test.labels[i] === c),
    })),
  ];
  const { resamples, level } = plan.evaluate;
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ class: name, rows }) => {
      const groups = rows.map(i => test.groups[i]);
      const mean = (modality: 'image' | 'text') => {
        const own = Float64Array.from(rows, i => values[i][modality]);
        return intervalFigure({ ...meanByGroup(own, groups, 0, { resamples, level }), dropped: 0 });
      };
      const above = rows.filter(i => values[i].image > values[i].text).length;
      return {
        class: name,
        rows: rows.length,
        image: mean('image'),
        text: mean('text'),
        imageAbove: above / rows.length,
      };
    });
}
