import { type Dataset, splitParts } from '../dataset.ts';
import { groupNames, numbered, type SplitCases } from './cases.ts';
import { absentClasses } from './class-presence.ts';
import type { SplitSettings } from './settings.ts';
import type { SplitParts, SplitWarning } from './split.ts';
import { straddlingGroups } from './straddling-groups.ts';

/** Classes named in a message; more would bury it. */
const namedClasses = 10;

/** What a reader of figures on this split must know, besides what its method has said itself. */
export function splitWarnings(
  cases: SplitCases,
  parts: SplitParts,
  settings: SplitSettings,
): SplitWarning[] {
  const { dataset } = cases;
  return [
    ...parts.warnings,
    ...leftOutWarning(parts),
    ...straddlingWarnings(cases, parts, settings),
    ...absentWarnings(dataset, parts),
    ...fittedWarning(dataset, parts),
  ];
}

/** By the group that was asked for, and by the data set's own where that is another. */
function straddlingWarnings(
  { dataset, groupOf }: SplitCases,
  parts: SplitParts,
  { method, group }: SplitSettings,
): SplitWarning[] {
  const columns = new Set([group, dataset.groupColumn].filter(column => column !== null));
  return [...columns].flatMap(column => {
    const groups =
      column === group
        ? groupOf
        : numbered(dataset.samples.map(groupNames(dataset, column))).numbers;
    const { length } = straddlingGroups(groups, parts);
    if (length === 0) return [];
    const count = `${length} ${length === 1 ? 'group' : 'groups'} by ${column}`;
    const why =
      method === 'time'
        ? 'as splits by time mean it: figures hold for later times of what was seen, not for new ones'
        : 'so figures may be too high: rows of one group are alike';
    return [{ code: 'groups-straddle', message: `${count} in more than one part, ${why}` }];
  });
}

function absentWarnings(dataset: Dataset, parts: SplitParts): SplitWarning[] {
  const absent = absentClasses(dataset, parts);
  const what = {
    train: 'cannot be learnt',
    validation: 'nothing is chosen by them',
    test: 'no figure exists for them, and macro F1 counts them as 0',
  };
  return splitParts.flatMap(part => {
    // A class that is nowhere was left out, and that is told already.
    const names = absent[part].filter(name =>
      splitParts.some(other => !absent[other].includes(name)),
    );
    if (names.length === 0) return [];
    const listed = names.slice(0, namedClasses).join(', ');
    const more = names.length > namedClasses ? `, and ${names.length - namedClasses} more` : '';
    const message = `classes without a sample in ${part} (${what[part]}): ${listed}${more}`;
    return [{ code: 'class-absent', message }];
  });
}

function leftOutWarning({ leftOut }: SplitParts): SplitWarning[] {
  if (leftOut.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].slice(0, namedClasses).map(([reason, count]) => `${count} ${reason}`);
  return [
    { code: 'rows-left-out', message: `rows in no part: ${leftOut.length} (${list.join('; ')})` },
  ];
}

function fittedWarning({ labelsFittedOn, labelRule }: Dataset, parts: SplitParts): SplitWarning[] {
  if (labelsFittedOn === null) return [];
  const fitted = new Set(labelsFittedOn);
  const counts = [parts.validation, parts.test].map(
    rows => rows.filter(index => fitted.has(index)).length,
  );
  if (counts[0] + counts[1] === 0) return [];
  return [
    {
      code: 'labels-fitted-on',
      message: `${counts[0]} validation and ${counts[1]} test rows are among those that the label's thresholds were fitted on (${labelRule}): they belong to training rows, and figures on them are too high`,
    },
  ];
}
