import { checkCodestream, checkEnd } from './codestream.ts';
import type { FrameSamples } from './frame-samples.ts';
import { readJpegHeader } from './jpeg-header.ts';
import type { PixelHeader } from './pixel-header.ts';
import { keepCodec, silently } from './wasm-codec.ts';
import { wasmFrame } from './wasm-frame.ts';

const withCharls = keepCodec(async () => {
  const { default: open } = await import('@cornerstonejs/codec-charls/decodewasmjs');
  return open(silently());
});

/** @throws E_IMAGE where the frame does not fit the header or is damaged */
export async function jpegLsFrame(bytes: Uint8Array, header: PixelHeader): Promise<FrameSamples> {
  const stream = readJpegHeader(bytes);
  checkCodestream(stream, header);
  checkEnd(bytes);
  const frame = await withCharls(codec =>
    wasmFrame(new codec.JpegLSDecoder(), bytes, stream, header, decoder =>
      decoder.getInterleaveMode() === 0 ? 'planes' : 'triples',
    ),
  );
  return { ...frame, rgb: false };
}
