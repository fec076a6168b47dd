import { MingaError } from '../../errors/index.ts';
import { singlePrecision } from '../../tensor/index.ts';
import {
  appendFloats,
  appendIntegers,
  bytesIn,
  exact,
  integerIn,
  protobufFields,
  textIn,
} from '../protobuf-reader.ts';
import { widenBfloat16 } from './bfloat16.ts';
import { type ExternalFiles, externalBytes } from './external-data.ts';
import { type ForeignTensor, type ForeignType, foreignTypeOf } from './foreign-model.ts';
import { malformedModel } from './malformed.ts';

/** A TensorProto as the file has it: its numbers are in one of five places. */
export interface TensorProto {
  readonly name: string;
  readonly type: ForeignType;
  readonly dims: readonly bigint[];
  readonly raw: Uint8Array | null;
  readonly floats: readonly number[];
  readonly doubles: readonly number[];
  /** `int32_data` and `int64_data`. */
  readonly integers: readonly bigint[];
  /** Where it is kept outside the file. */
  readonly external: ReadonlyMap<string, string> | null;
}

/** @throws E_ONNX where the bytes are not a TensorProto */
export function parseTensor(bytes: Uint8Array, place: string): TensorProto {
  const dims: bigint[] = [];
  const floats: number[] = [];
  const doubles: number[] = [];
  const integers: bigint[] = [];
  const entries = new Map<string, string>();
  let [name, code, isExternal] = ['', 0, false];
  let raw: Uint8Array | null = null;
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1) appendIntegers(dims, field, place);
    else if (field.number === 2) code = integerIn(field, place);
    else if (field.number === 4) appendFloats(floats, field, 4, place);
    else if (field.number === 5 || field.number === 7) appendIntegers(integers, field, place);
    else if (field.number === 8) name = textIn(field, place);
    else if (field.number === 9) raw = bytesIn(field, place);
    else if (field.number === 10) appendFloats(doubles, field, 8, place);
    else if (field.number === 13) entries.set(...parseEntry(bytesIn(field, place), place));
    else if (field.number === 14) isExternal = integerIn(field, place) === 1;
  }
  const external = isExternal ? entries : null;
  return { name, type: foreignTypeOf(code), dims, raw, floats, doubles, integers, external };
}

function parseEntry(bytes: Uint8Array, place: string): [string, string] {
  const entry: [string, string] = ['', ''];
  for (const field of protobufFields(bytes, place)) {
    if (field.number === 1 || field.number === 2) entry[field.number - 1] = textIn(field, place);
  }
  return entry;
}

const widths: Readonly<Partial<Record<ForeignType, number>>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/**
 * The tensor's numbers. Their count is checked against its shape before anything is allocated, so a
 * file cannot ask for more memory than it brings. They are a view of the file where alignment
 * allows, else a copy.
 *
 * @throws E_ONNX where data and shape do not agree or the element type is none that is read
 */
export function decodeTensor(
  proto: TensorProto,
  files: ExternalFiles,
  model: string,
): ForeignTensor {
  const { name, type } = proto;
  const place = `${model}: tensor "${name}"`;
  const shape = proto.dims.map(size => exact(size, place));
  const width = widths[type];
  if (width === undefined) {
    throw new MingaError('E_ONNX', {
      found: `${place} of type ${type}`,
      expected: Object.keys(widths).join(', '),
    });
  }
  if (shape.some(size => size < 0)) throw malformedModel(place, `a shape of [${shape}]`);
  const elements = shape.reduce((product, size) => product * size, 1);
  const raw = proto.external === null ? proto.raw : externalBytes(proto.external, files, place);
  const found = raw === null ? Math.max(...typedCounts(proto)) : raw.length / width;
  if (found !== elements) {
    throw malformedModel(place, `${found} numbers for a shape of [${shape}]`);
  }
  const data = raw === null ? fromTyped(proto) : fromRaw(type, aligned(raw, width));
  return { name, type, shape, data };
}

function typedCounts({ floats, doubles, integers }: TensorProto): number[] {
  return [floats.length, doubles.length, integers.length];
}

function fromTyped({ type, floats, doubles, integers }: TensorProto): ForeignTensor['data'] {
  const bits = () => Uint16Array.from(integers, Number);
  switch (type) {
    case 'float16':
      return singlePrecision(bits());
    case 'bfloat16':
      return widenBfloat16(bits());
    case 'int64':
      return BigInt64Array.from(integers);
    case 'int32':
      return Int32Array.from(integers, Number);
    case 'int8':
      return Int8Array.from(integers, Number);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(integers, Number);
    default:
      return Float32Array.from(type === 'float64' ? doubles : floats);
  }
}

function fromRaw(type: ForeignType, raw: Uint8Array): ForeignTensor['data'] {
  const { buffer, byteOffset, length } = raw;
  switch (type) {
    case 'float16':
      return singlePrecision(new Uint16Array(buffer, byteOffset, length / 2));
    case 'bfloat16':
      return widenBfloat16(new Uint16Array(buffer, byteOffset, length / 2));
    case 'float64':
      return Float32Array.from(new Float64Array(buffer, byteOffset, length / 8));
    case 'int64':
      return new BigInt64Array(buffer, byteOffset, length / 8);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length / 4);
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint8':
    case 'bool':
      return new Uint8Array(buffer, byteOffset, length);
    default:
      return new Float32Array(buffer, byteOffset, length / 4);
  }
}

function aligned(raw: Uint8Array, width: number): Uint8Array {
  return raw.byteOffset % width === 0 ? raw : Uint8Array.from(raw);
}
