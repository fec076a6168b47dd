import { MingaError } from '../../errors/index.ts';
import type { Graph } from '../graph.ts';
import { product } from '../operators/dimension.ts';
import { sizesOf } from '../operators/shape-vector.ts';
import type { Dimension, Value } from '../value.ts';

/** How a named size is found as the graph runs. */
type Recipe =
  | { readonly source: Value; readonly axis: number }
  | { readonly operator: SizeOperator; readonly left: Dimension; readonly right: Dimension };

/** The ONNX operators that sizes are reckoned with. */
export type SizeOperator = 'Add' | 'Sub' | 'Mul' | 'Div';

/** The named sizes that an import has met, and where each comes from. */
export interface Sizes {
  /** Notes the named sizes of a value that is there already. */
  note(value: Value): void;
  /** Notes a size that was reckoned from others. */
  derive(size: Dimension, operator: SizeOperator, left: Dimension, right: Dimension): void;
  /** The product of sizes, noted as what it was reckoned from. */
  product(sizes: readonly Dimension[]): Dimension;
  /**
   * Sizes as an int64 vector of the graph.
   *
   * @throws E_GRAPH where a name was never met
   */
  vector(sizes: readonly Dimension[]): Value;
}

/** An empty book of sizes for `graph`. */
export function sizesIn(graph: Graph): Sizes {
  const recipes = new Map<string, Recipe>();
  const made = new Map<string, Value>();

  function one(size: Dimension): Value {
    if (typeof size === 'number') return graph.constant([size], [1], 'int64');
    const known = made.get(size) ?? follow(size, recipes.get(size));
    made.set(size, known);
    return known;
  }

  function follow(size: string, recipe: Recipe | undefined): Value {
    if (recipe === undefined) {
      throw new MingaError('E_GRAPH', {
        found: `a size named ${size}`,
        expected: 'one that an input has',
      });
    }
    const scalar = [{ type: 'int64', shape: [1] }] as const;
    if ('operator' in recipe) {
      return graph.node(recipe.operator, [one(recipe.left), one(recipe.right)], {}, scalar)[0];
    }
    const at = graph.constant([recipe.axis], [1], 'int64');
    return graph.node('Gather', [sizesOf(recipe.source), at], {}, scalar)[0];
  }

  function derive(size: Dimension, operator: SizeOperator, left: Dimension, right: Dimension) {
    if (typeof size === 'string' && !recipes.has(size)) {
      recipes.set(size, { operator, left, right });
    }
  }

  return {
    note(value) {
      value.shape.forEach((size, axis) => {
        if (typeof size === 'string' && !recipes.has(size))
          recipes.set(size, { source: value, axis });
      });
    },
    derive,
    product: sizes =>
      sizes.reduce((before, size) => {
        const result = product([before, size]);
        derive(result, 'Mul', before, size);
        return result;
      }, 1),
    vector(sizes) {
      const numbers = sizes.flatMap(size => (typeof size === 'number' ? [size] : []));
      if (numbers.length === sizes.length) {
        return graph.constant(numbers, [numbers.length], 'int64');
      }
      if (sizes.length === 1) return one(sizes[0]);
      const vector = [{ type: 'int64', shape: [sizes.length] }] as const;
      return graph.node('Concat', sizes.map(one), { axis: { int: 0 } }, vector)[0];
    },
  };
}
