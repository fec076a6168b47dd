import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surveyFolder } from './folder-survey.ts';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-survey-'));
  for (const folder of ['photos/left', '.hidden', 'node_modules']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  const files = [
    'records.csv',
    'notes.txt',
    'photos/a.JPG',
    'photos/left/b.dcm',
    'photos/left/c.dcm',
    '.hidden/d.jpg',
    'node_modules/e.jpg',
    'photos/old.xlsx',
  ];
  for (const file of files) await writeFile(join(root, file), '');
  await symlink(root, join(root, 'loop'));
});

afterAll(() => rm(root, { recursive: true }));

describe('surveyFolder', () => {
  it('finds tables and the folders that hold pictures, and follows no link', async () => {
    const survey = await surveyFolder(root);
    expect(survey.tables).toEqual(['records.csv', join('photos', 'old.xlsx')]);
    expect(survey.folders).toEqual([
      { path: 'photos', pictures: 1, names: ['a.JPG'] },
      { path: join('photos', 'left'), pictures: 2, names: ['b.dcm', 'c.dcm'] },
    ]);
    expect(survey.partial).toBe(false);
  });

  it('refuses a folder that is not there', async () => {
    await expect(surveyFolder(join(root, 'none'))).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
    });
  });
});
