import type { DecodeOptions } from '../../data/index.ts';
import { type ErrorCode, isMingaError, MingaError } from '../../errors/index.ts';
import type { ExitGate } from '../../runtime/index.ts';
import type { PictureRecipe } from './picture-model.ts';

/** What a picture thread is started with. */
export interface PictureThreadData {
  readonly recipe: PictureRecipe;
  readonly decode: DecodeOptions;
  /** Bytes of decoded pictures that may be held beside the one in hand. */
  readonly pictureBytes: number;
  /** Keeps the process from ending, and the thread from being ended, while native code runs in it. */
  readonly gate: ExitGate;
}

/** A chunk of files for a picture thread; `id` is given back with the rows. */
export interface PictureRequest {
  readonly id: number;
  readonly files: readonly Uint8Array[];
}

/** A {@link MingaError} on its way between threads, which keep no classes. */
export interface SentError {
  readonly code: ErrorCode;
  readonly found: string;
  readonly expected: string | undefined;
  readonly fix: string | undefined;
}

export type PictureReply =
  | { readonly kind: 'ready'; readonly dimension: number; readonly output: string | null }
  /**
   * Decoding of a file has begun that keeps the thread from hearing anything: if it says nothing
   * more within `seconds`, it is to be stopped.
   */
  | {
      readonly kind: 'decoding';
      readonly id: number;
      readonly file: number;
      readonly seconds: number;
    }
  | { readonly kind: 'decoded'; readonly id: number }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: (Float32Array | SentError)[] }
  | { readonly kind: 'failed'; readonly id: number | null; readonly error: SentError };

/** An error of another kind becomes E_RUNTIME. */
export function sentError(error: unknown): SentError {
  if (isMingaError(error)) {
    const { found, expected, fix } = error.problem;
    return { code: error.code, found, expected, fix };
  }
  const found = error instanceof Error ? error.message : String(error);
  return { code: 'E_RUNTIME', found, expected: undefined, fix: undefined };
}

export function receivedError({ code, found, expected, fix }: SentError): MingaError {
  return new MingaError(code, { found, expected, fix });
}
