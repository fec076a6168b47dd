import { MingaError } from '../../errors/index.ts';
import type { RgbImage } from './rgb-image.ts';

export interface CropSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The middle of a picture: from column `floor((width − crop.width) / 2)` and the row by the same rule.
 *
 * @throws E_IMAGE where the picture is smaller than the crop; nothing is padded
 */
export function centerCropped(image: RgbImage, crop: CropSize | undefined): RgbImage {
  if (crop === undefined) return image;
  const { width, height } = crop;
  if (image.width < width || image.height < height) {
    throw new MingaError('E_IMAGE', {
      found: `a picture of ${image.width} × ${image.height} pixels`,
      expected: `at least ${width} × ${height}, the size of centerCrop`,
      fix: 'choose a smaller centerCrop, or leave the picture out',
    });
  }
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}
