import { MingaError } from '../../../errors/index.ts';

/** How the pixels of a DICOM file are coded. */
export type PixelCoding = 'native' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000';

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly coding: PixelCoding;
  readonly bigEndian: boolean;
}

const root = '1.2.840.10008.1.2';

const codings: readonly (readonly [string, string, PixelCoding])[] = [
  ['', 'implicit little endian', 'native'],
  ['.1', 'explicit little endian', 'native'],
  ['.1.99', 'deflated explicit little endian', 'native'],
  ['.2', 'explicit big endian', 'native'],
  ['.5', 'RLE lossless', 'rle'],
  ['.4.50', 'JPEG baseline', 'jpeg'],
  ['.4.51', 'JPEG extended', 'jpeg'],
  ['.4.57', 'JPEG lossless', 'jpeg-lossless'],
  ['.4.70', 'JPEG lossless, first-order prediction', 'jpeg-lossless'],
  ['.4.80', 'JPEG-LS lossless', 'jpeg-ls'],
  ['.4.81', 'JPEG-LS near-lossless', 'jpeg-ls'],
  ['.4.90', 'JPEG 2000 lossless', 'jpeg-2000'],
  ['.4.91', 'JPEG 2000', 'jpeg-2000'],
];

const syntaxes: ReadonlyMap<string, TransferSyntax> = new Map(
  codings.map(([suffix, name, coding]) => {
    const uid = root + suffix;
    return [uid, { uid, name, coding, bigEndian: suffix === '.2' }];
  }),
);

const refusedNames: ReadonlyMap<string, string> = new Map([
  ['.4.92', 'JPEG 2000 part 2'],
  ['.4.93', 'JPEG 2000 part 2'],
  ['.4.94', 'JPIP'],
  ['.4.95', 'JPIP'],
  ['.4.100', 'MPEG-2 video'],
  ['.4.101', 'MPEG-2 video'],
  ['.4.102', 'MPEG-4 video'],
  ['.4.103', 'MPEG-4 video'],
  ['.4.104', 'MPEG-4 video'],
  ['.4.105', 'MPEG-4 video'],
  ['.4.106', 'MPEG-4 video'],
  ['.4.107', 'HEVC video'],
  ['.4.108', 'HEVC video'],
  ['.4.110', 'JPEG XL'],
  ['.4.111', 'JPEG XL'],
  ['.4.112', 'JPEG XL'],
  ['.4.201', 'high-throughput JPEG 2000'],
  ['.4.202', 'high-throughput JPEG 2000'],
  ['.4.203', 'high-throughput JPEG 2000'],
]);

export const implicitLittleEndian = root;
export const explicitLittleEndian = `${root}.1`;

/** @throws E_IMAGE where pixels of that transfer syntax are not read; the message names it */
export function transferSyntax(uid: string): TransferSyntax {
  const known = syntaxes.get(uid);
  if (known !== undefined) return known;
  const name = uid.startsWith(root) ? refusedNames.get(uid.slice(root.length)) : undefined;
  throw new MingaError('E_IMAGE', {
    found: `a DICOM file in ${name ?? 'an unknown transfer syntax'}`,
    expected: 'plain, deflated, RLE, JPEG, JPEG lossless, JPEG-LS or JPEG 2000 pixels',
    fix: 'convert the file, for instance with dcmconv, dcmdjpeg or gdcmconv',
  });
}
