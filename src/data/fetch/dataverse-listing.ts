import * as z from 'zod';
import { askJson, type DigestAlgorithm, digestLength, type Line } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import type { ListedFile } from './listed-file.ts';
import type { DataverseSource, DataverseWanted } from './recipe.ts';

const size = z.number().int().nonnegative();

const datasetSchema = z.object({
  data: z.object({
    latestVersion: z.object({
      files: z.array(
        z.object({
          label: z.string(),
          restricted: z.boolean().default(false),
          dataFile: z.object({
            id: z.number().int(),
            filesize: size.optional(),
            md5: z.string().optional(),
            checksum: z.object({ type: z.string(), value: z.string() }).optional(),
            originalFileFormat: z.string().optional(),
            originalFileSize: size.optional(),
          }),
        }),
      ),
    }),
  }),
});

type Entry = z.infer<typeof datasetSchema>['data']['latestVersion']['files'][number];

/**
 * Lists the files of a Dataverse data set that a recipe wants, in their original format: a table that
 * Dataverse took in is kept as tab-separated text, and its checksum is that of the original.
 *
 * @throws E_DOWNLOAD where the server refuses, its answer is malformed, or a file is not there or may
 * not be read by all
 */
export async function listDataverse(line: Line, source: DataverseSource): Promise<ListedFile[]> {
  const { base } = line.server;
  const id = encodeURIComponent(source.doi);
  const url = `${base}/api/datasets/:persistentId/?persistentId=${id}`;
  const { value } = await askJson(line, url, source.doi, datasetSchema);
  const entries = value.data.latestVersion.files;
  return source.files.map(wanted => listed(base, source.doi, wanted, entries));
}

function listed(
  base: string,
  doi: string,
  { label, path, archive }: DataverseWanted,
  entries: readonly Entry[],
): ListedFile {
  const fitting = entries.filter(entry => label.test(entry.label));
  const [entry] = fitting;
  if (fitting.length !== 1 || entry.restricted) {
    const there = entries.map(one => one.label).slice(0, 20);
    throw new MingaError('E_DOWNLOAD', {
      found: `${doi} has ${fitting.length === 0 ? 'no' : entry.restricted ? 'a restricted' : 'more than one'} file for ${path}; it lists ${there.join(', ')}`,
      expected: 'the files that this version of Minga knows',
      fix: 'download them in a browser and place them by docs/fetching.md',
    });
  }
  const { dataFile } = entry;
  const original = dataFile.originalFileFormat !== undefined;
  return {
    path,
    ...digestOf(doi, entry),
    bytes: (original ? dataFile.originalFileSize : dataFile.filesize) ?? null,
    url: `${base}/api/access/datafile/${dataFile.id}${original ? '?format=original' : ''}`,
    archive: archive ?? null,
  };
}

/** The names that Dataverse gives to its algorithms. */
const algorithms: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-512', 'sha512'],
]);

function digestOf(
  doi: string,
  { label, dataFile }: Entry,
): { algorithm: DigestAlgorithm; digest: string } {
  const { type, value } = dataFile.checksum ?? { type: 'MD5', value: dataFile.md5 ?? '' };
  const algorithm = algorithms.get(type);
  const digest = value.toLowerCase();
  if (algorithm !== undefined && /^[0-9a-f]+$/.test(digest)) {
    if (digest.length === digestLength[algorithm]) return { algorithm, digest };
  }
  throw new MingaError('E_DOWNLOAD', {
    found: `${doi} lists ${label} with the checksum ${JSON.stringify(`${type} ${value}`.slice(0, 150))}`,
    expected: 'MD5, SHA-1, SHA-256 or SHA-512 in hexadecimal',
  });
}
