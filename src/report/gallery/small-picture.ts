import { readFile } from 'node:fs/promises';
import { decodeImage, encodePng, type PictureInput } from '../../data/index.ts';
import type { GalleryPicture } from './gallery.ts';

/** Pixels of the longer side. */
const longest = 160;

/**
 * A small copy of a picture file, made of its pixels alone: nothing else that the file holds (Exif,
 * DICOM tags, a place) is in it. The whole picture is shown, not the part that an encoder crops.
 */
export async function smallPicture(
  path: string | null,
  input: PictureInput,
): Promise<GalleryPicture> {
  if (path === null) return { kind: 'absent' };
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return { kind: 'absent' };
  }
  try {
    const image = await decodeImage(bytes, { ...input, centerCrop: undefined });
    const copy = Buffer.from(await encodePng(image, { longest }));
    return { kind: 'shown', source: `data:image/png;base64,${copy.toString('base64')}` };
  } catch {
    return { kind: 'unreadable' };
  }
}
