import type { DataSet } from 'dicom-parser';
import { damaged } from './damage.ts';

const photometrics = [
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_ICT',
  'YBR_RCT',
] as const;

export type Photometric = (typeof photometrics)[number];

/** What a DICOM file says of its pixels, checked against itself. */
export interface PixelHeader {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly photometric: Photometric;
  /** True where each colour has a plane of its own. */
  readonly planar: boolean;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly frames: number;
}

/** @throws E_IMAGE where the header contradicts itself or describes pixels that are not read */
export function readPixelHeader(dataSet: DataSet): PixelHeader {
  const photometric = readPhotometric(dataSet);
  const samples = dataSet.uint16('x00280002') ?? 1;
  const grey = photometric.startsWith('MONOCHROME') || photometric === 'PALETTE COLOR';
  if ((samples !== 1 && samples !== 3) || grey !== (samples === 1)) {
    throw damaged(`${samples} samples a pixel and ${photometric}`, 'samples that fit the colours');
  }
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw damaged(`${bitsAllocated} bits allocated`, '8 or 16 bits');
  }
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const highBit = dataSet.uint16('x00280102') ?? bitsStored - 1;
  if (bitsStored < 1 || highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    throw damaged(
      `${bitsStored} bits stored up to bit ${highBit} of ${bitsAllocated}`,
      'stored bits within those allocated',
    );
  }
  const planarConfiguration = samples === 3 ? (dataSet.uint16('x00280006') ?? 0) : 0;
  if (planarConfiguration > 1)
    throw damaged(`planar configuration ${planarConfiguration}`, '0 or 1');
  return {
    width: dataSet.uint16('x00280011') ?? 0,
    height: dataSet.uint16('x00280010') ?? 0,
    samples,
    photometric,
    planar: planarConfiguration === 1,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: dataSet.uint16('x00280103') === 1,
    frames: readFrames(dataSet),
  };
}

function readPhotometric(dataSet: DataSet): Photometric {
  const text = dataSet.string('x00280004')?.trim();
  const known = photometrics.find(name => name === text);
  if (known !== undefined) return known;
  throw damaged(
    text === undefined ? 'no photometric interpretation' : 'an unknown photometric interpretation',
    photometrics.join(', '),
  );
}

function readFrames(dataSet: DataSet): number {
  const frames = dataSet.intString('x00280008') ?? 1;
  if (Number.isSafeInteger(frames) && frames >= 1) return frames;
  throw damaged('a number of frames that cannot be', 'at least one frame');
}
