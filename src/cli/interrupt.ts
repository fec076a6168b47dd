/**
 * A signal that aborts on the first Ctrl-C, so that work in hand ends cleanly; the second ends the
 * process at once, which loses no more than the batch in flight.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    process.stderr.write('\nStopping after the work in hand (Ctrl-C again stops at once) …\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
