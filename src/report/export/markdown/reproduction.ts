import type { Results } from '../../../study/index.ts';
import { fenced, heading, paragraph, table } from './blocks.ts';

/** What one needs to get the same figures again. */
export function reproductionChapter(results: Results): string[] {
  const { plan, software, dataset, split, encoders } = results;
  return [
    heading(2, 'Reproduction'),
    paragraph(
      `Run the plan again with Minga ${software.minga}: npx minga run PLAN. What is finished is not done twice. Below is the plan as the run took it, every default filled in; docs/plan.md says how a plan is written. The split is kept in split.json.`,
    ),
    table(
      ['What', 'sha256'],
      [
        [`data set ${dataset.name}`, dataset.hash],
        ['split', split.hash],
        ...encoders.map(({ id, fingerprint }) => [`encoder ${id}`, fingerprint]),
      ],
      2,
    ),
    fenced(JSON.stringify(plan, null, 2), 'json'),
  ];
}
