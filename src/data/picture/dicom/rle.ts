import { packBitsDecode } from '../pack-bits.ts';
import { damaged } from './damage.ts';
import type { FrameSamples } from './frame-samples.ts';
import { interleaved, shifted } from './native-frame.ts';
import type { PixelHeader } from './pixel-header.ts';

const headerBytes = 64;

/**
 * RLE lossless (PS3.5, annex G): a segment for every byte of every sample, the most significant first.
 *
 * @throws E_IMAGE where the segments do not fit the header or are cut short
 */
export function rleFrame(bytes: Uint8Array, header: PixelHeader): FrameSamples {
  const { width, height, samples, bitsAllocated } = header;
  const size = bitsAllocated / 8;
  const segments = samples * size;
  if (bytes.length < headerBytes) throw damaged('run-length pixels that are cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== segments) throw damaged(`${count} run-length segments`, `${segments} segments`);
  const pixels = width * height;
  const planes = size === 1 ? new Uint8Array(pixels * samples) : new Uint16Array(pixels * samples);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + segment * 4, true);
    const end = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
    if (start < headerBytes || start > end || end > bytes.length) {
      throw damaged('run-length segments outside its pixels');
    }
    const plane = packBitsDecode(bytes.subarray(start, end), pixels);
    if (plane.length < pixels) throw damaged('run-length pixels that are cut short');
    const sample = Math.floor(segment / size);
    const factor = size === 2 && segment % 2 === 0 ? 256 : 1;
    for (let i = 0; i < pixels; i++) planes[sample * pixels + i] += plane[i] * factor;
  }
  return { ...shifted(samples === 3 ? interleaved(planes) : planes, header), rgb: false };
}
