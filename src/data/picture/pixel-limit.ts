import { MingaError } from '../../errors/index.ts';

/**
 * Refuses a size, as a header states it, before anything is decoded or allocated.
 *
 * @throws E_IMAGE where a side is not a whole number from 1 or the picture has more than `maxPixels`
 */
export function checkSize(width: number, height: number, maxPixels: number): void {
  const whole = Number.isSafeInteger(width) && Number.isSafeInteger(height);
  if (whole && width >= 1 && height >= 1 && width * height <= maxPixels) return;
  throw new MingaError('E_IMAGE', {
    found: `an image of ${width} × ${height} pixels`,
    expected: `1 to ${maxPixels} pixels`,
    fix: 'raise maxPixels if the picture is meant to be so large',
  });
}
