/** What the standard says of an attribute. */
export interface Attribute {
  readonly keyword: string;
  /** Two letters; where the standard leaves a choice, something else. */
  readonly vr: string;
}

/** The attributes of the standard (PS3.6). */
export interface Dictionary {
  /** @param tag `gggg,eeee` in capitals */
  of(tag: string): Attribute | undefined;
}

/** Loads the dictionary of dcmjs, which takes a moment. */
export async function openDictionary(): Promise<Dictionary> {
  const { default: dcmjs } = await import('dcmjs');
  const { dictionary } = dcmjs.data.DicomMetaDictionary;
  return {
    of(tag) {
      const entry = dictionary[`(${tag})`];
      // dcmjs marks attributes that have left the standard in their keyword.
      return entry && { keyword: entry.name.replace(/^RETIRED_/, ''), vr: entry.vr };
    },
  };
}
