import { type Codestream, checkCodestream, storedBits } from './codestream.ts';
import { damaged } from './damage.ts';
import type { FrameSamples } from './frame-samples.ts';
import { interleaved, words } from './native-frame.ts';
import type { PixelHeader } from './pixel-header.ts';

/** What both WebAssembly decoders share. Buffers lie in the codec's memory and die with the decoder. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): unknown;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

/**
 * Decodes a frame whose header has been read, and copies it out of the codec.
 *
 * @throws E_IMAGE where what was decoded is not what the header promised
 */
export function wasmFrame<Decoder extends WasmDecoder>(
  decoder: Decoder,
  bytes: Uint8Array,
  stream: Codestream,
  header: PixelHeader,
  arrangement: (decoder: Decoder) => 'planes' | 'triples',
): Omit<FrameSamples, 'rgb'> {
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, bitsPerSample: precision, componentCount } = decoder.getFrameInfo();
    checkCodestream(
      { width, height, precision, components: componentCount, signed: stream.signed },
      header,
    );
    const decoded = decoder.getDecodedBuffer();
    const size = precision > 8 ? 2 : 1;
    if (decoded.length !== width * height * componentCount * size) {
      throw damaged('a compressed frame that is cut short or damaged');
    }
    const raw = words(new Uint8Array(decoded), size, false);
    const planes = componentCount === 3 && arrangement(decoder) === 'planes';
    const { bits, signed } = storedBits(stream, header);
    const mask = 2 ** bits - 1;
    const values = planes ? interleaved(raw) : raw;
    return { values: signed ? values.map((value: number) => value & mask) : values, bits, signed };
  } finally {
    decoder.delete();
  }
}
