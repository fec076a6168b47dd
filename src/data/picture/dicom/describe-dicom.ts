import { readDicom } from './data-set.ts';
import { inflatedLimit, withoutValues } from './decode-dicom.ts';
import { readPixelHeader } from './pixel-header.ts';

/** Technical attributes of a DICOM file; none that tells of a person. */
export interface DicomDescription {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly frames: number;
  readonly photometric: string;
  /** The transfer syntax in words. */
  readonly coding: string;
}

/** @throws E_IMAGE where the header is damaged or of a kind that is not read */
export function describeDicom(bytes: Uint8Array, maxPixels: number): DicomDescription {
  try {
    const { dataSet, syntax } = readDicom(bytes, inflatedLimit(maxPixels));
    const header = readPixelHeader(dataSet);
    return {
      width: header.width,
      height: header.height,
      channels: header.samples,
      bits: header.bitsStored,
      frames: header.frames,
      photometric: header.photometric,
      coding: syntax.name,
    };
  } catch (error) {
    throw withoutValues(error);
  }
}
