import type { LabelRule } from '../declaration.ts';
import type { CellsOf } from '../raw/index.ts';

/** The columns of the CheXpert labeller. */
export const chexpertFindings = [
  'Atelectasis',
  'Cardiomegaly',
  'Consolidation',
  'Edema',
  'Enlarged Cardiomediastinum',
  'Fracture',
  'Lung Lesion',
  'Lung Opacity',
  'No Finding',
  'Pleural Effusion',
  'Pleural Other',
  'Pneumonia',
  'Pneumothorax',
  'Support Devices',
] as const;

export type Finding = (typeof chexpertFindings)[number];

/** Those that the paper's follow-up learns. */
export const sixFindings: readonly Finding[] = [
  'Atelectasis',
  'Cardiomegaly',
  'Consolidation',
  'Edema',
  'No Finding',
  'Pleural Effusion',
];

/** All but "No Finding", which the labeller sets where it found none of the others. */
export const thirteenFindings: readonly Finding[] = chexpertFindings.filter(
  name => name !== 'No Finding',
);

/** Holds `yes` where the study is in the labeller's table at all. */
export const labelledColumn = 'labelled';

/** 1 is a mention, −1 an uncertain one, 0 a denial; an empty cell, no mention, counts as a denial. */
export function findingsRule(findings: readonly Finding[]): LabelRule {
  return {
    kind: 'multilabel',
    rule: `the CheXpert labels that are 1 of ${findings.join(', ')}; no mention counts as 0; a study in which one of them is uncertain (-1), or which the labeller's table lacks, is left out`,
    columns: [labelledColumn, ...findings],
    of: ([labelled, ...cells]) => (labelled === 'yes' ? positive(findings, cells) : null),
  };
}

function positive(findings: readonly Finding[], cells: readonly string[]): string[] | null {
  const mentions = cells.map(mention);
  if (mentions.includes(null)) return null;
  return findings.filter((_, at) => mentions[at] === 1).sort();
}

/** Null where the cell is uncertain or no value of the labeller. */
function mention(cell: string): 0 | 1 | null {
  if (/^0(\.0+)?$/.test(cell)) return 0;
  return /^1(\.0+)?$/.test(cell) ? 1 : null;
}

/** The labeller leaves a cell empty where the report does not mention the finding; pandas may write `NaN`. */
export function mentions(cells: CellsOf): CellsOf {
  return row => {
    const cell = cells(row);
    return cell === '' || /^nan$/i.test(cell) ? '0' : cell;
  };
}

/** Numbers of the paper's own classes; the number 1 is named nowhere in what it published. */
const diseases: ReadonlyMap<string, string> = new Map([
  ['0', 'No Finding'],
  ['1', 'class 1'],
  ['2', 'Pneumonia'],
  ['3', 'Other'],
]);

/** The class of the paper in words; empty where neither cell holds one. */
export function diseaseOf(name: string, number: string): string {
  return name || (diseases.get(number.replace(/\.0+$/, '')) ?? '');
}

export const diseaseRule: LabelRule = {
  kind: 'class',
  rule: "disease, or disease_label in words, of the paper's own tables: No Finding, Pneumonia, Other, and a fourth class that is named there only",
  columns: ['disease'],
  needs:
    "the paper's own tables (train.csv, valid.csv, test.csv), which have disease or disease_label",
  of: ([disease]) => (disease === '' ? null : disease),
};
