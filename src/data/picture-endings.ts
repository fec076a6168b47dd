/** How the names of picture files end that are read; a file without one of these is not looked at. */
export const pictureEndings: readonly string[] = [
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.tif',
  '.tiff',
  '.gif',
  '.avif',
  '.dcm',
  '.dicom',
];
