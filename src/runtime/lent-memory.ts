import type { Feeds } from './session.ts';

/** Buffers that go to a runtime with what it is fed, and come back, by the names of the inputs. */
export interface LentMemory {
  /** A buffer of at least so many bytes, which is gone from here until it is taken back. */
  lend(name: string, bytes: number): ArrayBuffer;
  /** Keeps the buffers of tensors that came back. */
  takeBack(tensors: Feeds): void;
  free(): void;
}

/**
 * Memory for feeds that serves again and again. New memory is handed out page by page as it is
 * written to: for a large matrix that takes many times as long as the copy itself.
 */
export function lentMemory(): LentMemory {
  const buffers = new Map<string, ArrayBuffer>();
  return {
    lend(name, bytes) {
      const kept = buffers.get(name);
      buffers.delete(name);
      return kept !== undefined && kept.byteLength >= bytes ? kept : new ArrayBuffer(bytes);
    },
    takeBack(tensors) {
      for (const [name, { data }] of Object.entries(tensors)) {
        if (data.buffer instanceof ArrayBuffer) buffers.set(name, data.buffer);
      }
    },
    free: () => buffers.clear(),
  };
}
