import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { csvText, drawFundus, fundusSize, writePicture } from '../example/index.ts';

const columns = [
  'image_id',
  'patient_id',
  'camera',
  'patient_age',
  'comorbidities',
  'diabetes_time_y',
  'insuline',
  'patient_sex',
  'exam_eye',
  'diabetes',
  'nationality',
  'optic_disc',
  'vessels',
  'macula',
  'DR_SDRG',
  'DR_ICDR',
  'focus',
  'Illuminaton',
  'image_field',
  'artifacts',
  'diabetic_retinopathy',
  'macular_edema',
  'scar',
  'nevus',
  'amd',
  'vascular_occlusion',
  'hypertensive_retinopathy',
  'drusens',
  'hemorrhage',
  'retinal_detachment',
  'myopic_fundus',
  'increased_cup_disc',
  'other',
  'quality',
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | number>>;

interface Patient {
  readonly number: number;
  /** Of the worse eye, 0–4. */
  readonly grade: number;
  readonly random: Random;
}

/**
 * Writes an invented BRSET: `labels.csv` and `fundus_photos/`, two eyes a patient. It has the faults
 * of the real file: the letter O for a zero, decimal commas, "Não", empty cells of insulin, "bv" for
 * an optic disc, 0 for a focus, "yes" beside "No", a misspelt column and a row without its picture.
 */
export async function writeBrset(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const photos = join(folder, 'fundus_photos');
  await mkdir(photos);
  const rows: Row[] = [];
  for (let number = 0; number < size; number++) {
    const random = new Random(seed, 'brset example', number);
    const patient = { number, grade: gradeOf(number), random };
    const shared = patientCells(patient);
    for (const eye of ['right', 'left'] as const) {
      const row = { ...shared, ...eyeCells(patient, eye, rows.length) };
      rows.push(row);
      // The real set has seven rows without a picture.
      if (rows.length === 4) continue;
      const look = {
        eye,
        spots: 4 * Number(row.DR_ICDR),
        haze: row.quality === 'Adequate' ? 0 : 1,
      };
      const path = join(photos, `${row.image_id}.${rows.length === 6 ? 'jpeg' : 'jpg'}`);
      await writePicture(path, fundusSize, drawFundus(look, random));
    }
  }
  const cells = rows.map(row => columns.map(column => row[column]));
  await writeFile(join(folder, 'labels.csv'), csvText([columns, ...cells]));
}

/** Half of the patients are well; the others have every grade in turn, so that small folders can be split. */
function gradeOf(number: number): number {
  if (number % 2 === 0) return 0;
  return number % 4 === 1 ? 1 + (Math.floor(number / 4) % 3) : 4;
}

type PatientColumns =
  | 'patient_id'
  | 'camera'
  | 'patient_age'
  | 'comorbidities'
  | 'diabetes_time_y'
  | 'insuline'
  | 'patient_sex'
  | 'diabetes'
  | 'nationality';

function patientCells({ number, grade, random }: Patient): Pick<Row, PatientColumns> {
  const age = 30 + 3 * grade + random.below(40);
  const isDiabetic = grade > 0 || number % 4 === 2;
  return {
    patient_id: number + 1,
    camera: random.uniform() < 0.65 ? 'Canon CR' : 'NIKON NF5050',
    patient_age: typedAge(age, number),
    comorbidities: comorbidities(isDiabetic, number),
    diabetes_time_y: isDiabetic ? typedYears(2 + 3 * grade + random.below(6), number) : 'Não',
    // Nine cells in ten of the real column are empty; those of diabetics too.
    insuline: !isDiabetic || number % 5 === 0 ? '' : grade > 2 ? 'yes' : 'no',
    patient_sex: 1 + random.below(2),
    diabetes: isDiabetic ? 'yes' : 'No',
    nationality: 'Brazil',
  };
}

/** As it was typed: in turn well, with the letter O, with a comma, not at all. */
function typedAge(age: number, number: number): string {
  switch (number % 6) {
    case 1:
      return `${Math.floor(age / 10)}O`;
    case 2:
      return `${age},0`;
    case 5:
      return '';
    default:
      return String(age);
  }
}

function typedYears(years: number, number: number): string {
  switch (number % 8) {
    case 1:
      return `${years},5`;
    case 3:
      return '1O';
    case 7:
      return 'NA';
    default:
      return String(years);
  }
}

function comorbidities(isDiabetic: boolean, number: number): string {
  if (number % 5 === 2) return '';
  const named = isDiabetic && number % 7 > 1 ? ['diabetes1'] : [];
  if (number % 3 !== 1) named.push('hypertension');
  return named.join(', ');
}

function eyeCells(
  { number, grade, random }: Patient,
  eye: 'left' | 'right',
  row: number,
): Omit<Row, PatientColumns> {
  // The left eye is a little better than the right.
  const own = eye === 'right' ? grade : Math.max(0, grade - (number % 3 === 0 ? 1 : 0));
  const flag = (probability: number) => Number(random.uniform() < probability);
  const blurred = flag(0.1);
  return {
    image_id: `img${String(row + 1).padStart(5, '0')}`,
    exam_eye: eye === 'right' ? 1 : 2,
    optic_disc: row === 8 ? 'bv' : 1 + flag(0.2),
    vessels: 1 + flag(own > 1 ? 0.8 : 0.02),
    macula: 1 + flag(own > 0 ? 0.7 : 0.2),
    DR_SDRG: own === 0 ? 0 : Math.min(4, own + flag(0.2)),
    DR_ICDR: own,
    focus: row === 9 ? 0 : 1 + blurred,
    Illuminaton: 1 + flag(0.02),
    image_field: 1 + flag(0.08),
    artifacts: 1 + flag(0.02),
    diabetic_retinopathy: own > 0 ? 1 : 0,
    macular_edema: flag(own > 1 ? 0.4 : 0),
    scar: flag(0.03),
    nevus: flag(0.02),
    amd: flag(0.03),
    vascular_occlusion: flag(0.02),
    hypertensive_retinopathy: flag(0.03),
    drusens: flag(0.17),
    hemorrhage: flag(own > 1 ? 0.3 : 0.01),
    retinal_detachment: flag(0.01),
    myopic_fundus: flag(0.03),
    increased_cup_disc: flag(0.2),
    other: flag(0.05),
    quality: blurred === 1 ? 'Inadequate' : 'Adequate',
  };
}
