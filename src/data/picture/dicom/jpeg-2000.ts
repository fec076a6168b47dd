import { checkCodestream, checkEnd } from './codestream.ts';
import type { FrameSamples } from './frame-samples.ts';
import { readJpeg2000Header } from './jpeg-2000-header.ts';
import type { PixelHeader } from './pixel-header.ts';
import { keepCodec, silently } from './wasm-codec.ts';
import { wasmFrame } from './wasm-frame.ts';

const withOpenJpeg = keepCodec(async () => {
  const { default: open } = await import('@cornerstonejs/codec-openjpeg/decodewasmjs');
  return open(silently());
});

/**
 * A JPEG 2000 frame. The decoder undoes the codestream's own colour transform (YBR_RCT, YBR_ICT).
 *
 * @throws E_IMAGE where the frame does not fit the header or is damaged
 */
export async function jpeg2000Frame(bytes: Uint8Array, header: PixelHeader): Promise<FrameSamples> {
  const stream = readJpeg2000Header(bytes);
  checkCodestream(stream, header);
  checkEnd(bytes);
  const frame = await withOpenJpeg(codec =>
    wasmFrame(new codec.J2KDecoder(), bytes, stream, header, () => 'triples'),
  );
  return { ...frame, rgb: !header.photometric.startsWith('YBR_FULL') };
}
