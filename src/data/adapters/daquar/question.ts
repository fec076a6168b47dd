/** The picture that a question speaks of: `… in the image3 ?` → `image3`. Empty where it names none. */
export function imageOf(question: string): string {
  const number = /.*\bimage\s?(\d+)\b/i.exec(question)?.[1];
  return number === undefined ? '' : `image${Number(number)}`;
}

const naming = /\s*\b(?:(?:in|on|of|at|from)\s+)?(?:(?:the|this|that)\s+)?image\s?\d+\b\s*/gi;

/**
 * A question without the name of its picture: `what is on the desk in the image3 ?` → `what is on the
 * desk ?`. The name says nothing of what is seen, but lets a model know the picture again.
 */
export function withoutImageName(question: string): string {
  return question.replace(naming, ' ').replace(/\s+/g, ' ').trim();
}

/** True of a line that asks about a picture, so that a lost line of the file is found out. */
export function isQuestion(line: string): boolean {
  return /\bimage\s?\d+\b[^\w]*$/i.test(line) && line.includes('?');
}
