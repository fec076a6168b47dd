import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { csvText, writeBandTiff } from '../example/index.ts';
import { epiWeekStart } from './epi-week.ts';
import { staticColumns } from './towns.ts';

/** The ten towns that have pictures; their numbers are invented all the same. */
const towns = [
  ['76001', 'Cali'],
  ['5001', 'Medellín'],
  ['50001', 'Villavicencio'],
  ['54001', 'Cúcuta'],
  ['73001', 'Ibagué'],
  ['68001', 'Bucaramanga'],
  ['5360', 'Itagüí'],
  ['8001', 'Barranquilla'],
  ['41001', 'Neiva'],
  ['23001', 'Montería'],
] as const;

const years = Array.from({ length: 13 }, (_, place) => 2007 + place);
const weeksAYear = 52;
const pictureYears = [2016, 2017, 2018];

/** Pixels on a side, and Sentinel-2's bands without the one for cirrus. */
const side = 24;
const bands = 12;

/**
 * Writes an invented SatelliteBench: `metadata.csv` with its 676 weekly columns, and a TIFF of twelve
 * bands for every week of 2016–2018 under `10_municipalities/images/CODE/`. Half of the columns
 * before them are of no use, a town without pictures has a row as well, some weeks have no cases and
 * one has no picture. More towns than the ten of the real set are not invented.
 */
export async function writeSatelliteBench(
  folder: string,
  { size, seed }: ExampleSettings,
): Promise<void> {
  const images = join(folder, '10_municipalities', 'images');
  const chosen = towns.slice(0, Math.min(size, towns.length));
  const rows: (readonly (string | number)[])[] = [];
  for (const [number, [code, name]] of chosen.entries()) {
    const random = new Random(seed, 'satellitebench example', number);
    const cases = drawCases(random);
    rows.push(townRow(code, name, cases, random));
    await mkdir(join(images, code), { recursive: true });
    for (const year of pictureYears) {
      for (let week = 1; week <= weeksAYear; week++) {
        if (number === 0 && year === 2016 && week === 31) continue;
        const path = join(images, code, `image_${epiWeekStart({ year, week })}.tiff`);
        const level = cases[weeksAYear * years.indexOf(year) + week - 1];
        await writeBandTiff(path, drawTown(level, random));
      }
    }
  }
  const unseen = new Random(seed, 'satellitebench unseen');
  rows.push(townRow('5002', 'Abejorral', drawCases(unseen), unseen));
  await writeFile(join(folder, 'metadata.csv'), csvText([header(), ...rows]));
}

function header(): string[] {
  return [
    'Municipality code',
    'Municipality',
    ...Array.from({ length: 8 }, (_, place) => `Other${place}`),
    ...[2015, 2016, 2017, 2018].map(year => `Population${year}`),
    ...Array.from({ length: 14 }, (_, place) => `Climate${place}`),
    ...staticColumns,
    ...years.flatMap(year =>
      Array.from(
        { length: weeksAYear },
        (_, week) => `${year}/w${String(week + 1).padStart(2, '0')}`,
      ),
    ),
  ];
}

function townRow(
  code: string,
  name: string,
  cases: readonly number[],
  random: Random,
): (string | number)[] {
  const population = 80_000 + random.below(2_000_000);
  const share = () => (Math.round(4000 * random.uniform()) / 100).toFixed(2);
  return [
    code,
    name,
    ...Array.from({ length: 8 }, share),
    ...[0, 1, 2, 3].map(year => population + 900 * year),
    ...Array.from({ length: 14 }, share),
    ...staticColumns.map(share),
    // One week in forty was not reported.
    ...cases.map((count, week) => (week % 40 === 17 ? '' : `${count}.0`)),
  ];
}

/** Weekly cases that rise and fall by year, on an epidemic that comes and goes. */
function drawCases(random: Random): number[] {
  const height = 10 + random.below(60);
  const phase = 2 * Math.PI * random.uniform();
  return Array.from({ length: years.length * weeksAYear }, (_, week) => {
    const season = Math.sin((2 * Math.PI * week) / weeksAYear + phase);
    const epidemic = Math.sin((2 * Math.PI * week) / (3.3 * weeksAYear) + phase);
    const mean = height * (1 + 0.4 * season + 0.5 * epidemic);
    return Math.max(0, Math.round(mean + 0.2 * height * random.normal()));
  });
}

/** Fields that are greener where more rain, and so more dengue, came before. */
function drawTown(cases: number, random: Random) {
  const pixels = new Uint8Array(side * side * bands);
  const green = Math.min(120, 30 + cases);
  for (let at = 0; at < pixels.length; at++) {
    const band = at % bands;
    const brightness = band === 2 ? green : 40 + 8 * band;
    pixels[at] = brightness + random.below(24);
  }
  return { width: side, height: side, bands, pixels };
}
