import { MingaError } from '../../errors/index.ts';

/** Called between two pieces of work that cannot be interrupted; throws E_IMAGE once time is up. */
export type Deadline = () => void;

/** A deadline that many seconds from now. */
export function startDeadline(seconds: number): Deadline {
  const end = performance.now() + seconds * 1000;
  return () => {
    if (performance.now() <= end) return;
    throw new MingaError('E_IMAGE', {
      found: 'an image that takes too long to decode',
      expected: `a picture decoded within ${seconds} s`,
      fix: 'raise timeoutSeconds, or leave the picture out',
    });
  };
}
