import {
  type Encoding,
  hasLongForm,
  itemEndTag,
  itemTag,
  sequenceEndTag,
  undefinedLength,
} from './element.ts';

/** The bytes of an element with a value of ours, padded to an even length as its VR asks for. */
export function encodeElement(
  tag: string,
  vr: string,
  value: Uint8Array | string,
  encoding: Encoding,
): Buffer {
  const content = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const padding = content.length % 2 === 0 ? [] : [vr === 'UI' || vr === 'OB' ? 0 : 0x20];
  const length = content.length + padding.length;
  return Buffer.concat([header(tag, vr, length, encoding), content, Uint8Array.from(padding)]);
}

/** A sequence of items whose elements are written already; lengths are left undefined. */
export function encodeSequence(
  tag: string,
  items: readonly { readonly encoding: Encoding; readonly elements: readonly Uint8Array[] }[],
  encoding: Encoding,
): Buffer {
  if (items.length === 0) return encodeElement(tag, 'SQ', '', encoding);
  // Items of another encoding are those of an UN, whose own delimiters are implicit too.
  const implicit = encoding.explicit && !items[0].encoding.explicit;
  const inner = items[0].encoding;
  const delimiter = (of: string, length: number) =>
    header(of, '', length, { ...inner, explicit: false });
  return Buffer.concat([
    header(tag, implicit ? 'UN' : 'SQ', undefinedLength, encoding),
    ...items.flatMap(({ elements }) => [
      delimiter(itemTag, undefinedLength),
      ...elements,
      delimiter(itemEndTag, 0),
    ]),
    delimiter(sequenceEndTag, 0),
  ]);
}

function header(
  tag: string,
  vr: string,
  length: number,
  { explicit, littleEndian }: Encoding,
): Buffer {
  const bytes = Buffer.alloc(explicit && hasLongForm(vr) ? 12 : 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [group, number] = tag.split(',').map(part => Number.parseInt(part, 16));
  view.setUint16(0, group, littleEndian);
  view.setUint16(2, number, littleEndian);
  if (!explicit) {
    view.setUint32(4, length, littleEndian);
    return bytes;
  }
  bytes.write(vr, 4, 'latin1');
  if (bytes.length === 12) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return bytes;
}
