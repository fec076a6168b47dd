import { MingaError } from '../../../errors/index.ts';
import type { Dictionary } from './dictionary.ts';
import {
  type DataSetItem,
  type Element,
  type Encoding,
  hasLongForm,
  itemEndTag,
  itemTag,
  pixelTag,
  sequenceEndTag,
  undefinedLength,
} from './element.ts';

/** Sequences within sequences, and elements in all, beyond which a file is not believed. */
const deepest = 32;
const mostElements = 2_000_000;

/**
 * Reads a data set: every element with its place, sequences down to their items, no value interpreted.
 *
 * @throws E_IMAGE where a length reaches beyond what is there, or the file is nested beyond belief
 */
export function readElements(
  bytes: Uint8Array,
  encoding: Encoding,
  dictionary: Dictionary,
): readonly Element[] {
  const reader = new ElementReader(bytes, dictionary);
  return reader.dataSet(0, bytes.length, encoding, 0).elements;
}

/** The E_IMAGE error of a file that cannot be de-identified; nothing of the file is in it. */
export function unreadable(found: string): MingaError {
  return new MingaError('E_IMAGE', {
    found: `a DICOM file with ${found}`,
    expected: 'a whole data set; nothing is written of a file that cannot be read to its end',
  });
}

interface Header {
  readonly tag: string;
  readonly vr: string;
  readonly length: number;
  /** Where the value begins. */
  readonly from: number;
}

interface Read<T> {
  readonly end: number;
  readonly content: T;
}

class ElementReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #dictionary: Dictionary;
  #elements = 0;

  constructor(bytes: Uint8Array, dictionary: Dictionary) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#dictionary = dictionary;
  }

  /** Elements up to `to`, or up to the end of an item of undefined length. */
  dataSet(
    from: number,
    to: number,
    encoding: Encoding,
    depth: number,
    open = false,
  ): { readonly end: number; readonly elements: readonly Element[] } {
    if (depth > deepest) throw unreadable(`sequences more than ${deepest} deep`);
    const elements: Element[] = [];
    let at = from;
    while (at < to) {
      const header = this.#header(at, to, encoding);
      if (open && header.tag === itemEndTag) return { end: header.from, elements };
      const { end, content } = this.#element(at, header, to, encoding, depth);
      elements.push(content);
      at = end;
      this.#elements += 1;
      if (this.#elements > mostElements) throw unreadable(`more than ${mostElements} elements`);
    }
    if (open) throw unreadable('an item that never ends');
    return { end: at, elements };
  }

  #element(
    start: number,
    { tag, vr, length, from }: Header,
    to: number,
    encoding: Encoding,
    depth: number,
  ): Read<Element> {
    const none = new Uint8Array(0);
    if (tag === pixelTag && length === undefinedLength) {
      const end = this.#fragmentsEnd(from, to, encoding);
      const [bytes, value] = [this.#bytes.subarray(start, end), this.#bytes.subarray(from, end)];
      return { end, content: { tag, vr, bytes, value, items: null } };
    }
    if (vr === 'SQ' || length === undefinedLength) {
      // A writer that did not know a sequence wrote it as UN, and its items in implicit form (CP-246).
      const inner =
        vr === 'UN' && encoding.explicit ? { explicit: false, littleEndian: true } : encoding;
      const { end, content } = this.#items(from, length, to, inner, depth + 1);
      const bytes = this.#bytes.subarray(start, end);
      return { end, content: { tag, vr: 'SQ', bytes, value: none, items: content } };
    }
    const end = this.#within(from, length, to);
    const value = this.#bytes.subarray(from, end);
    return {
      end,
      content: { tag, vr, bytes: this.#bytes.subarray(start, end), value, items: null },
    };
  }

  #items(
    from: number,
    length: number,
    to: number,
    encoding: Encoding,
    depth: number,
  ): Read<readonly DataSetItem[]> {
    const open = length === undefinedLength;
    const last = open ? to : this.#within(from, length, to);
    const items: DataSetItem[] = [];
    let at = from;
    while (at < last) {
      const header = this.#header(at, last, encoding);
      if (open && header.tag === sequenceEndTag) return { end: header.from, content: items };
      if (header.tag !== itemTag) throw unreadable('something other than items in a sequence');
      const openItem = header.length === undefinedLength;
      const end = openItem ? last : this.#within(header.from, header.length, last);
      const item = this.dataSet(header.from, end, encoding, depth, openItem);
      items.push({ encoding, elements: item.elements });
      at = item.end;
    }
    if (open) throw unreadable('a sequence that never ends');
    return { end: last, content: items };
  }

  #fragmentsEnd(from: number, to: number, encoding: Encoding): number {
    let at = from;
    while (at < to) {
      const { tag, length, from: value } = this.#header(at, to, encoding);
      if (tag === sequenceEndTag) return value;
      if (tag !== itemTag) throw unreadable('something other than fragments in its pixels');
      at = this.#within(value, length, to);
    }
    throw unreadable('pixels that never end');
  }

  #within(from: number, length: number, to: number): number {
    if (length > to - from) throw unreadable('a length that reaches beyond what is there');
    return from + length;
  }

  #header(at: number, to: number, { explicit, littleEndian }: Encoding): Header {
    if (at + 8 > to) throw unreadable('an element that is cut short');
    const group = this.#view.getUint16(at, littleEndian);
    const number = this.#view.getUint16(at + 2, littleEndian);
    const tag = `${hexadecimal(group)},${hexadecimal(number)}`;
    // Items and their ends have no VR in any encoding.
    if (!explicit || group === 0xfffe) {
      const vr = this.#dictionary.of(tag)?.vr ?? 'UN';
      const length = this.#view.getUint32(at + 4, littleEndian);
      return { tag, vr, length, from: at + 8 };
    }
    const vr = String.fromCharCode(this.#bytes[at + 4], this.#bytes[at + 5]);
    if (!/^[A-Z]{2}$/.test(vr)) throw unreadable('an element without a value representation');
    if (!hasLongForm(vr)) {
      return { tag, vr, length: this.#view.getUint16(at + 6, littleEndian), from: at + 8 };
    }
    if (at + 12 > to) throw unreadable('an element that is cut short');
    return { tag, vr, length: this.#view.getUint32(at + 8, littleEndian), from: at + 12 };
  }
}

function hexadecimal(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
