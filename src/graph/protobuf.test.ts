import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtobufWriter } from './protobuf.ts';

function hex(writer: ProtobufWriter): string {
  return Buffer.from(writer.finish()).toString('hex');
}

describe('the protobuf writer', () => {
  // The first two are the examples of the format's own documentation (encoding: 150, "testing").
  test.each([
    ['150', 1, 150, '089601'],
    ['0', 1, 0, '0800'],
    ['127, the last of one byte', 1, 127, '087f'],
    ['128, the first of two', 1, 128, '088001'],
    ['2^53 − 1', 1, Number.MAX_SAFE_INTEGER, '08ffffffffffffff0f'],
    ['2^63 − 1', 1, 2n ** 63n - 1n, '08ffffffffffffffff7f'],
    ['−1 in ten bytes', 1, -1, '08ffffffffffffffffff01'],
    ['−2^63 in ten bytes', 1, -(2n ** 63n), '0880808080808080808001'],
    ['field 15, the last of one byte', 15, 1, '7801'],
    ['field 16, the first of two', 16, 1, '800101'],
  ])('writes the integer %s', (_, field, value, bytes) => {
    expect(hex(new ProtobufWriter().integer(field, value))).toBe(bytes);
  });

  test('writes text, bytes, floats and messages', () => {
    expect(hex(new ProtobufWriter().text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtobufWriter().text(2, 'é'))).toBe('1202c3a9');
    expect(hex(new ProtobufWriter().bytes(2, new Uint8Array()))).toBe('1200');
    expect(hex(new ProtobufWriter().float(3, 1))).toBe('1d0000803f');
    expect(hex(new ProtobufWriter().float(3, -0.1))).toBe('1dcdccccbd');
    const inner = new ProtobufWriter().integer(1, 150);
    expect(hex(new ProtobufWriter().message(3, inner))).toBe('1a03089601');
  });

  test('grows to what is written and gives the lengths of long fields in several bytes', () => {
    const bytes = new ProtobufWriter().bytes(1, new Uint8Array(300).fill(7)).finish();
    expect(bytes.length).toBe(303);
    expect([...bytes.subarray(0, 3)]).toEqual([0x0a, 0xac, 0x02]);
    expect(bytes.subarray(3).every(byte => byte === 7)).toBe(true);
  });

  test('writes integers that a reader of the format reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), value => {
        const bytes = new ProtobufWriter().integer(1, value).finish();
        let read = 0n;
        bytes.subarray(1).forEach((byte, i) => {
          read |= BigInt(byte & 0x7f) << BigInt(7 * i);
        });
        expect(BigInt.asIntN(64, read)).toBe(value);
      }),
    );
  });
});
