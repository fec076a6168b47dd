/**
 * Options of an Emscripten module: what a codec prints about a file must not reach the terminal. New for
 * every module, as it writes itself into them.
 */
export function silently() {
  return { print: () => undefined, printErr: () => undefined };
}

/**
 * Opens a WebAssembly codec at its first use and keeps it for the thread. After a failure it is opened
 * anew: a codec that was aborted would fail for every picture that follows.
 */
export function keepCodec<Codec>(
  open: () => Promise<Codec>,
): <Result>(use: (codec: Codec) => Result) => Promise<Result> {
  let kept: Promise<Codec> | null = null;
  return async use => {
    kept ??= open();
    try {
      return use(await kept);
    } catch (error) {
      kept = null;
      throw error;
    }
  };
}
