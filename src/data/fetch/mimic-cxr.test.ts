import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noise, patience } from '../../download/fixture/test-server.ts';
import { fetchDataset } from './fetch-dataset.ts';
import { account, startPhysioNet } from './fixture/physionet-server.ts';
import { zipFile } from './fixture/zip-file.ts';

it('puts the reports of MIMIC-CXR beside the pictures of MIMIC-CXR-JPG', async () => {
  const report = Buffer.from('FINDINGS: none.');
  const server = await startPhysioNet({
    'mimic-cxr-jpg/2.1.0': {
      'files/p10/p10000032/s50414267/a.jpg': noise(2000, 1),
      'mimic-cxr-2.0.0-split.csv.gz': noise(500, 2),
      // A name that every object has.
      constructor: noise(100, 3),
    },
    'mimic-cxr/2.1.0': {
      'files/p10/p10000032/s50414267/a.dcm': noise(9000, 4),
      'mimic-cxr-reports.zip': zipFile([
        { name: 'files/', content: Buffer.alloc(0), mode: 0o040755 },
        { name: 'files/p10/p10000032/s50414267.txt', content: report, deflate: true },
      ]),
    },
  });
  const root = await mkdtemp(join(tmpdir(), 'minga-mimic-'));
  const { manifest } = await fetchDataset('mimic-cxr', {
    root,
    mirror: server.url,
    acceptTerms: true,
    patience,
    environment: {
      PHYSIONET_USERNAME: account.username,
      PHYSIONET_PASSWORD: account.password,
    },
  });
  expect(manifest.files.map(({ path }) => path)).toEqual([
    'constructor',
    'files/p10/p10000032/s50414267/a.jpg',
    'mimic-cxr-2.0.0-split.csv.gz',
    'reports/files/p10/p10000032/s50414267.txt',
  ]);
  const place = join(root, 'reports', 'files', 'p10', 'p10000032', 's50414267.txt');
  expect(report.equals(await readFile(place))).toBe(true);
  expect(existsSync(join(root, 'mimic-cxr-reports.zip'))).toBe(false);
  expect(server.seen.some(({ url }) => url.endsWith('.dcm'))).toBe(false);
  await server.close();
  await rm(root, { recursive: true });
});
