/** What is known of a row when the answers that can be learnt are chosen. */
export interface Answered {
  readonly answers: readonly string[];
  /** Empty where the row has no picture. */
  readonly image: string;
  readonly part: string;
}

/** `book, scissor,, book` → `book`, `scissor`: each answer once, sorted. */
export function answersOf(line: string): string[] {
  const answers = line.split(',').map(answer => answer.replace(/\s+/g, ' ').trim());
  return [...new Set(answers.filter(answer => answer !== ''))].sort();
}

/** The answers that train rows give for this many pictures or more. Test rows have no say in it. */
export function learnableAnswers(rows: readonly Answered[], pictures: number): ReadonlySet<string> {
  const imagesOf = new Map<string, Set<string>>();
  for (const { answers, image, part } of rows) {
    if (image === '' || part !== 'train') continue;
    for (const answer of answers) {
      const known = imagesOf.get(answer);
      if (known === undefined) imagesOf.set(answer, new Set([image]));
      else known.add(image);
    }
  }
  return new Set([...imagesOf].flatMap(([answer, set]) => (set.size >= pictures ? answer : [])));
}
