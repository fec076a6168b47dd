import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { ProtobufWriter } from './protobuf.ts';
import {
  appendFloats,
  appendIntegers,
  bytesIn,
  integerIn,
  type ProtobufField,
  protobufFields,
  textIn,
} from './protobuf-reader.ts';

function fieldsOf(bytes: Uint8Array | readonly number[]): ProtobufField[] {
  return [...protobufFields(Uint8Array.from(bytes), 'x.onnx')];
}

describe('the protobuf reader', () => {
  test('reads back what the writer wrote', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            number: fc.integer({ min: 1, max: 2 ** 29 - 1 }),
            integer: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
            text: fc.string({ unit: 'binary' }),
            float: fc.float({ noNaN: true }),
          }),
        ),
        rows => {
          const writer = new ProtobufWriter();
          // The writer's field numbers are small constants; its tags have 31 bits.
          const number = (n: number) => n % 2 ** 28 || 1;
          for (const row of rows) {
            writer.integer(number(row.number), row.integer).text(2, row.text).float(3, row.float);
          }
          const fields = fieldsOf(writer.finish());
          rows.forEach((row, i) => {
            const [a, b, c] = fields.slice(3 * i, 3 * i + 3);
            expect(a).toEqual({ number: number(row.number), wire: 'varint', integer: row.integer });
            expect(textIn(b, '')).toBe(row.text);
            const floats: number[] = [];
            appendFloats(floats, c, 4, '');
            expect(floats).toEqual([row.float]);
          });
          expect(fields.length).toBe(3 * rows.length);
        },
      ),
    );
  });

  test('reads repeated numbers packed and one by one', () => {
    const packed = fieldsOf([0x0a, 0x03, 0x01, 0x96, 0x01]);
    const single = fieldsOf([0x08, 0x01, 0x08, 0x96, 0x01]);
    for (const fields of [packed, single]) {
      const integers: bigint[] = [];
      for (const field of fields) appendIntegers(integers, field, '');
      expect(integers).toEqual([1n, 150n]);
    }
    const doubles: number[] = [];
    const halves = new Uint8Array(Float64Array.of(0.5, -0.5).buffer);
    appendFloats(doubles, fieldsOf([0x0a, 16, ...halves])[0], 8, '');
    expect(doubles).toEqual([0.5, -0.5]);
  });

  test.each([
    ['a tag without an end', [0x80]],
    ['a tag of field 0', [0x00, 0x01]],
    ['a tag of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a varint without an end', [0x08, 0x80, 0x80]],
    ['a varint of eleven bytes', [0x08, ...new Array(10).fill(0x80), 0x01]],
    ['a varint of 65 bits', [0x08, ...new Array(9).fill(0xff), 0x02]],
    ['a length past the end', [0x12, 0x05, 0x41]],
    ['a length of 2^63', [0x12, ...new Array(9).fill(0xff), 0x00]],
    ['a length of 2^64 − 1', [0x12, ...new Array(9).fill(0xff), 0x01]],
    ['a float that is cut off', [0x1d, 0x00, 0x00]],
    ['a double that is cut off', [0x19, 0x00]],
    ['a group', [0x0b, 0x0c]],
    ['wire type 7', [0x0f]],
  ])('refuses %s', (_, bytes) => {
    expect(() => fieldsOf(bytes)).toThrow(/^x\.onnx: .*E_ONNX/);
  });

  test('refuses fields that are not of the kind asked for', () => {
    const [varint, text, float] = fieldsOf([0x08, 0x01, 0x12, 0x01, 0xff, 0x1d, 0, 0, 0, 0]);
    expect(() => bytesIn(varint, 'x')).toThrow(/wrong wire type.*E_ONNX/);
    expect(() => integerIn(float, 'x')).toThrow(/wrong wire type.*E_ONNX/);
    expect(() => appendFloats([], varint, 4, 'x')).toThrow(/wrong wire type.*E_ONNX/);
    expect(() => appendFloats([], text, 4, 'x')).toThrow(/numbers in 1 bytes.*E_ONNX/);
    expect(() => textIn(text, 'x')).toThrow(/UTF-8.*E_ONNX/);
    expect(() => integerIn(fieldsOf([0x08, ...new Array(8).fill(0xff), 0x7f])[0], 'x')).toThrow(
      /the number \d+.*E_ONNX/,
    );
  });

  test('ends in a result or an E_ONNX for any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
        try {
          fieldsOf(bytes);
        } catch (error) {
          expect(isMingaError(error, 'E_ONNX')).toBe(true);
        }
      }),
    );
  });
});
