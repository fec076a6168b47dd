import { isGraphic, isPrivate } from '../profile/profile.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import type { AttributeCount, RemovalCount } from '../removal-count.ts';
import { actionOf, type RetainOptions } from './action.ts';
import { movedBack } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { dummyOf } from './dummy.ts';
import type { Element, Encoding } from './element.ts';
import { hasLongForm } from './element.ts';
import { encodeElement, encodeSequence } from './write-elements.ts';

/** Bytes of a value whose length is written in two bytes. */
const longestShort = 0xfffe;

const patientName = '0010,0010';
const patientId = '0010,0020';

/** What all elements of one file are rewritten with. */
export interface RewriteContext {
  readonly dictionary: Dictionary;
  readonly names: Pseudonyms;
  readonly retain: RetainOptions;
  readonly counts: RemovalCount;
  /** Whatever tells the person of this file from others; empty where nothing does. */
  readonly person: string;
}

/** An element that is written. */
export interface WrittenElement {
  readonly tag: string;
  readonly bytes: Uint8Array;
}

/** The elements as they are to be written, in their order; what is kept is kept byte by byte. */
export function rewritten(
  elements: readonly Element[],
  encoding: Encoding,
  context: RewriteContext,
): readonly WrittenElement[] {
  return elements.flatMap(element => {
    const bytes = rewrittenElement(element, encoding, context);
    return bytes === null ? [] : [{ tag: element.tag, bytes }];
  });
}

function rewrittenElement(
  element: Element,
  encoding: Encoding,
  context: RewriteContext,
): Uint8Array | null {
  const { tag, vr, value, items } = element;
  const { dictionary, names, retain, person } = context;
  const action = actionOf(tag, vr, dictionary, retain);
  const write = (content: Uint8Array | string) => encodeElement(tag, vr, content, encoding);
  const isEmpty = value.length === 0 && (items === null || items.length === 0);
  const count = (what: AttributeCount['action']) => {
    if (!isEmpty) countElement(tag, what, context);
  };
  if (tag === patientName || tag === patientId) {
    count('replaced');
    return write(person === '' ? '' : names.person(person));
  }
  switch (action) {
    case 'keep':
      return element.bytes;
    case 'remove':
      count('removed');
      return null;
    case 'empty':
      count('emptied');
      return write('');
    case 'dummy': {
      count('replaced');
      // Sequences have no dummies that fit all objects: they are left without items.
      if (items !== null) return write('');
      const kind = vr === 'UN' ? (dictionary.of(tag)?.vr ?? vr) : vr;
      return write(kind === 'UI' ? otherUids(value, names, vr) : dummyOf(kind));
    }
    case 'replace-uid':
      count('replaced');
      return write(otherUids(value, names, vr));
    case 'move-date': {
      const moved = movedBack(textOf(value), names.days(person));
      count(moved === '' ? 'emptied' : 'moved');
      return write(moved);
    }
    case 'descend':
      return rewrittenSequence(element, encoding, context);
  }
}

function rewrittenSequence(
  { tag, items }: Element,
  encoding: Encoding,
  context: RewriteContext,
): Uint8Array {
  const kept = (items ?? []).map(item => ({
    encoding: item.encoding,
    elements: rewritten(item.elements, item.encoding, context).map(({ bytes }) => bytes),
  }));
  return encodeSequence(tag, kept, encoding);
}

function otherUids(value: Uint8Array, names: Pseudonyms, vr: string): string {
  const uids = textOf(value).split('\\');
  const other = uids.map(uid => (uid === '' ? '' : names.uid(uid))).join('\\');
  // A list that no longer fits would break the file; without it, it stays whole.
  return other.length > longestShort && !hasLongForm(vr) ? '' : other;
}

function countElement(
  tag: string,
  action: AttributeCount['action'],
  { dictionary, counts }: RewriteContext,
): void {
  if (tag.endsWith(',0000')) return;
  if (isPrivate(tag)) counts.add('private', 'private attributes', action);
  else if (isGraphic(tag)) counts.add('graphic', 'curves and overlays', action);
  else counts.add(tag, dictionary.of(tag)?.keyword ?? 'unknown attribute', action);
}

/** A value that is text, without the padding that makes its length even. */
export function textOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
}
