import type { SampleArray } from '../sample-scale.ts';
import type { SampleKind } from './directory.ts';
import { cutShort } from './fields.ts';

/** How the bytes of a decompressed block become numbers. */
export interface BlockLayout {
  readonly littleEndian: boolean;
  readonly bits: number;
  readonly kind: SampleKind;
  readonly predictor: number;
  /** Pixels of a row of the block. */
  readonly width: number;
  readonly rows: number;
  /** Samples a pixel within the block. */
  readonly samples: number;
}

/**
 * The numbers of a block with its predictor undone: 2 adds each sample to the one before it in its row
 * and band; 3 does so with the bytes of floats that were sorted by significance (Adobe TIFF technical
 * note 3).
 *
 * @throws E_IMAGE where the block holds fewer bytes than its rows need
 */
export function blockSamples(bytes: Uint8Array, layout: BlockLayout): SampleArray {
  const { bits, kind, width, rows, samples, predictor, littleEndian } = layout;
  const size = bits / 8;
  const length = width * rows * samples;
  if (bytes.length < length * size) throw cutShort();
  // A copy, as a view may begin at an odd byte; `slice` of a Buffer would be none.
  const own = new Uint8Array(bytes.subarray(0, length * size));
  if (predictor === 3 && kind === 'float') undoFloatPredictor(own, width, samples, size);
  else if (!littleEndian) reverseEach(own, size);
  const values = sampleArray(own, kind, bits);
  if (predictor === 2 && kind !== 'float') undoDifferences(values, width * samples, samples);
  return values;
}

/** An empty array of the type that holds such samples; null where there is none. */
export function sampleStore(kind: SampleKind, bits: number, length: number): SampleArray | null {
  const supported = kind === 'float' ? [32, 64] : [8, 16, 32];
  return supported.includes(bits)
    ? sampleArray(new Uint8Array((length * bits) / 8), kind, bits)
    : null;
}

function sampleArray(own: Uint8Array<ArrayBuffer>, kind: SampleKind, bits: number): SampleArray {
  const { buffer } = own;
  if (kind === 'float') return bits === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  const signed = kind === 'int';
  if (bits === 8) return signed ? new Int8Array(buffer) : own;
  if (bits === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return signed ? new Int32Array(buffer) : new Uint32Array(buffer);
}

function undoDifferences(values: SampleArray, rowLength: number, samples: number): void {
  for (let row = 0; row < values.length; row += rowLength) {
    for (let i = row + samples; i < row + rowLength; i++) values[i] += values[i - samples];
  }
}

function undoFloatPredictor(bytes: Uint8Array, width: number, samples: number, size: number): void {
  const numbers = width * samples;
  const sorted = new Uint8Array(numbers * size);
  for (let row = 0; row < bytes.length; row += numbers * size) {
    sorted.set(bytes.subarray(row, row + numbers * size));
    for (let i = samples; i < sorted.length; i++) sorted[i] += sorted[i - samples];
    for (let i = 0; i < numbers; i++) {
      for (let byte = 0; byte < size; byte++) {
        bytes[row + i * size + byte] = sorted[(size - 1 - byte) * numbers + i];
      }
    }
  }
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
