import { apply, primitive } from '../../operator.ts';
import type { Attribute, Attributes, TensorType } from '../../value.ts';
import type { ForeignAttribute } from '../foreign-model.ts';
import { elementTypeOf } from '../known.ts';
import type { NodeImporter, Site } from '../site.ts';

/** The node as it is, without a gradient: `gradients` refuses a way through it by its name. */
function copied(site: Site, outputs: readonly TensorType[]): ReturnType<NodeImporter> {
  const inputs = site.node.inputs.map((_, i) => site.value(i));
  return apply(
    primitive(site.node.operator, () => outputs, null),
    inputs,
    attributesOf(site),
  );
}

function attributesOf(site: Site): Attributes {
  const entries = [...site.node.attributes].map(([name, attribute]) => {
    const copy = attributeOf(attribute, name);
    if (copy === null) throw site.refusal(`attribute ${name}`, 'an operator that is imported');
    return [name, copy] as const;
  });
  return Object.fromEntries(entries);
}

const floats = new Set(['alpha', 'beta', 'bias']);

function attributeOf(attribute: ForeignAttribute, name: string): Attribute | null {
  const isFloat = floats.has(name);
  switch (attribute.kind) {
    case 'number':
      return isFloat ? { float: attribute.number } : { int: attribute.number };
    case 'numbers':
      return isFloat ? { floats: attribute.numbers } : { ints: attribute.numbers };
    case 'text':
      return { text: attribute.text };
    default:
      return null;
  }
}

/** A node whose outputs have the types that the file gives for them. */
const asDescribed: NodeImporter = site =>
  copied(
    site,
    site.node.outputs.map(name => {
      const described = site.typeOf(name);
      const type = elementTypeOf(described?.type ?? 'unknown', site.graph.float);
      if (described === null || described.shape === null || type === null) {
        throw site.refusal(
          `no type and shape for its output "${name}"`,
          'both in the file, for an operator that is only copied',
          'run onnx.shape_inference.infer_shapes on the model',
        );
      }
      return { type, shape: described.shape };
    }),
  );

/** Operators that are run as they are and not differentiated: frozen parts may have them. */
export const verbatimNodes: Readonly<Record<string, NodeImporter>> = {
  ConvInteger: asDescribed,
  Einsum: asDescribed,
  GatherElements: asDescribed,
  GatherND: asDescribed,
  IsInf: asDescribed,
  IsNaN: asDescribed,
  LRN: asDescribed,
  MatMulInteger: asDescribed,
  OneHot: asDescribed,
  QLinearConv: asDescribed,
  QLinearMatMul: asDescribed,
  QuantizeLinear: site =>
    copied(site, [
      { type: site.has(2) ? site.value(2).type : 'uint8', shape: site.value(0).shape },
    ]),
  DequantizeLinear: site => copied(site, [{ type: site.graph.float, shape: site.value(0).shape }]),
};
