/**
 * The audit of a large table, without pictures: a CSV of made records with a planted leak is read,
 * split and audited by a process of its own, which is asked for its wall time and peak memory. Beside
 * it pandas and scikit-learn read the same file and compute the cross-validated AUROC of each field,
 * which is one of the audit's fourteen checks.
 *
 *     npx tsx bench/audit.ts [--rows 1000000] [--python PATH]
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auditDataset } from '../src/audit/index.ts';
import { makeSplit } from '../src/data/index.ts';
import { readRecords } from '../src/data/records/index.ts';
import { readTable } from '../src/data/table/index.ts';
import { recordText } from '../src/data/text/index.ts';
import { Random } from '../src/tensor/index.ts';
import { sharedOptions } from './options.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    python: sharedOptions.python,
    audit: { type: 'string' },
  },
});
const classes = ['mild', 'moderate', 'severe', 'none'];
const sites = ['north', 'south', 'east', 'west', 'centre'];
const drugs = Array.from({ length: 40 }, (_, i) => `drug ${i}`);
const self = fileURLToPath(import.meta.url);

/** Two rows to a patient on average; the age tells a little, the visit code nearly all. */
async function writeRecords(path: string, rows: number): Promise<void> {
  const random = new Random(0, 'bench audit');
  const out = createWriteStream(path);
  out.write('visit_id,patient_id,grade,age,sex,site,hba1c,bmi,drug,smoker,visit_code,weight\n');
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let i = from; i < Math.min(rows, from + 10_000); i++) {
      const grade = Math.floor(random.uniform() ** 1.5 * classes.length);
      const slip = random.uniform() < 0.03 ? random.below(classes.length) : grade;
      const age = Math.round(45 + 6 * grade + 14 * random.normal());
      const hba1c = random.uniform() < 0.08 ? '' : (6 + 0.4 * grade + random.normal()).toFixed(1);
      text += `V${String(i).padStart(7, '0')},P${random.below(rows / 2)},${classes[grade]},${age},`;
      text += `${random.below(2) === 0 ? 'female' : 'male'},${sites[random.below(5)]},${hba1c},`;
      text += `${(27 + 4 * random.normal()).toFixed(2)},${drugs[random.below(40)]},`;
      text += `${random.below(4) === 0 ? 'yes' : 'no'},C${slip},${(75 + 15 * random.normal()).toFixed(1)}\n`;
    }
    if (!out.write(text)) await new Promise<void>(resolve => out.once('drain', () => resolve()));
  }
  await new Promise<void>(resolve => out.end(() => resolve()));
}

async function audit(file: string): Promise<void> {
  const laps: string[] = [];
  const started = performance.now();
  let earlier = { wall: started, cpu: 0 };
  const lap = (name: string) => {
    const { user, system } = process.cpuUsage();
    const now = { wall: performance.now(), cpu: (user + system) / 1e6 };
    const wall = (now.wall - earlier.wall) / 1000;
    laps.push(
      `${name} ${wall.toFixed(1)} s (${(now.cpu - earlier.cpu).toFixed(1)} s of processors)`,
    );
    earlier = now;
  };
  const table = await readTable(file);
  const text = recordText({}, table.columns);
  const dataset = readRecords({
    name: 'bench',
    table,
    folders: [],
    roles: { id: 'visit_id', image: null, group: 'patient_id', time: null, site: null, part: null },
    label: {
      columns: ['grade'],
      rule: 'the class in grade',
      multilabel: false,
      of: ([cell]) => (cell === '' ? null : [cell]),
    },
    fields: {},
    textFields: text.fields,
    text: text.text,
  });
  lap('reading');
  const split = makeSplit(dataset);
  lap('splitting');
  const { findings } = await auditDataset(dataset, split);
  lap('auditing');
  const whole = (performance.now() - started) / 1000;
  const peak = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
  for (const { severity, title } of findings) console.log(`  ${severity}: ${title}`);
  console.log(`Minga: ${whole.toFixed(1)} s, peak ${peak} MB: ${laps.join(', ')}`);
}

if (values.audit !== undefined) {
  await audit(values.audit);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'minga-audit-bench-'));
  try {
    const file = join(folder, 'records.csv');
    await writeRecords(file, Number(values.rows));
    const own = ['--max-old-space-size=1400', '--import', 'tsx', self, '--audit', file];
    spawnSync(process.execPath, own, { stdio: 'inherit' });
    if (existsSync(values.python)) {
      const peer = fileURLToPath(new URL('audit-peer.py', import.meta.url));
      spawnSync(values.python, [peer, file], { stdio: 'inherit' });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
