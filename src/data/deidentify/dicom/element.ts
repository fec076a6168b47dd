/** How the bytes of a data set are to be read. */
export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** An attribute of a data set as it stands in the file. */
export interface Element {
  /** `gggg,eeee` in capitals. */
  readonly tag: string;
  /** As the file says or, where it does not, as the dictionary says; `UN` where nobody knows. */
  readonly vr: string;
  /** Header and value, a view. */
  readonly bytes: Uint8Array;
  /** A view; empty for a sequence. */
  readonly value: Uint8Array;
  /** The items of a sequence; null for all else, encapsulated pixels too. */
  readonly items: readonly DataSetItem[] | null;
}

/** An item of a sequence; one whose VR was unknown to its writer is implicit within an explicit file. */
export interface DataSetItem {
  readonly encoding: Encoding;
  readonly elements: readonly Element[];
}

/** VRs whose length takes four bytes (PS3.5, 7.1.2). */
const longForms = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);

/** Whether a VR's length takes four bytes in explicit encoding. */
export function hasLongForm(vr: string): boolean {
  return longForms.has(vr);
}

export const undefinedLength = 0xffffffff;
export const itemTag = 'FFFE,E000';
export const itemEndTag = 'FFFE,E00D';
export const sequenceEndTag = 'FFFE,E0DD';
export const pixelTag = '7FE0,0010';
