const blank = '— to be filled by the authors';

/** What only the people behind a model can answer. */
export const ethicalQuestions: readonly string[] = [
  `Whether those whose data these are agreed, or who waived that, and on what ground: ${blank}`,
  `Which groups of people are missing from the data, or few in them: ${blank}`,
  `Who could be harmed by a wrong score, in which direction, and how badly: ${blank}`,
  `Whether a field stands in for something that should not decide, such as income or origin: ${blank}`,
  `Who answers for its use, and how a person can object: ${blank}`,
  `How its figures will be watched after today, and when it is to be withdrawn: ${blank}`,
];
