import { MingaError } from '../../../errors/index.ts';
import { type Table, TableBuilder } from '../../table/index.ts';
import { readFirstTable } from '../first-table.ts';
import { type EpiWeek, epiWeekNumber, epiWeekStart } from './epi-week.ts';
import { type Cuts, cutsOf, partOf } from './options.ts';
import { findPictures, type TownPicture } from './pictures.ts';
import { fitThresholds, medianClass, tercileClass } from './thresholds.ts';
import { readTowns, staticColumns, type Town } from './towns.ts';

/** Weeks outside these have no picture; the paper leaves them out as well. */
const firstWeek = 201546;
const lastWeek = 201853;

const header = [
  'id',
  'image',
  'Municipality code',
  'Municipality',
  'date',
  'week',
  'part',
  'fitted',
  'above-median',
  'terciles',
  'cases',
  'Population',
  ...staticColumns,
];

/** A town in a week. */
interface TownWeek {
  readonly town: Town;
  readonly date: string;
  readonly week: EpiWeek;
  /** Null where the week has no picture. */
  readonly path: string | null;
  /** Null where the table has none. */
  readonly cases: number | null;
}

/**
 * SatelliteBench as a table with a row for each town and week. A week without a picture between the
 * first and the last of the set has a row all the same, so that its absence is told.
 *
 * @throws E_FILE_MISSING where metadata.csv is absent, or no picture is found
 * @throws E_COLUMN_MISSING where metadata.csv has no code or name of the municipality
 * @throws E_OPTION where validation ends before training does
 */
export async function readSatelliteBench(
  root: string,
  options: Readonly<Record<string, string>>,
): Promise<Table> {
  const cuts = cutsOf(options);
  const metadata = await readFirstTable(root, ['metadata.csv']);
  const pictures = await picturesOf(root);
  const builder = new TableBuilder({ name: metadata.name, unit: 'line' }, header);
  const weeks = allWeeks(pictures);
  for (const town of readTowns(metadata)) {
    const own = pictures.filter(({ code }) => code === town.code);
    // metadata.csv has a thousand towns, pictures are of ten.
    if (own.length === 0) continue;
    const rows = townWeeks(town, own, weeks);
    const fitted = rows.filter(row => isFittedOn(row, cuts));
    const thresholds = fitThresholds(fitted.flatMap(({ cases }) => cases ?? []));
    for (const row of rows) {
      const labels =
        row.cases === null || thresholds === null
          ? ['', '']
          : [medianClass(row.cases, thresholds), tercileClass(row.cases, thresholds)];
      builder.addRow(cellsOf(row, cuts, labels), town.line);
    }
  }
  return builder.build(metadata.notes);
}

/** @throws E_FILE_MISSING */
async function picturesOf(root: string): Promise<readonly TownPicture[]> {
  const all = await findPictures(root);
  const pictures = all.filter(({ week }) => {
    const number = epiWeekNumber(week);
    return number >= firstWeek && number <= lastWeek;
  });
  if (pictures.length > 0) return pictures;
  throw new MingaError('E_FILE_MISSING', {
    found: `${root} has no picture of a town and a week${all.length === 0 ? '' : ` from 2015/w46 to 2018/w53 (${all.length} of other weeks)`}`,
    expected: '10_municipalities/images/76001/image_2016-06-12.tiff and the like',
    fix: 'name the folder that holds metadata.csv and the folder of pictures as root',
  });
}

function allWeeks(pictures: readonly TownPicture[]): readonly EpiWeek[] {
  const weeks = new Map(pictures.map(({ week }) => [epiWeekNumber(week), week]));
  return [...weeks.keys()].sort((a, b) => a - b).flatMap(number => weeks.get(number) ?? []);
}

function townWeeks(
  town: Town,
  pictures: readonly TownPicture[],
  weeks: readonly EpiWeek[],
): TownWeek[] {
  return weeks.flatMap((week): TownWeek[] => {
    const number = epiWeekNumber(week);
    const cases = town.cases.get(number) ?? null;
    const found = pictures.filter(picture => epiWeekNumber(picture.week) === number);
    if (found.length === 0) return [{ town, week, cases, date: epiWeekStart(week), path: null }];
    return found.map(({ date, path }) => ({ town, week, cases, date, path }));
  });
}

/** Rows that cannot be used must not set thresholds either: they are no training rows. */
function isFittedOn({ date, path, cases }: TownWeek, cuts: Cuts): boolean {
  return path !== null && cases !== null && partOf(date, cuts) === 'train';
}

function cellsOf(row: TownWeek, cuts: Cuts, labels: readonly string[]): string[] {
  const { town, date, week, path, cases } = row;
  const id = `${town.code}_${date}`;
  return [
    id,
    path ?? `${id}.tiff`,
    town.code,
    town.name,
    date,
    `${week.year}/w${String(week.week).padStart(2, '0')}`,
    partOf(date, cuts),
    isFittedOn(row, cuts) ? 'yes' : 'no',
    ...labels,
    cases === null ? '' : String(cases),
    town.features.Population,
    ...staticColumns.map(column => town.features[column]),
  ];
}
