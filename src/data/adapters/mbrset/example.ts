import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { csvText, drawFundus, fundusSize, writePicture } from '../example/index.ts';

const columns = [
  'patient',
  'age',
  'sex',
  'dm_time',
  'insulin',
  'insulin_time',
  'oraltreatment_dm',
  'systemic_hypertension',
  'insurance',
  'educational_level',
  'alcohol_consumption',
  'smoking',
  'obesity',
  'vascular_disease',
  'acute_myocardial_infarction',
  'nephropathy',
  'neuropathy',
  'diabetic_foot',
  'file',
  'laterality',
  'final_artifacts',
  'final_quality',
  'final_icdr',
  'final_edema',
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | number>>;
type EyeColumns =
  | 'file'
  | 'laterality'
  | 'final_artifacts'
  | 'final_quality'
  | 'final_icdr'
  | 'final_edema';

/**
 * Writes an invented mBRSET: `labels_mbrset.csv` and `images/`, four pictures a patient, named
 * `PATIENT.NUMBER.jpg`. As in the real file, grades of bad pictures and answers that were not given
 * are empty, so that pandas wrote all numbers of those columns with a point (`1.0`).
 */
export async function writeMbrset(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const images = join(folder, 'images');
  await mkdir(images);
  const rows: Row[] = [];
  for (let number = 0; number < size; number++) {
    const random = new Random(seed, 'mbrset example', number);
    const grade = gradeOf(number);
    const told = toldCells(number, grade, random);
    for (let shot = 1; shot <= 4; shot++) {
      const row = { ...told, ...eyeCells(number, shot, grade, random) };
      rows.push(row);
      if (rows.length === 7) continue;
      const eye = shot <= 2 ? 'right' : 'left';
      const look = { eye, spots: 4 * grade, haze: row.final_quality === 'yes' ? 0.2 : 1 } as const;
      await writePicture(join(images, String(row.file)), fundusSize, drawFundus(look, random));
    }
  }
  const cells = rows.map(row => columns.map(column => row[column]));
  await writeFile(join(folder, 'labels_mbrset.csv'), csvText([columns, ...cells]));
}

/** Half of the patients are well; the others have every grade in turn, so that small folders can be split. */
function gradeOf(number: number): number {
  if (number % 2 === 0) return 0;
  return number % 4 === 1 ? 1 + (Math.floor(number / 4) % 3) : 4;
}

function toldCells(number: number, grade: number, random: Random): Omit<Row, EyeColumns> {
  let question = 0;
  const answer = (probability: number) => {
    const yes = random.uniform() < probability ? '1.0' : '0.0';
    question += 1;
    // Not every patient answers every question.
    return (number + 3 * question) % 11 === 0 ? '' : yes;
  };
  const years = 2 + 3 * grade + random.below(6);
  const insulin = answer(0.15 + 0.15 * grade);
  return {
    patient: number + 1,
    age: number % 9 === 5 ? '' : `${40 + 3 * grade + random.below(30)}.0`,
    sex: random.below(2),
    dm_time: number % 7 === 3 ? '' : `${years}.0`,
    insulin,
    insulin_time: insulin === '1.0' ? `${Math.max(1, years - 3)}.0` : '',
    oraltreatment_dm: answer(0.8),
    systemic_hypertension: answer(0.6),
    insurance: answer(0.2),
    educational_level: number % 8 === 6 ? '' : `${1 + (number % 7)}.0`,
    alcohol_consumption: answer(0.15),
    smoking: answer(0.1),
    obesity: answer(0.2),
    vascular_disease: answer(0.1),
    acute_myocardial_infarction: answer(0.06),
    nephropathy: answer(0.05 + 0.05 * grade),
    neuropathy: answer(0.05 + 0.05 * grade),
    diabetic_foot: answer(0.03 + 0.03 * grade),
  };
}

function eyeCells(
  number: number,
  shot: number,
  grade: number,
  random: Random,
): Pick<Row, EyeColumns> {
  const isBad = (4 * number + shot) % 19 === 0;
  return {
    file: `${number + 1}.${shot}.jpg`,
    laterality: shot <= 2 ? 'right' : 'left',
    final_artifacts: random.uniform() < 0.8 ? 'yes' : 'no',
    final_quality: isBad ? 'no' : 'yes',
    final_icdr: isBad ? '' : `${grade}.0`,
    final_edema: isBad ? '' : random.uniform() < 0.12 * grade ? 'yes' : 'no',
  };
}
