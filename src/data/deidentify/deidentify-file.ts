import { MingaError } from '../../errors/index.ts';
import { pictureFormat } from '../picture/format.ts';
import type { RetainOptions } from './dicom/action.ts';
import { deidentifyDicom } from './dicom/deidentify-dicom.ts';
import type { Dictionary } from './dicom/dictionary.ts';
import type { PixelWarning } from './pixel-warning.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { stripJpeg } from './raster/jpeg.ts';
import type { MetadataKind } from './raster/metadata-count.ts';
import { stripPng } from './raster/png.ts';
import type { AttributeCount } from './removal-count.ts';

/** Formats that can be rewritten without touching a pixel. */
export type DeidentifiedFormat = 'dicom' | 'jpeg' | 'png';

/** A picture file without what identifies, as far as its format says where that stands. */
export interface DeidentifiedFile {
  readonly format: DeidentifiedFormat;
  readonly bytes: Uint8Array;
  readonly attributes: readonly AttributeCount[];
  readonly metadata: ReadonlyMap<MetadataKind, number>;
  readonly warnings: readonly PixelWarning[];
}

/**
 * Takes out of a DICOM, JPEG or PNG file what identifies, beside the pixels; the pixels stay the same,
 * byte by byte, and are not looked at.
 *
 * @throws E_IMAGE where the file is damaged or of another format
 */
export function deidentifyFile(
  bytes: Uint8Array,
  names: Pseudonyms,
  dictionary: Dictionary,
  retain: RetainOptions = {},
): DeidentifiedFile {
  const format = pictureFormat(bytes);
  const none = { attributes: [], metadata: new Map<MetadataKind, number>(), warnings: [] };
  switch (format) {
    case 'dicom':
      return { ...none, format, ...deidentifyDicom(bytes, names, dictionary, retain) };
    case 'jpeg':
    case 'png': {
      const { bytes: stripped, found } = format === 'jpeg' ? stripJpeg(bytes) : stripPng(bytes);
      return { ...none, format, bytes: stripped, metadata: found };
    }
    default:
      throw new MingaError('E_IMAGE', {
        found: format === null ? 'no picture of a known format' : `a picture in ${format} format`,
        expected: 'DICOM, JPEG or PNG, which can be rewritten without touching a pixel',
        fix: 'convert it to PNG first, without its metadata',
      });
  }
}
