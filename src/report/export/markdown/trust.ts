import type { Results } from '../../../study/index.ts';
import * as english from '../english.ts';
import { heading, list, paragraph, table } from './blocks.ts';

/** Calibration, thresholds, subgroups and far-off rows: told where the run has them. */
export function trustChapters(results: Results): string[] {
  return [
    ...calibrationBlocks(results),
    ...thresholdBlocks(results),
    ...subgroupBlocks(results),
    ...farRowBlocks(results),
  ];
}

export function calibrationBlocks(results: Results): string[] {
  const { calibration } = results;
  if (calibration === undefined || calibration.cells.length === 0) return [];
  return [
    heading(2, 'Calibration'),
    paragraph('Fitted on validation rows, measured on test rows. Lower is better in all three.'),
    table(
      [
        'Cell',
        'Method',
        'ECE before',
        'ECE after',
        'Brier before',
        'Brier after',
        'Log loss before',
        'Log loss after',
      ],
      calibration.cells.map(({ cell, role, method, before, after }) => [
        `${english.cellNamed(cell, results)}, best ${role}`,
        method,
        ...(['ece', 'brier', 'logLoss'] as const).flatMap(name => [
          english.withInterval(before[name]),
          english.withInterval(after[name]),
        ]),
      ]),
      2,
    ),
  ];
}

function thresholdBlocks(results: Results): string[] {
  const { thresholds } = results;
  if (thresholds === undefined) return [];
  return [
    heading(2, 'Thresholds'),
    paragraph(
      `Of ${english.cellNamed(thresholds.cell, results)}, by the rule ${ruleName(thresholds.rule)}, chosen on validation rows, shown on test rows; each class against the others.`,
    ),
    table(
      ['Class', 'Threshold of each seed', 'Test cases', 'Sensitivity', 'Specificity', 'PPV', 'NPV'],
      thresholds.classes.map(one => [
        `${one.class}${one.reached ? '' : ' (the rule could not be kept)'}`,
        one.thresholds.map(value => english.number(value)).join(', '),
        english.count(one.cases.test),
        english.withInterval(one.sensitivity),
        english.withInterval(one.specificity),
        english.withInterval(one.ppv),
        english.withInterval(one.npv),
      ]),
    ),
  ];
}

function ruleName(rule: NonNullable<Results['thresholds']>['rule']): string {
  switch (rule.rule) {
    case 'sensitivity':
    case 'specificity':
      return `${rule.rule} of at least ${rule.atLeast}`;
    case 'cost':
      return `cost (a missed case ${rule.missed}, a false alarm ${rule.alarm})`;
    default:
      return rule.rule === 'f1' ? 'best F1' : 'Youden’s index';
  }
}

export function subgroupBlocks(results: Results): string[] {
  const { subgroups } = results;
  if (subgroups === undefined || subgroups.fields.length === 0) return [];
  const { cases, ofClass } = subgroups.least;
  return [
    heading(2, 'Subgroups of the test rows'),
    paragraph(
      `Of ${english.cellNamed(subgroups.cell, results)}. A group with fewer than ${cases} cases, or than ${ofClass} of a class, is small: its figures are not to be relied on, and no gap is taken from it.`,
    ),
    table(
      ['Field', 'Group', 'Rows', 'Cases', 'Accuracy', 'AUROC', 'Small'],
      subgroups.fields.flatMap(({ field, groups }) =>
        groups.map(group => [
          field,
          group.missing ? `${group.name} (not recorded)` : group.name,
          english.count(group.rows),
          english.count(group.cases),
          english.withInterval(group.accuracy),
          english.withInterval(group.auroc),
          group.small ? 'small' : '',
        ]),
      ),
      2,
    ),
    list(
      subgroups.fields.flatMap(({ field, gap }) =>
        gap === null
          ? []
          : [
              `${field}: the largest gap in ${english.metricLabel(gap.metric)} is ${english.withInterval(gap.difference)}, ${gap.high} over ${gap.low}${gap.classes === undefined ? '' : ` (classes that both hold: ${gap.classes.join(', ')})`}; p ${english.number(gap.p)}, by Holm over ${english.many(subgroups.gapsLookedAt, 'gap')} ${english.number(gap.adjusted)}`,
            ],
      ),
    ),
  ];
}

function farRowBlocks({ outOfDistribution }: Results): string[] {
  if (outOfDistribution === undefined) return [];
  return [
    heading(2, 'Test rows far from all training rows'),
    paragraph(
      `Rows whose distance to their nearest training rows is above the ${english.percent(outOfDistribution.percentile)} percentile of validation rows.`,
    ),
    table(
      ['Modality', 'Share above', 'Accuracy inside', 'Accuracy outside', 'Change'],
      outOfDistribution.modalities.map(({ modality, above, inside, outside, change }) => [
        modality,
        english.withInterval(above),
        english.withInterval(inside.accuracy),
        english.withInterval(outside.accuracy),
        english.differenceWithInterval(change.accuracy),
      ]),
    ),
  ];
}
