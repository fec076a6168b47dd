/** Why a person must look at the pixels of a picture, or at what else a file still holds. */
export const pixelWarnings = {
  'burned-in-declared': 'the file itself says that names or numbers are burned into the picture',
  'burned-in-likely':
    'devices of this kind often burn names, dates and numbers into the picture (US, ES, XA, RF, OT, secondary captures, labels of slides)',
  'burned-in-possible':
    'now and then something is burned into pictures of this kind (CR, DX, MG, PX, IO: scanned films, markers of the technician)',
  'recognisable-person':
    'a face can be recognised in the picture, or be rebuilt from the slices of a head',
  'overlay-in-pixels': 'an overlay is kept in unused bits of the pixels',
  'metadata-in-pixels': 'the compressed pixels hold Exif or other metadata of a camera',
  document: 'this is a document, a report or annotations, no picture; its content was removed',
} as const;

export type PixelWarning = keyof typeof pixelWarnings;
