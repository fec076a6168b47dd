import type { Readable } from 'node:stream';
import { MingaError } from '../errors/index.ts';

/** A terminal's keys. */
export interface Keys extends Readable {
  readonly isTTY?: boolean;
  setRawMode(raw: boolean): unknown;
}

interface Screen {
  write(text: string): unknown;
}

/**
 * Asks for a line that the terminal does not show, or shows as it is typed where `shown` is true.
 *
 * @throws E_ABORTED where Ctrl-C or Ctrl-D is pressed, or the terminal closes
 */
export async function prompt(
  question: string,
  shown: boolean,
  keys: Keys,
  screen: Screen,
): Promise<string> {
  screen.write(question);
  keys.setRawMode(true);
  keys.setEncoding('utf8');
  keys.resume();
  try {
    return await lineOf(keys, text => shown && screen.write(text));
  } finally {
    keys.setRawMode(false);
    keys.pause();
    screen.write('\n');
  }
}

/** Backspace and delete; Ctrl-C and Ctrl-D. */
const erase = new Set(['\b', '\x7f']);
const leave = new Set(['\x03', '\x04']);

function lineOf(keys: Keys, show: (text: string) => unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const typed: string[] = [];
    const end = (settle: () => void) => {
      keys.off('data', read).off('end', closed);
      settle();
    };
    const closed = () => end(() => reject(new MingaError('E_ABORTED', { found: 'no answer' })));
    const read = (text: string) => {
      for (const key of text) {
        if (key === '\r' || key === '\n') return end(() => resolve(typed.join('')));
        if (leave.has(key)) return closed();
        if (erase.has(key)) {
          if (typed.pop() !== undefined) show('\b \b');
        } else if (key >= ' ') {
          typed.push(key);
          show(key);
        }
      }
    };
    keys.on('data', read).on('end', closed);
  });
}
