import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset, writeSample } from '../data/index.ts';
import { readPlan } from '../study/index.ts';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-init-'));
  await writeSample(join(base, 'my clinic'), { rows: 120, seed: 3 });
});

afterAll(() => rm(base, { recursive: true }));

function init(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [command, 'init', ...args], {
    cwd: base,
    encoding: 'utf8',
    env,
  });
}

describe('minga init', () => {
  it('writes a plan that says why, and that can be read', async () => {
    const { stdout, status } = init('my clinic');
    expect(status).toBe(0);
    expect(stdout).toMatch(/It reads 119 samples of 4 classes, skips 1 rows, and groups them by/);
    const text = readFileSync(join(base, 'my-clinic.yaml'), 'utf8');
    expect(text).toMatch(/group: lesion_id {3}# 69 values in 120 rows/);
    expect(text).toMatch(/# left out of the record: follow_up_code/);
    const { dataset } = await readPlan(join(base, 'my-clinic.yaml'));
    const { samples, classes } = await loadDataset(dataset, { base });
    expect(samples).toHaveLength(119);
    expect(classes).toEqual(['alder', 'birch', 'cedar', 'dogwood']);
    expect(samples[0].text).not.toMatch(/F\d/);
  });

  it('keeps a plan that is there unless it is told otherwise', () => {
    const path = join(base, 'kept.yaml');
    writeFileSync(path, 'name: mine\n');
    const { stderr, status } = init('my clinic', '--name', 'kept');
    expect(status).toBe(1);
    expect(stderr).toMatch(/is there already.*--force.*E_OPTION/);
    expect(readFileSync(path, 'utf8')).toBe('name: mine\n');
    expect(init('my clinic', '--name', 'kept', '--force').status).toBe(0);
  });

  it('knows the folder of a published set, and takes the split that comes with it', () => {
    spawnSync(process.execPath, [command, 'data', 'sample', 'satellitebench', 'towns'], {
      cwd: base,
    });
    const { stdout } = init('towns', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ found: 'known', ready: true });
    expect(readFileSync(join(base, 'towns.yaml'), 'utf8')).toMatch(/split: \{ method: given \}/);
  });

  it('says what a person must write where it cannot guess', () => {
    mkdirSync(join(base, 'export'));
    const patient = { resourceType: 'Patient', id: 'a' };
    writeFileSync(join(base, 'export', 'Patient.ndjson'), JSON.stringify(patient));
    const { stdout, status } = init('export');
    expect(status).toBe(0);
    expect(stdout).toMatch(/holds a FHIR export/);
    expect(stdout).toMatch(/condition: CHANGE_ME/);
    expect(stdout).toMatch(/cannot be used yet/);
  });

  it('reads a spreadsheet of another country, with odd names, and no pictures', async () => {
    mkdirSync(join(base, 'planilha'));
    const rows = Array.from(
      { length: 30 },
      (_, i) => `c${i};p${i >> 1};${40 + i},5;"sim, às vezes";${i % 2 === 0 ? 'alto' : 'baixo'}`,
    );
    const header = 'código;paciente;peso [kg];fuma, bebe;classe';
    writeFileSync(
      join(base, 'planilha', 'dados.csv'),
      Buffer.from([header, ...rows].join('\r\n'), 'latin1'),
    );
    const { stdout } = init('planilha');
    expect(stdout).toMatch(/30 samples of 2 classes/);
    const { dataset } = await readPlan(join(base, 'planilha.yaml'));
    const { samples, groupColumn } = await loadDataset(dataset, { base });
    expect(groupColumn).toBe('paciente');
    expect(samples[0].record).toMatchObject({ 'peso [kg]': 40.5 });
  });

  it('refuses a folder that is not there', () => {
    const { stderr, status } = init('nowhere');
    expect(status).toBe(1);
    expect(stderr).toMatch(/nowhere cannot be read.*E_FILE_MISSING/);
  });
});
