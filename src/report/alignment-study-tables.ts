import type { AlignmentStudy, FigureInterval, StudiedPair } from '../study/index.ts';

/** One figure under one aligner, and its paired difference to none. */
export interface StudyCell {
  readonly figure: FigureInterval;
  readonly difference: FigureInterval | null;
}

/** What one group of tasks says of every aligner. */
export interface StudyTable {
  readonly title: string;
  /** What a figure is, in a sentence. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly (StudyCell | null)[];
  }[];
}

interface Theme {
  readonly title: string;
  readonly note: string;
  /** Each measure and the heading of its column. */
  readonly measures: readonly (readonly [name: string, heading: string])[];
}

function recalls(what: string) {
  return [1, 5, 10].map(k => [`${what}, recall@${k}`, `recall@${k}`] as const);
}

/** The measures of a study by what they ask, each with the name of its column. */
const themes: readonly Theme[] = [
  {
    title: 'With all labels',
    note: 'Linear head stopped after 10 epochs, linear head at its minimum, MLP head (early fusion), votes of the nearest training rows.',
    measures: [
      ['under-trained probe', 'under-trained'],
      ['converged probe', 'converged'],
      ['MLP head', 'MLP'],
      ['nearest neighbours', 'neighbours'],
    ],
  },
  {
    title: 'With few labels',
    note: 'Linear head from 1 to 16 labelled rows of each class, the mean of 5 draws; the aligner has seen all training rows, without labels; the penalty is chosen on validation rows.',
    measures: [1, 2, 4, 8, 16].map(count => [`${count} a class`, `${count} a class`] as const),
  },
  {
    title: 'With one modality missing',
    note: 'The converged head on test rows without record or without image: the training mean in its place, or the aligned vector of the other modality.',
    measures: [
      ['record missing, mean in its place', 'no record: mean'],
      ['record missing, filled from the image', '… filled'],
      ['image missing, mean in its place', 'no image: mean'],
      ['image missing, filled from the record', '… filled'],
    ],
  },
  {
    title: 'Without labels: images against the names of the classes',
    note: 'Zero-shot: softmax of the cosines with each class’s prompts over 0.01.',
    measures: [['zero-shot', 'zero-shot']],
  },
  {
    title: 'Retrieval: the record of an image',
    note: 'Share of test images whose own record is among the nearest 1, 5 and 10; ties share their chance.',
    measures: recalls('record of an image'),
  },
  {
    title: 'Retrieval: the image of a record',
    note: 'Share of test records whose own image is among the nearest 1, 5 and 10; ties share their chance.',
    measures: recalls('image of a record'),
  },
];

/** The tables of one pair of encoders; a theme that nothing was measured of has none. */
export function studyTables(
  { aligners }: StudiedPair,
  { evaluation }: AlignmentStudy,
): StudyTable[] {
  return themes.flatMap(({ title, note, measures }) => {
    const rows = aligners.map(({ label, measures: found }) => ({
      label,
      cells: measures.map(([name]): StudyCell | null => {
        const measure = found.find(each => each.name === name);
        if (measure === undefined) return null;
        const metric = 'recall' in measure.figures ? 'recall' : evaluation.select;
        const figure = measure.figures[metric];
        return { figure, difference: measure.differences?.[metric] ?? null };
      }),
    }));
    if (rows.every(({ cells }) => cells.every(cell => cell === null))) return [];
    return [{ title, note, columns: measures.map(([, heading]) => heading), rows }];
  });
}

/** Whether the interval of a difference lies on one side of 0. */
export function isClear(difference: FigureInterval | null): boolean {
  if (difference === null || difference.low === null || difference.high === null) return false;
  return difference.low > 0 || difference.high < 0;
}

/** Differences in the tables of a pair, and how many of them are clear. */
export function clearCount(tables: readonly StudyTable[]) {
  const differences = tables.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.flatMap(cell => cell?.difference ?? [])),
  );
  return { all: differences.length, clear: differences.filter(isClear).length };
}
