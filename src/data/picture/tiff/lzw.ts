import { cutShort } from './fields.ts';

const clear = 256;
const end = 257;
const firstFree = 258;
const tableSize = 4096;

/**
 * TIFF's LZW: codes of 9–12 bits, most significant bit first, that widen one code early. Stops at `most`
 * bytes, so that no file can ask for more memory than its header promised.
 *
 * @throws E_IMAGE where a code cannot be
 */
export function lzwDecode(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  const prefix = new Uint16Array(tableSize);
  const last = new Uint8Array(tableSize);
  const lengths = new Uint16Array(tableSize);
  for (let code = 0; code < clear; code++) {
    last[code] = code;
    lengths[code] = 1;
  }
  let free = firstFree;
  let previous = -1;
  let width = 9;
  let bits = 0;
  let held = 0;
  let at = 0;
  let written = 0;

  /** Writes the string of a code from its end and gives its first byte. */
  function write(code: number, end: number): number {
    let rest = code;
    for (let to = end - 1; ; to--) {
      if (to < most) out[to] = last[rest];
      if (lengths[rest] === 1) return last[rest];
      rest = prefix[rest];
    }
  }

  while (written < most) {
    while (held < width) {
      if (at >= bytes.length) return out.subarray(0, written);
      bits = ((bits << 8) | bytes[at++]) & 0xffffff;
      held += 8;
    }
    held -= width;
    const code = (bits >>> held) & ((1 << width) - 1);
    if (code === end) break;
    if (code === clear) {
      free = firstFree;
      width = 9;
      previous = -1;
      continue;
    }
    const known = code < free && code !== clear;
    if ((!known && (previous < 0 || code !== free)) || (previous < 0 && code > clear)) {
      throw cutShort();
    }
    if (previous >= 0 && free < tableSize) {
      prefix[free] = previous;
      lengths[free] = lengths[previous] + 1;
    }
    const length = known ? lengths[code] : lengths[previous] + 1;
    const first = write(known ? code : previous, written + (known ? length : length - 1));
    if (!known && written + length - 1 < most) out[written + length - 1] = first;
    if (previous >= 0 && free < tableSize) last[free++] = first;
    written += length;
    previous = code;
    if (free + 1 >= 1 << width && width < 12) width += 1;
  }
  return out.subarray(0, Math.min(written, most));
}
