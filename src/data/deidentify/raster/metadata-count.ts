/** Kinds of what is taken out of a picture file beside its pixels. */
export const metadataKinds = {
  exif: 'data of the camera (Exif)',
  gps: 'a place (GPS) in the Exif data',
  'serial-number': 'a serial number of camera or lens in the Exif data',
  'person-in-exif': 'an owner, an author or a description in the Exif data',
  'date-in-exif': 'a date in the Exif data',
  thumbnail: 'a small copy of the picture, which may be older than what was cut or painted over',
  xmp: 'XMP',
  iptc: 'IPTC or Photoshop data',
  text: 'a comment or text',
  date: 'a date',
  'other-metadata': 'other data of a program or a maker',
  'behind-the-end': 'data behind the end of the picture',
} as const;

export type MetadataKind = keyof typeof metadataKinds;

/** A picture file without what stood beside its pixels. */
export interface StrippedPicture {
  readonly bytes: Uint8Array;
  /** How many of each kind were found. */
  readonly found: ReadonlyMap<MetadataKind, number>;
}

/** Counts kinds. */
export function tally(kinds: readonly MetadataKind[]): ReadonlyMap<MetadataKind, number> {
  const counts = new Map<MetadataKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
