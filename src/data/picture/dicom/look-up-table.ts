import type { DataSet, Element } from 'dicom-parser';
import { damaged } from './damage.ts';

/** A DICOM look-up table: values below `first` take the first entry, values beyond the last the last. */
export interface LookUpTable {
  readonly first: number;
  /** Bits of an entry, 8–16. */
  readonly bits: number;
  readonly entries: Uint8Array | Uint16Array;
}

/**
 * Reads a table from its descriptor (number of entries, first value, bits) and data elements.
 *
 * @param signed whether the values looked up can be negative, where the file does not say it itself
 * @throws E_IMAGE where the data are too few or the descriptor cannot be
 */
export function readLookUpTable(
  dataSet: DataSet,
  descriptorTag: string,
  dataTag: string,
  signed: boolean,
): LookUpTable {
  const descriptor = dataSet.elements[descriptorTag];
  const data = dataSet.elements[dataTag];
  const bits = dataSet.uint16(descriptorTag, 2) ?? 0;
  if (descriptor === undefined || data === undefined || bits < 8 || bits > 16) {
    throw damaged('a look-up table without a descriptor or data', 'entries of 8–16 bits');
  }
  const count = dataSet.uint16(descriptorTag, 0) || 65_536;
  const negative = descriptor.vr === 'SS' || (descriptor.vr !== 'US' && signed);
  const first =
    (negative ? dataSet.int16(descriptorTag, 1) : dataSet.uint16(descriptorTag, 1)) ?? 0;
  return { first, bits, entries: readEntries(dataSet, data, dataTag, count) };
}

/** The entry for a value, which is first made whole by dropping its fraction. */
export function lookUp({ first, entries }: LookUpTable, value: number): number {
  const place = Math.trunc(value - first);
  return entries[Math.min(entries.length - 1, Math.max(0, place))];
}

function readEntries(
  dataSet: DataSet,
  data: Element,
  tag: string,
  count: number,
): Uint8Array | Uint16Array {
  const end = data.dataOffset + data.length;
  const bytesEach = data.length >= count * 2 ? 2 : 1;
  if (data.length < count * bytesEach || end > dataSet.byteArray.length) {
    throw damaged(`a look-up table of fewer than ${count} entries`, `${count} entries`);
  }
  if (bytesEach === 1) {
    return Uint8Array.from(dataSet.byteArray.subarray(data.dataOffset, data.dataOffset + count));
  }
  return Uint16Array.from({ length: count }, (_, i) => dataSet.uint16(tag, i) ?? 0);
}
