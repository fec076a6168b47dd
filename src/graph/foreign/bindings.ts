import { MingaError } from '../../errors/index.ts';
import { type Dimension, printShape, type Value } from '../value.ts';
import type { ForeignModel, ForeignTensorType } from './foreign-model.ts';
import { elementTypeOf } from './known.ts';

/** A model's inputs tied to values of a graph. */
export interface Bindings {
  readonly values: ReadonlyMap<string, Value>;
  /** A size as the graph has it: the model's "batch" is our "N". */
  readonly size: (foreign: Dimension) => Dimension;
}

/**
 * Ties values to the inputs that are needed.
 *
 * @throws E_ONNX where one is missing, of another type, or of a shape that the model does not take
 */
export function bindInputs(
  model: ForeignModel,
  needed: ReadonlySet<string>,
  inputs: Readonly<Record<string, Value>>,
): Bindings {
  const values = new Map<string, Value>();
  const sizes = new Map<string, Dimension>();
  for (const described of model.inputs.filter(({ name }) => needed.has(name))) {
    const value = Object.hasOwn(inputs, described.name) ? inputs[described.name] : undefined;
    if (value === undefined) {
      throw new MingaError('E_ONNX', {
        found: `${model.name}: no value for its input "${described.name}"`,
        expected: `${described.type} ${printShape(described.shape ?? [])}`,
      });
    }
    requireFit(model, described, value);
    described.shape?.forEach((size, axis) => {
      if (typeof size === 'string') sizes.set(size, value.shape[axis]);
    });
    values.set(described.name, value);
  }
  return { values, size: size => (typeof size === 'string' ? (sizes.get(size) ?? size) : size) };
}

function requireFit(model: ForeignModel, { name, type, shape }: ForeignTensorType, value: Value) {
  const place = `${model.name}: input "${name}"`;
  const expectedType = elementTypeOf(type, value.graph.float);
  if (value.type !== expectedType) {
    throw new MingaError('E_ONNX', {
      found: `${place} of ${value.type}`,
      expected: type,
      fix: 'cast it first',
    });
  }
  const fits =
    shape === null ||
    (shape.length === value.shape.length &&
      shape.every((size, i) => typeof size === 'string' || size === value.shape[i]));
  if (fits) return;
  const open = shape.every(
    (size, i) => size === value.shape[i] || typeof value.shape[i] === 'string',
  );
  throw new MingaError('E_ONNX', {
    found: `${place} of ${printShape(value.shape)}`,
    expected: printShape(shape),
    fix: open ? 'export it with its first axis free (dynamic_axes)' : undefined,
  });
}
