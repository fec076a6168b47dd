import { MingaError } from '../../errors/index.ts';
import type { Graph } from '../graph.ts';
import type { Dimension, Value } from '../value.ts';
import type { ForeignNode, ForeignTensor, ForeignTensorType } from './foreign-model.ts';
import { type Known, numbersOf } from './known.ts';
import type { Sizes } from './sizes.ts';
import type { Traced } from './traced.ts';

/** What a node is imported with. */
export interface Surroundings {
  readonly graph: Graph;
  readonly opset: number;
  readonly sizes: Sizes;
  /** What the file says of a value, its named sizes put as the graph names them. */
  readonly typeOf: (name: string) => ForeignTensorType | null;
}

/** One node of the foreign graph with what is known of its inputs. */
export interface Site extends Surroundings {
  readonly node: ForeignNode;
  /** Whether input `i` is given. */
  has(i: number): boolean;
  /** Input `i` as a value of the graph. @throws E_ONNX where it is not given */
  value(i: number): Value;
  /** What is known of input `i`; null where it is not given or nothing is. */
  known(i: number): Known | null;
  /** Input `i` as numbers. @throws E_ONNX where it is given and not known to be numbers */
  numbers(i: number): number[] | null;
  /** Input `i` as one number, or `missing`. @throws E_ONNX as `numbers` */
  scalar(i: number, missing: number): number;
  /** Attributes, or what the operator takes where they are missing. */
  number(name: string, missing: number): number;
  list(name: string): readonly number[] | null;
  text(name: string, missing: string): string;
  tensor(name: string): ForeignTensor | null;
  /** The error for what this node asks and cannot have. */
  refusal(found: string, expected: string, fix?: string): MingaError;
}

/** What importing a node gives: values of the graph, or tensors that stay known. */
export type Result = readonly (Value | Known)[];
export type NodeImporter = (site: Site) => Result;

/** `<its name> (<operator>)`, as messages call a node. */
export function nodeTitle({ name, operator, outputs: [output] }: ForeignNode): string {
  return `node "${name === '' ? (output ?? '') : name}" (${operator})`;
}

/** The view of `node` that importers work with. */
export function siteOf(
  node: ForeignNode,
  inputs: readonly (Traced | null)[],
  surroundings: Surroundings,
): Site {
  const refusal = (found: string, expected: string, fix?: string) =>
    new MingaError('E_ONNX', { found: `${nodeTitle(node)}: ${found}`, expected, fix });
  const known = (i: number) => inputs[i]?.known ?? null;
  const attribute = (name: string) => node.attributes.get(name);

  function numbers(i: number): number[] | null {
    if ((inputs[i] ?? null) === null) return null;
    const tensor = known(i);
    const found = tensor === null ? null : numbersOf(tensor);
    if (found !== null) return found;
    throw refusal(
      `its input ${i} ("${node.inputs[i]}") is known only as the graph runs, or is learned`,
      'numbers that the file has',
    );
  }

  return {
    ...surroundings,
    node,
    has: i => (inputs[i] ?? null) !== null,
    value(i) {
      const traced = inputs[i] ?? null;
      if (traced === null) throw refusal(`no input ${i}`, 'one');
      return traced.value();
    },
    known,
    numbers,
    scalar: (i, missing) => numbers(i)?.[0] ?? missing,
    number(name, missing) {
      const found = attribute(name);
      return found?.kind === 'number' ? found.number : missing;
    },
    list(name) {
      const found = attribute(name);
      return found?.kind === 'numbers' ? found.numbers : null;
    },
    text(name, missing) {
      const found = attribute(name);
      return found?.kind === 'text' ? found.text : missing;
    },
    tensor(name) {
      const found = attribute(name);
      return found?.kind === 'tensor' ? found.tensor : null;
    },
    refusal,
  };
}

/** What an input known by its elements says of a shape. @throws E_ONNX where it is not known */
export function shapeInput(site: Site, i: number): readonly Dimension[] {
  const known = site.known(i);
  if (known !== null) return known.elements;
  throw site.refusal(
    `the shape "${site.node.inputs[i]}" follows from data`,
    'one that follows from the sizes of inputs',
    'export with fixed sizes for all axes but the first',
  );
}

/**
 * Axes: an attribute in older opsets, an input in newer ones; null where there are none. Those
 * below 0 count from the end of `rank` axes.
 */
export function axesOf(site: Site, rank: number): number[] | null {
  const axes = site.list('axes') ?? site.numbers(1);
  return axes === null || axes.length === 0
    ? null
    : axes.map(axis => (axis < 0 ? axis + rank : axis));
}
