import { open } from 'node:fs/promises';

/** Enough for the first resource to say what it is. */
const head = 65_536;

/** Whether a file begins like a FHIR Bundle or a line of an export. */
export async function isFhirExport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(head), 0, head, 0);
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    return /^\s*\{/.test(text) && /"resourceType"\s*:\s*"[A-Z]\w+"/.test(text);
  } finally {
    await file.close();
  }
}
