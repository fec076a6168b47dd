/** Pixels in rows from the top left: pixel (x, y) is `data[(y * width + x) * 3 …]`, red first. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * The picture as it should be looked at, for a TIFF or EXIF orientation 1–8: 2 is mirrored, 3 turned
 * by 180°, 4 upside down, 5–8 have rows and columns exchanged.
 */
export function oriented(image: RgbImage, orientation: number): RgbImage {
  if (orientation <= 1 || orientation > 8) return image;
  const exchanged = orientation >= 5;
  const width = exchanged ? image.height : image.width;
  const height = exchanged ? image.width : image.height;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = exchanged ? y : x;
      const row = exchanged ? x : y;
      const sourceX = fromRight ? image.width - 1 - column : column;
      const sourceY = fromBottom ? image.height - 1 - row : row;
      const from = (sourceY * image.width + sourceX) * 3;
      const to = (y * width + x) * 3;
      data[to] = image.data[from];
      data[to + 1] = image.data[from + 1];
      data[to + 2] = image.data[from + 2];
    }
  }
  return { width, height, data };
}
