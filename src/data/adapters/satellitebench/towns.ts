import { isMissing } from '../../cell.ts';
import { columnPlaces } from '../../records/column-places.ts';
import type { Table } from '../../table/index.ts';
import { mendNumber } from '../mend.ts';
import { type EpiWeek, epiWeekNumber } from './epi-week.ts';
import { townCode } from './pictures.ts';

/** A municipality: a row of metadata.csv. */
export interface Town {
  readonly code: string;
  readonly name: string;
  readonly line: number;
  /** Weekly dengue cases by `epiWeekNumber`; weeks without a number are absent. */
  readonly cases: ReadonlyMap<number, number>;
  /** Cells of the columns that do not change from week to week, by the names of `staticColumns`. */
  readonly features: Readonly<Record<string, string>>;
}

/** Columns of metadata.csv that are one number a town, as they are published. */
export const staticColumns = [
  'Age0-4(%)',
  'Age5-14(%)',
  'Age15-29(%)',
  'Age>30(%)',
  'AfrocolombianPopulation(%)',
  'IndianPopulation(%)',
  'PeoplewithDisabilities(%)',
  'Peoplewhocannotreadorwrite(%)',
  'Secondary/HigherEducation(%)',
  'Employedpopulation(%)',
  'Unemployedpopulation(%)',
  'Peopledoinghousework(%)',
  'Retiredpeople(%)',
  'Men(%)',
  'Women(%)',
  'Householdswithoutwateraccess(%)',
  'Householdswithoutinternetaccess(%)',
  'Buildingstratification1(%)',
  'Buildingstratification2(%)',
  'Buildingstratification3(%)',
  'Buildingstratification4(%)',
  'Buildingstratification5(%)',
  'Buildingstratification6(%)',
  'NumberofhospitalsperKm2',
  'NumberofhousesperKm2',
] as const;

const populationColumns = [2015, 2016, 2017, 2018].map(year => `Population${year}`);

/**
 * The towns of metadata.csv. Weekly cases are the columns `year/wNN`; the population is the mean of
 * its four years.
 *
 * @throws E_COLUMN_MISSING where the table has no code or name of the municipality
 */
export function readTowns(table: Table): readonly Town[] {
  const placeOf = columnPlaces(table, ['Municipality code', 'Municipality']);
  const [code, name] = ['Municipality code', 'Municipality'].map(column => placeOf(column) ?? 0);
  const weeks = weekColumns(table.columns);
  const folded = new Map(table.columns.map((column, place) => [fold(column), place]));
  return Array.from({ length: table.rowCount }, (_, row) => {
    const cellOf = (column: string) => {
      const place = folded.get(fold(column));
      return place === undefined ? '' : mendNumber(table.cell(row, place));
    };
    const features = staticColumns.map(column => [column, cellOf(column)] as const);
    return {
      code: townCode(table.cell(row, code)),
      name: table.cell(row, name),
      line: table.line(row),
      cases: casesOf(weeks.map(({ week, place }) => [week, table.cell(row, place)] as const)),
      features: {
        Population: meanOf(populationColumns.map(cellOf)),
        ...Object.fromEntries(features),
      },
    };
  });
}

/** Some copies of the file have blanks in these names (`Age 0-4 (%)`). */
function fold(column: string): string {
  return column.replace(/\s+/g, '').toLowerCase();
}

function weekColumns(columns: readonly string[]): { week: EpiWeek; place: number }[] {
  return columns.flatMap((column, place) => {
    const found = /^(\d{4})\/w(\d{1,2})$/i.exec(column);
    return found === null
      ? []
      : { week: { year: Number(found[1]), week: Number(found[2]) }, place };
  });
}

function casesOf(cells: readonly (readonly [EpiWeek, string])[]): Map<number, number> {
  const cases = new Map<number, number>();
  for (const [week, cell] of cells) {
    const count = isMissing(cell) ? Number.NaN : Number(mendNumber(cell));
    if (Number.isFinite(count) && count >= 0) cases.set(epiWeekNumber(week), count);
  }
  return cases;
}

function meanOf(cells: readonly string[]): string {
  const numbers = cells
    .filter(cell => !isMissing(cell))
    .map(Number)
    .filter(Number.isFinite);
  if (numbers.length === 0) return '';
  return String(Math.round(numbers.reduce((sum, value) => sum + value, 0) / numbers.length));
}
