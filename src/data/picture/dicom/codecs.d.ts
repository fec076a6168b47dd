// The codecs ship without types. These are the parts that are called, read from their documentation.

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  }
  interface JpegLSDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): unknown;
    getFrameInfo(): FrameInfo;
    /** 0: a plane for each component; 1 and 2: samples or lines interleaved, given as triples. */
    getInterleaveMode(): number;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }
  const open: (options: object) => Promise<{ readonly JpegLSDecoder: new () => JpegLSDecoder }>;
  export default open;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  }
  interface J2KDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): unknown;
    getFrameInfo(): FrameInfo;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }
  const open: (options: object) => Promise<{ readonly J2KDecoder: new () => J2KDecoder }>;
  export default open;
}

declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    readonly stream: { readonly index: number } | null;
    /** The seventh predictor, for a component from 0. */
    select7: (component?: number) => number;
    getPreviousX(component?: number): number;
    getPreviousY(component?: number): number;
    decode(buffer: ArrayBuffer, offset: number, length: number): Uint8Array | Uint16Array | null;
  }
}
