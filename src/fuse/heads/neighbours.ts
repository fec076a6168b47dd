import { add, log, reduceSum, slice, sub, type Value } from '../../graph/index.ts';
import type { HeadDesign, Modality } from './head-design.ts';
import { nearness, queryColumns, queryValue } from './query.ts';

/** The names of what the head keeps. */
export const neighbourNames = { rows: 'neighbours.rows', classes: 'neighbours.classes' } as const;

/** Votes that each class has before any neighbour is asked, all classes together one. */
const votesBefore = 1;

/**
 * The k nearest training rows vote: p_c = (votes_c + 1/C) / (k + 1), so that no probability is 0.
 * The head holds the training rows themselves: treat its file as patient data.
 */
export function neighbours(modalities: readonly Modality[]): HeadDesign {
  return {
    modalities,
    fitting: 'rows',
    defaults: { hidden: 0, dropout: 0 },
    choices: { k: 15, metric: 'cosine' },
    network: (dimensions, units, { k = 15, metric = 'cosine' }, variables) => ({
      inputs: Object.fromEntries(modalities.map(modality => [modality, dimensions[modality]])),
      forward(layers, inputs) {
        const classes = Math.max(2, units);
        const count = (variables?.get(neighbourNames.classes)?.length ?? 0) / classes;
        const columns = queryColumns(modalities, dimensions);
        const start = { kind: 'constant', value: 0 } as const;
        const rows = layers.parameter(neighbourNames.rows, [count, columns], start);
        const signs = layers.parameter(neighbourNames.classes, [count, classes], start);
        const near = nearness(queryValue(modalities, inputs, metric), rows, metric);
        const votes = log(add(votesOf(near, signs, Math.min(k, count)), votesBefore / classes));
        return units === 1 ? sub(slice(votes, 1, 1, 2), slice(votes, 1, 0, 1)) : votes;
      },
    }),
  };
}

/** The classes of the k nearest of each query, counted: [n, C]. */
function votesOf(near: Value, signs: Value, k: number): Value {
  const { graph, type } = near;
  const [rows] = near.shape;
  const [, nearest] = graph.node(
    'TopK',
    [near, graph.constant([k], [1], 'int64')],
    { axis: { int: 1 }, largest: { int: 1 }, sorted: { int: 1 } },
    [
      { type, shape: [rows, k] },
      { type: 'int64', shape: [rows, k] },
    ],
  );
  const [found] = graph.node('Gather', [signs, nearest], { axis: { int: 0 } }, [
    { type, shape: [rows, k, signs.shape[1]] },
  ]);
  return reduceSum(found, [1]);
}
