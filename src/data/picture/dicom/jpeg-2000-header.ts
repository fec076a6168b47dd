import type { Codestream } from './codestream.ts';
import { damaged } from './damage.ts';

/** More tiles than any picture has, and few enough that a decoder does not choke on empty ones. */
const maxTiles = 16_384;

/**
 * The size marker of a JPEG 2000 codestream (ISO 15444-1, A.5.1).
 *
 * @throws E_IMAGE where it is damaged, the components differ, or the tiles are too many
 */
export function readJpeg2000Header(bytes: Uint8Array): Codestream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 45 || view.getUint32(0) !== 0xff4fff51) throw cutShort();
  const [right, bottom, left, top] = [8, 12, 16, 20].map(at => view.getUint32(at));
  const [tileWidth, tileHeight, tileLeft, tileTop] = [24, 28, 32, 36].map(at => view.getUint32(at));
  const components = view.getUint16(40);
  if (bytes.length < 42 + components * 3 || components < 1) throw cutShort();
  const depth = bytes[42];
  for (let i = 0; i < components; i++) {
    const [own, across, down] = bytes.subarray(42 + i * 3, 45 + i * 3);
    if (own !== depth || across !== 1 || down !== 1) {
      throw damaged('JPEG 2000 components that differ from one another', 'components of one kind');
    }
  }
  const tiles =
    Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  if (!(tiles >= 1 && tiles <= maxTiles))
    throw damaged(`${tiles} JPEG 2000 tiles`, `1–${maxTiles}`);
  return {
    width: right - left,
    height: bottom - top,
    components,
    precision: (depth & 127) + 1,
    signed: depth >= 128,
  };
}

function cutShort() {
  return damaged('a JPEG 2000 frame that is cut short or damaged');
}
