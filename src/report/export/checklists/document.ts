import type { Results } from '../../../study/index.ts';
import { document, heading, paragraph, strong, table } from '../markdown/blocks.ts';
import { claim } from './claim.ts';
import type { Answer, Checklist } from './item.ts';
import { tripodAi } from './tripod-ai.ts';

/** What stands where a run cannot know the answer. */
export const blank = '— to be filled by the authors';

/**
 * The items of TRIPOD+AI and of CLAIM, each with what the run can say to it. What it cannot know is
 * left blank, and what it knows in part says so: a table that is full is not a study that is good.
 */
export function checklistsMarkdown(results: Results): string {
  const lists = [tripodAi, claim].map(checklist => answered(checklist, results));
  return document([
    heading(1, `${results.name}: reporting checklists`),
    strong(results.notice),
    paragraph(
      'Numbers and content of the items were taken from public summaries of the statements, not from the statements themselves: compare before you rely on a number. The wording is ours, and shorter. Read the statements, and send their own forms with a manuscript. An item that the run fills still has to be read by the authors; one that it fills in part needs their addition.',
    ),
    table(
      ['Checklist', 'Items', 'Filled by the run', 'Filled in part', 'Blank'],
      lists.map(({ checklist: { title, items }, answers }) => [
        title,
        ...[
          items.length,
          answers.filter(answer => answer?.whole === true).length,
          answers.filter(answer => answer?.whole === false).length,
          answers.filter(answer => answer === null).length,
        ].map(String),
      ]),
    ),
    ...lists.flatMap(({ checklist, answers }) => [
      heading(2, checklist.title),
      paragraph(`Source: ${checklist.source}.`),
      table(
        ['Item', 'What it asks', 'What this run says', 'Where it stands'],
        checklist.items.map(({ number, asks }, i) => [number, asks, ...told(answers[i])]),
        4,
      ),
    ]),
  ]);
}

function answered(checklist: Checklist, results: Results) {
  return { checklist, answers: checklist.items.map(({ answer }) => answer?.(results) ?? null) };
}

function told(answer: Answer | null): [string, string] {
  if (answer === null) return [blank, ''];
  return [answer.whole ? answer.text : `In part: ${answer.text} ${blank}: the rest.`, answer.where];
}
