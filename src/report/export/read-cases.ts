import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { type Cases, casesFile, casesSchema, type Results } from '../../study/index.ts';

/**
 * Which sample each row of a run's predictions is of; null where the run is older than that file.
 *
 * @throws E_RUN where the file is damaged, or of other rows than the results
 */
export async function readCases(folder: string, { split }: Results): Promise<Cases | null> {
  let text: string;
  try {
    text = await readFile(join(folder, casesFile), 'utf8');
  } catch {
    return null;
  }
  const cases = parsed(text, folder);
  for (const part of ['validation', 'test'] as const) {
    if (cases[part].ids.length !== split[part].rows) {
      throw noCases(`${folder}/${casesFile} of ${cases[part].ids.length} ${part} rows`);
    }
  }
  return cases;
}

function parsed(text: string, folder: string): Cases {
  try {
    return casesSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw noCases(`${folder} without a readable ${casesFile}`, cause);
  }
}

/** @param found what was found where the cases of a run should be */
export function noCases(found: string, cause?: unknown): MingaError {
  return new MingaError('E_RUN', {
    found,
    expected: 'the samples of the rows that the run’s results count',
    fix: 'run its plan again with `minga run PLAN`; what is finished is not done twice',
    cause,
  });
}
