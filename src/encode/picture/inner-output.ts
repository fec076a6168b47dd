import { open } from 'node:fs/promises';
import { MingaError } from '../../errors/index.ts';

/** Fields of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, each of which holds a message or text. */
const modelGraph = 7;
const graphOutput = 12;
const valueName = 1;

/**
 * The bytes of an `.onnx` file whose graph has one more output. They are the file's own and a second
 * `graph` field behind them: parsers of protocol buffers merge a message that comes twice, so
 * nothing is rewritten. The output has no type; ONNX Runtime infers it.
 *
 * @param name a tensor that one of the graph's nodes makes
 * @throws E_MODEL where the file becomes shorter while it is read
 */
export async function readWithOutput(path: string, name: string): Promise<Uint8Array> {
  const value = field(valueName, new TextEncoder().encode(name));
  const tail = field(modelGraph, field(graphOutput, value));
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // Weights can have gigabytes, so they are read to where they stay.
    const bytes = new Uint8Array(size + tail.length);
    let at = 0;
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw cutShort(path, at, size);
      at += bytesRead;
    }
    bytes.set(tail, size);
    return bytes;
  } finally {
    await file.close();
  }
}

/** A length-delimited field: its number and wire type 2, its length, its content. */
function field(number: number, content: Uint8Array): Uint8Array {
  return Uint8Array.from([(number << 3) | 2, ...varint(content.length), ...content]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

function cutShort(path: string, at: number, size: number): MingaError {
  return new MingaError('E_MODEL', {
    found: `${path}: ended after ${at} bytes`,
    expected: `${size} bytes`,
    fix: 'wait until whatever writes the file is done, and run again',
  });
}
