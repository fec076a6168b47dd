import { MingaError } from '../../../errors/index.ts';

/** The fields of the first directory of a TIFF, read on demand and never beyond the file. */
export interface TiffFields {
  readonly littleEndian: boolean;
  has(tag: number): boolean;
  /** One number. @throws E_IMAGE where the field is absent and has no default */
  number(tag: number, absent?: number): number;
  numbers(tag: number, absent: readonly number[]): readonly number[];
  text(tag: number): string | null;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/** Bytes of a value of the types that hold whole numbers: BYTE, SHORT, LONG. */
const wholeNumberBytes = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
]);

const asciiType = 2;

/** @throws E_IMAGE where the directory lies outside the file */
export function tiffFields(bytes: Uint8Array): TiffFields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const entries = readEntries(view, littleEndian);

  function numbers(tag: number, absent: readonly number[]): readonly number[] {
    const entry = entries.get(tag);
    if (entry === undefined) return absent;
    const size = wholeNumberBytes.get(entry.type);
    if (size === undefined) throw cutShort();
    const start = place(entry, size);
    const values = new Array<number>(entry.count);
    for (let i = 0; i < entry.count; i++) {
      const at = start + i * size;
      if (size === 1) values[i] = view.getUint8(at);
      else
        values[i] =
          size === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
    }
    return values;
  }

  function place({ count, at }: Entry, size: number): number {
    const start = count * size <= 4 ? at : view.getUint32(at, littleEndian);
    if (start + count * size > view.byteLength) throw cutShort();
    return start;
  }

  return {
    littleEndian,
    has: tag => entries.has(tag),
    numbers,
    number(tag, absent) {
      const [value = absent] = numbers(tag, []);
      if (value === undefined) throw cutShort();
      return value;
    },
    text(tag) {
      const entry = entries.get(tag);
      if (entry === undefined || entry.type !== asciiType) return null;
      const start = place(entry, 1);
      return String.fromCharCode(...bytes.subarray(start, start + Math.min(entry.count, 64))).split(
        '\0',
      )[0];
    },
  };
}

/** The number of directories, which are pages or, in some files, smaller copies of the first. */
export function countTiffPages(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const seen = new Set<number>();
  let at = bytes.length >= 8 ? view.getUint32(4, littleEndian) : 0;
  while (at > 0 && at + 2 <= bytes.length && !seen.has(at)) {
    seen.add(at);
    const next = at + 2 + view.getUint16(at, littleEndian) * 12;
    at = next + 4 <= bytes.length ? view.getUint32(next, littleEndian) : 0;
  }
  return seen.size;
}

export function cutShort(): MingaError {
  return new MingaError('E_IMAGE', {
    found: 'a TIFF that is cut short or damaged',
    expected: 'a whole file',
  });
}

function readEntries(view: DataView, littleEndian: boolean): ReadonlyMap<number, Entry> {
  if (view.byteLength < 8) throw cutShort();
  const start = view.getUint32(4, littleEndian);
  if (start + 2 > view.byteLength) throw cutShort();
  const count = view.getUint16(start, littleEndian);
  if (start + 2 + count * 12 > view.byteLength) throw cutShort();
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = start + 2 + i * 12;
    entries.set(view.getUint16(at, littleEndian), {
      type: view.getUint16(at + 2, littleEndian),
      count: view.getUint32(at + 4, littleEndian),
      at: at + 8,
    });
  }
  return entries;
}
