import {
  appendFloats,
  appendIntegers,
  bytesIn,
  integerIn,
  type ProtobufField,
  protobufFields,
  textIn,
} from '../protobuf-reader.ts';
import type { Dimension } from '../value.ts';
import { type ForeignTensorType, type ForeignType, foreignTypeOf } from './foreign-model.ts';
import { parseTensor, type TensorProto } from './tensor-proto.ts';

// Field numbers below are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

/** A ModelProto, of which only what is imported is kept. */
export interface ModelProto {
  readonly irVersion: number;
  readonly producer: string;
  /** Domain → version. */
  readonly opsets: ReadonlyMap<string, number>;
  /** Null where the file has none. */
  readonly graph: GraphProto | null;
}

export interface GraphProto {
  readonly nodes: readonly NodeProto[];
  readonly tensors: readonly TensorProto[];
  readonly inputs: readonly ForeignTensorType[];
  readonly outputs: readonly ForeignTensorType[];
  readonly values: readonly ForeignTensorType[];
  readonly hasSparse: boolean;
}

export interface NodeProto {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeProto>;
}

export type AttributeProto =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tensor'; readonly tensor: TensorProto }
  | { readonly kind: 'other' };

/** @throws E_ONNX where the bytes are not a ModelProto */
export function parseModel(bytes: Uint8Array, place: string): ModelProto {
  const opsets = new Map<string, number>();
  let [irVersion, producer] = [0, ''];
  let graph: GraphProto | null = null;
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) irVersion = integerIn(field, place);
    else if (field.number === 2) producer = textIn(field, place);
    else if (field.number === 7) graph = parseGraph(bytesIn(field, place), place);
    else if (field.number === 8) opsets.set(...parseOpset(bytesIn(field, place), place));
  }
  return { irVersion, producer, opsets, graph };
}

function parseOpset(bytes: Uint8Array, place: string): [string, number] {
  let [domain, version] = ['', 0];
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) domain = textIn(field, place);
    else if (field.number === 2) version = integerIn(field, place);
  }
  return [ownDomain(domain), version];
}

function parseGraph(bytes: Uint8Array, place: string): GraphProto {
  const nodes: NodeProto[] = [];
  const tensors: TensorProto[] = [];
  const types: Record<number, ForeignTensorType[]> = { 11: [], 12: [], 13: [] };
  let hasSparse = false;
  for (const field of protobufFields(bytes, place)) {
    const message = () => bytesIn(field, place);
    if (field.number === 1) nodes.push(parseNode(message(), place));
    else if (field.number === 5) tensors.push(parseTensor(message(), place));
    else if (field.number in types) types[field.number].push(parseValueInfo(message(), place));
    else if (field.number === 15) hasSparse = true;
  }
  return {
    nodes,
    tensors,
    inputs: types[11],
    outputs: types[12],
    values: types[13],
    hasSparse,
  };
}

function parseNode(bytes: Uint8Array, place: string): NodeProto {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const texts: Record<number, string> = { 3: '', 4: '', 7: '' };
  const attributes = new Map<string, AttributeProto>();
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) inputs.push(textIn(field, place));
    else if (field.number === 2) outputs.push(textIn(field, place));
    else if (field.number in texts) texts[field.number] = textIn(field, place);
    else if (field.number === 5) attributes.set(...parseAttribute(bytesIn(field, place), place));
  }
  const domain = ownDomain(texts[7]);
  return { name: texts[3], operator: texts[4], domain, inputs, outputs, attributes };
}

// The kind that the file states (field 20) could lie, so the fields that are there decide.
function parseAttribute(bytes: Uint8Array, place: string): [string, AttributeProto] {
  let [name, stated] = ['', 0];
  let attribute: AttributeProto = { kind: 'other' };
  const numbers: number[] = [];
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) name = textIn(field, place);
    else if (field.number === 20) stated = integerIn(field, place);
    else if (field.number === 4) attribute = { kind: 'text', text: textIn(field, place) };
    else if (field.number === 5)
      attribute = { kind: 'tensor', tensor: parseTensor(bytesIn(field, place), place) };
    else if (field.number === 2 || field.number === 3)
      attribute = { kind: 'number', number: numbersIn(field, place)[0] ?? 0 };
    else if (field.number === 7 || field.number === 8)
      for (const number of numbersIn(field, place)) numbers.push(number);
  }
  const isList = numbers.length > 0 || stated === 6 || stated === 7;
  return [name, isList ? { kind: 'numbers', numbers } : attribute];
}

/** `f`, `floats` (2, 7) or `i`, `ints` (3, 8). Integers past 2⁵³ are "as far as it goes" in ONNX. */
function numbersIn(field: ProtobufField, place: string): number[] {
  if (field.number === 2 || field.number === 7) {
    const floats: number[] = [];
    appendFloats(floats, field, 4, place);
    return floats;
  }
  const integers: bigint[] = [];
  appendIntegers(integers, field, place);
  return integers.map(Number);
}

function parseValueInfo(bytes: Uint8Array, place: string): ForeignTensorType {
  let name = '';
  let tensor: { type: ForeignType; shape: Dimension[] | null } = { type: 'unknown', shape: null };
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) name = textIn(field, place);
    if (field.number !== 2) continue;
    // Sequences, maps and optionals stay unknown: no supported operator takes one.
    for (const kind of protobufFields(bytesIn(field, place), place)) {
      if (kind.number === 1) tensor = parseTensorType(bytesIn(kind, place), place);
    }
  }
  return { name, ...tensor };
}

function parseTensorType(bytes: Uint8Array, place: string) {
  let type: ForeignType = 'unknown';
  let shape: Dimension[] | null = null;
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) type = foreignTypeOf(integerIn(field, place));
    if (field.number !== 2) continue;
    shape = [];
    for (const dimension of protobufFields(bytesIn(field, place), place)) {
      if (dimension.number === 1) shape.push(parseDimension(bytesIn(dimension, place), place));
    }
  }
  return { type, shape };
}

function parseDimension(bytes: Uint8Array, place: string): Dimension {
  let size: Dimension = '?';
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) size = integerIn(field, place);
    else if (field.number === 2) size = textIn(field, place);
  }
  // Some exporters write a free size as −1 or as an empty name.
  return size === '' || size === -1 ? '?' : size;
}

function ownDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}
