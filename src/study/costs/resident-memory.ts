import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * The most memory that this process has held since it began, or since {@link forgetPeak}: the
 * kernel's high-water mark (`VmHWM`) where there is `/proc`, else what `getrusage` says, which
 * cannot be reset.
 */
export function peakOfProcess(): number {
  return highWaterMark('self') ?? process.resourceUsage().maxRSS * 1024;
}

/**
 * Sets the high-water mark back to what is held now, so that the next stretch has one of its own.
 *
 * @returns false where the system does not let a process do so
 */
export function forgetPeak(): boolean {
  try {
    // 5 resets the peak resident set size alone (proc(5), /proc/pid/clear_refs).
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
}

/** The peaks of all processes that this one has started and that still run, and of theirs, summed. */
export function peakOfChildren(parent: number | 'self' = 'self'): number {
  return childrenOf(parent).reduce(
    (sum, child) => sum + (highWaterMark(child) ?? 0) + peakOfChildren(child),
    0,
  );
}

/** How the figures above were had, for whoever reads them. */
export function memoryMethod(resettable: boolean): string {
  if (highWaterMark('self') === null) {
    return 'getrusage maxRSS of the process over its whole life; children are not counted';
  }
  const stretches = resettable
    ? 'reset before each stretch through /proc/self/clear_refs'
    : 'never reset: the system does not allow it';
  return `VmHWM of /proc/self/status, ${stretches}; worker threads are within it, and pages of files that are mapped`;
}

function highWaterMark(id: number | 'self'): number | null {
  const status = textOf(`/proc/${id}/status`);
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return found === null ? null : Number(found[1]) * 1024;
}

function childrenOf(id: number | 'self'): number[] {
  return namesIn(`/proc/${id}/task`).flatMap(thread =>
    textOf(`/proc/${id}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
