import { type Dataset, type Split, type SplitPart, splitParts } from '../../data/index.ts';

/** Rows and groups of one part. */
export interface PartSize {
  readonly rows: number;
  readonly groups: number;
  /** Samples of each class, in the order of the data set's. */
  readonly classes: readonly number[];
}

/** A page of classes; more would bury the rest. */
const classesShown = 40;
const widestName = 32;

/** The parts of a split × rows, groups and classes, with how it was made and what must be known. */
export function splitTable(
  dataset: Dataset,
  split: Split,
  { place, of }: { readonly place: number; readonly of: number },
): string {
  const { train, validation, test } = partSizes(dataset, split);
  const sizes = [train, validation, test];
  const lines: [string, number[]][] = [
    ['rows', sizes.map(({ rows }) => rows)],
    ['groups', sizes.map(({ groups }) => groups)],
    ...dataset.classes
      .slice(0, classesShown)
      .map((name, at): [string, number[]] => [name, sizes.map(({ classes }) => classes[at])]),
  ];
  const names = lines.map(([name]) => name);
  const width = Math.min(widestName, Math.max(...names.map(name => name.length)));
  const hidden = dataset.classes.length - classesShown;
  return [
    `${of > 1 ? `Split ${place} of ${of}: ` : ''}${dataset.name}, ${waySentence(split)}`,
    tableLine('', [...splitParts, 'all'], width),
    ...lines.map(([name, counts]) => {
      const cells = counts.map((count, at) => cellText(count, sizes[at].rows, name));
      const all = counts.reduce((sum, count) => sum + count, 0);
      return tableLine(name, [...cells, name === 'groups' ? '' : String(all)], width);
    }),
    ...(hidden > 0 ? [`… and ${hidden} classes more: --json has them all`] : []),
    `Hash  ${split.hash}`,
    ...split.warnings.map(({ message }) => `! ${message}`),
  ].join('\n');
}

/** What the parts of a split hold. */
export function partSizes({ samples }: Dataset, split: Split): Record<SplitPart, PartSize> {
  const sizeOf = (part: SplitPart) => ({
    rows: split[part].length,
    groups: new Set(Array.from(split[part], index => samples[index].group)).size,
    classes: split.classCounts[part],
  });
  return {
    train: sizeOf('train'),
    validation: sizeOf('validation'),
    test: sizeOf('test'),
  };
}

function waySentence({ method, settings, groupsTotal }: Split): string {
  const seed = 'seed' in settings ? `, seed ${settings.seed}` : '';
  const fold = settings.method === 'folds' ? `, fold ${settings.fold} of ${settings.folds}` : '';
  const sites =
    settings.method === 'site' && settings.test === null ? `, fold ${settings.fold}` : '';
  const by = settings.group === null ? 'by row' : `by ${settings.group} (${groupsTotal} groups)`;
  return `${method} ${by}${fold}${sites}${seed}`;
}

function cellText(count: number, rows: number, name: string): string {
  if (name === 'rows' || name === 'groups') return String(count);
  const share = rows === 0 ? 0 : (100 * count) / rows;
  return `${count} (${share.toFixed(1)} %)`;
}

function tableLine(name: string, cells: readonly string[], width: number): string {
  const shown = name.length > width ? `${name.slice(0, width - 1)}…` : name;
  return [shown.padEnd(width), ...cells.map(cell => cell.padStart(16))].join(' ').trimEnd();
}
