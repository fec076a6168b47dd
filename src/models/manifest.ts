import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isSafePath } from '../download/index.ts';
import { MingaError } from '../errors/index.ts';

/** The file that says what a pulled folder holds; it is written last. */
export const manifestName = 'minga-model.json';

const commit = z.string().regex(/^[0-9a-f]{40}$/);

const fileSchema = z.object({
  path: z.string().refine(isSafePath, 'leads out of the folder'),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  commit: commit.nullable(),
  known: z.enum(['catalogue', 'hub', 'folder']),
});

const manifestSchema = z.object({
  format: z.literal(1),
  id: z.string().nullable(),
  mirror: z.string().nullable(),
  revision: z.string().nullable(),
  commit: commit.nullable(),
  licence: z.string().nullable(),
  written: z.iso.datetime(),
  files: z.array(fileSchema),
});

/**
 * What a folder holds. `known` says against what a file's hash was first checked: the catalogue's
 * pin, the hub's own listing, or nothing but what lay in the folder.
 */
export type ModelManifest = Readonly<z.infer<typeof manifestSchema>>;

export type ManifestFile = Readonly<z.infer<typeof fileSchema>>;

/** @throws E_MODEL where there is a manifest and it is malformed; null where there is none */
export async function readManifest(folder: string): Promise<ModelManifest | null> {
  const path = join(folder, manifestName);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MingaError('E_MODEL', {
    found: `${path}: ${issue.path.join('.') || 'the whole'}: ${issue.message}`,
    expected: 'a manifest as minga writes it',
    fix: 'pull the model again, or write the manifest anew with minga models verify FOLDER --write',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Puts the manifest in place whole: after a crash there is the old one or the new one. */
export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const path = join(folder, manifestName);
  const temporary = `${path}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o644);
    try {
      await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new MingaError('E_MODEL', {
      found: `${path}: cannot be written`,
      expected: 'a folder with room that this user may write to',
      cause,
    });
  }
}
