/**
 * Example: knows how the invented folders of declared data sets are written: tables with the faults
 * of the real ones, small pictures that look like what they stand for. Nothing in them is measured or
 * taken from anybody. It knows nothing of how those folders are read.
 */
export { csvText } from './csv-text.ts';
export { drawFundus, type FundusLook, fundusSize } from './fundus.ts';
export { type Colour, type PictureSize, writePicture, writePixels } from './picture.ts';
export { type Scene, writeScene } from './scene.ts';
export { type BandPicture, writeBandTiff } from './tiff.ts';
