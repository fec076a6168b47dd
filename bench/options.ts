/** What every bench beside a Python peer can be told, for `parseArgs`. */
export const sharedOptions = {
  /** The interpreter of the peers' environment. */
  python: { type: 'string', default: process.env.PEER_PYTHON ?? 'python3' },
  rounds: { type: 'string', default: '7' },
  /** A file for the raw figures. */
  json: { type: 'string' },
  /** Measure the build, or the sources; by default the build where it is newer. */
  dist: { type: 'boolean' },
  sources: { type: 'boolean' },
} as const;

/** The numbers of an option such as `1,2`. */
export function numbersOf(list: string): number[] {
  return namesOf(list).map(wholeNumber);
}

/** The names of an option such as `plain,fused`; none for an empty one. */
export function namesOf(list: string): string[] {
  return list.split(',').filter(name => name !== '');
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  console.error(`Expected a whole number from 1, found "${text}".`);
  process.exit(2);
}
