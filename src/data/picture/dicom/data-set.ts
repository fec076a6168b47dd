import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import { bareDicom } from '../format.ts';
import { damaged } from './damage.ts';
import {
  explicitLittleEndian,
  implicitLittleEndian,
  type TransferSyntax,
  transferSyntax,
} from './transfer-syntax.ts';

/** A DICOM file read up to its pixels. */
export interface DicomFile {
  readonly dataSet: DataSet;
  readonly syntax: TransferSyntax;
  readonly pixels: Element;
}

const pixelTag = 'x7fe00010';
const extendedTableTag = 'x7fe00001';
const preamble = 132;

/**
 * Parses the data set and stops at the pixels. A deflated file may grow to `maxInflated` bytes.
 *
 * @throws E_IMAGE where the file is damaged, has no pixels, or its transfer syntax is not read
 */
export function readDicom(bytes: Uint8Array, maxInflated: number): DicomFile {
  const whole = withPreamble(bytes);
  const plain = parsedUntil(whole, pixelTag, maxInflated);
  const dataSet =
    plain?.elements[pixelTag] === undefined
      ? (parsedUntil(whole, extendedTableTag, maxInflated) ?? plain)
      : plain;
  if (dataSet === null) {
    throw damaged('a header that cannot be read, is cut short, or inflates beyond the limit');
  }
  const syntax = transferSyntax(syntaxUid(dataSet, bytes));
  const pixels = dataSet.elements[pixelTag] ?? pixelsAfterTables(dataSet);
  if (pixels === null) {
    const floats = dataSet.elements.x7fe00008 ?? dataSet.elements.x7fe00009;
    throw damaged(floats ? 'floating-point pixels' : 'no pixels', 'integer pixels');
  }
  return { dataSet, syntax, pixels };
}

/** The data set up to an element; null where it cannot be parsed. */
function parsedUntil(bytes: Uint8Array, untilTag: string, maxInflated: number): DataSet | null {
  // The parser throws strings and objects that hold the whole data set: none of it may travel on.
  try {
    return dicomParser.parseDicom(bytes, {
      untilTag,
      ...(bareSyntax(bytes) ?? {}),
      inflater: (file: Uint8Array, position: number) => {
        const body = inflateRawSync(file.subarray(position), { maxOutputLength: maxInflated });
        return Buffer.concat([file.subarray(0, position), body]);
      },
    });
  } catch {
    return null;
  }
}

/**
 * The pixels behind the extended offset tables (7FE0,0001) and (7FE0,0002). Their value representation,
 * OV, is younger than the parser, which takes its length for two bytes and loses its way.
 */
function pixelsAfterTables({ byteArray, elements }: DataSet): Element | null {
  const table = elements[extendedTableTag];
  if (table === undefined) return null;
  const view = new DataView(byteArray.buffer, byteArray.byteOffset, byteArray.byteLength);
  let at = table.dataOffset - 8;
  while (at + 12 <= byteArray.length && view.getUint16(at, true) === 0x7fe0) {
    const length = view.getUint32(at + 8, true);
    if (view.getUint16(at + 2, true) === 0x0010) {
      return { tag: pixelTag, vr: 'OB', length, dataOffset: at + 12 };
    }
    at += 12 + length;
  }
  return null;
}

function bareSyntax(bytes: Uint8Array): { readonly TransferSyntaxUID: string } | null {
  const bare = hasPreamble(bytes) ? null : bareDicom(bytes);
  if (bare === 'implicit') return { TransferSyntaxUID: implicitLittleEndian };
  return bare === 'explicit' ? { TransferSyntaxUID: explicitLittleEndian } : null;
}

function withPreamble(bytes: Uint8Array): Uint8Array {
  if (hasPreamble(bytes) || bareDicom(bytes) !== 'meta') return bytes;
  const whole = new Uint8Array(preamble + bytes.length);
  whole.set([0x44, 0x49, 0x43, 0x4d], preamble - 4);
  whole.set(bytes, preamble);
  return whole;
}

function hasPreamble(bytes: Uint8Array): boolean {
  return [0x44, 0x49, 0x43, 0x4d].every((byte, i) => bytes[preamble - 4 + i] === byte);
}

function syntaxUid(dataSet: DataSet, bytes: Uint8Array): string {
  const bare = bareSyntax(bytes);
  if (bare !== null) return bare.TransferSyntaxUID;
  return dataSet.string('x00020010')?.trim() ?? '';
}
