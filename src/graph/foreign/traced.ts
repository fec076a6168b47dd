import { MingaError } from '../../errors/index.ts';
import type { Graph } from '../graph.ts';
import { cast } from '../operators/index.ts';
import type { Value } from '../value.ts';
import type { ForeignTensor } from './foreign-model.ts';
import { frozen } from './frozen.ts';
import { type Known, knownTensor, numbersOf } from './known.ts';
import type { Sizes } from './sizes.ts';

/** A foreign value as the import follows it: it may be known, and it can become part of the graph. */
export interface Traced {
  /** What is known of its elements, null where nothing is. */
  readonly known: Known | null;
  /** It as a value of the graph, made when it is first asked for. */
  readonly value: () => Value;
}

/** A value of the graph, of whose elements nothing is known. */
export function tracedValue(value: Value): Traced {
  return { known: null, value: () => value };
}

/** A value that is known; it enters the graph only where an operator needs it there. */
export function tracedKnown(known: Known, graph: Graph, sizes: Sizes): Traced {
  return { known, value: once(() => intoGraph(known, graph, sizes)) };
}

/** A tensor of the file that stays as it is. */
export function tracedTensor(tensor: ForeignTensor, graph: Graph): Traced {
  return { known: knownTensor(tensor, graph.float), value: once(() => frozen(tensor, graph)) };
}

/** A weight that is learned: nothing may be reckoned from the numbers that it starts with. */
export function tracedParameter(make: () => Value): Traced {
  return { known: null, value: once(make) };
}

function intoGraph(known: Known, graph: Graph, sizes: Sizes): Value {
  const numbers = numbersOf(known);
  if (numbers !== null) {
    const wide = numbers.find(number => known.type === 'int64' && !Number.isSafeInteger(number));
    if (wide !== undefined) {
      throw new MingaError('E_GRAPH', { found: `the integer ${wide}`, expected: 'below 2⁵³' });
    }
    return graph.constant(numbers, known.shape, known.type);
  }
  const vector = sizes.vector(known.elements);
  const shape = graph.constant(known.shape, [known.shape.length], 'int64');
  const [shaped] =
    known.shape.length === 1
      ? [vector]
      : graph.node('Reshape', [vector, shape], {}, [{ type: 'int64', shape: known.shape }]);
  return cast(shaped, known.type);
}

function once(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
