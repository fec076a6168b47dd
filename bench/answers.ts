import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The measured side of `startRunner`: says that it is ready, then answers line by line. */
export async function answerTurns<Request>(
  answer: (request: Request) => Promise<object>,
): Promise<void> {
  console.log(JSON.stringify({ versions: {}, missing: [] }));
  for await (const line of createInterface({ input: process.stdin })) {
    const answered = await answer(JSON.parse(line));
    console.log(JSON.stringify({ ...answered, megabytes: peakMegabytes() }));
  }
}

/**
 * The most memory that this process has had resident at once. Linux' `ru_maxrss` starts from what
 * the parent had when it started the child, so the kernel's own mark is read where there is one.
 */
export function peakMegabytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
