/** Said where a name, a word or a place stood. */
const word = 'REMOVED';

const dummies: Readonly<Record<string, string>> = {
  AS: '000Y',
  CS: word,
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  TM: '000000',
  UR: 'about:blank',
};

const words = new Set(['AE', 'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

/** A value that tells nothing, of a form that the VR allows; bytes that are no text become zeros. */
export function dummyOf(vr: string): Uint8Array | string {
  if (words.has(vr)) return word;
  return dummies[vr] ?? new Uint8Array(2);
}
