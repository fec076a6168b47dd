import type { ErrorCode, Problem } from '../errors/index.ts';
import type {
  Feeds,
  RunOptions,
  RuntimeTensor,
  SessionOptions,
  TensorDescription,
} from './session.ts';

/** What is asked of the thread that hosts sessions. */
export type Request =
  | {
      readonly kind: 'open';
      readonly model: string | Uint8Array;
      readonly options: SessionOptions;
    }
  | { readonly kind: 'hold'; readonly session: number; readonly feeds: Feeds }
  | {
      readonly kind: 'run';
      readonly session: number;
      readonly feeds: Feeds;
      readonly options: RunOptions;
    }
  | {
      readonly kind: 'held' | 'remembered';
      readonly session: number;
      readonly names: readonly string[];
    }
  | { readonly kind: 'close'; readonly session: number };

/** A request and the number that its reply will carry. */
export interface Call {
  readonly id: number;
  readonly request: Request;
}

/** What the thread says to a request. */
export type Answer =
  | {
      readonly kind: 'opened';
      readonly session: number;
      readonly inputs: readonly TensorDescription[];
      readonly outputs: readonly TensorDescription[];
    }
  | { readonly kind: 'tensors'; readonly tensors: Record<string, RuntimeTensor> }
  | { readonly kind: 'done' }
  // A cause may hold anything, so it does not cross the border; its message is part of `found`.
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly problem: Omit<Problem, 'cause'> };

/** An answer and the number of its request. */
export interface Reply {
  readonly id: number;
  readonly answer: Answer;
}
