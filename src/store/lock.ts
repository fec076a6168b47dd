import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { MingaError } from '../errors/index.ts';
import { fileMode, readIfThere } from './durable-file.ts';
import { errnoOf, fileError } from './file-error.ts';

const lockName = 'lock';
const takeoverName = 'lock.takeover';
const attempts = 5;
/** A lock whose text is not whole after this long was left by a crash in the middle of writing it. */
const unwrittenMilliseconds = 10_000;

/** Who writes. `processStart` (kernel ticks, where /proc tells) guards against a number used again. */
interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly processStart: string;
  readonly since: string;
  readonly token: string;
}

/** The right to write to a store. */
export interface StoreLock {
  /** Said where a lock of a process that is gone was taken over. */
  readonly notice: string | undefined;
  /** @throws E_STORE_LOCKED where the lock was removed or taken over meanwhile */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock of a store. A lock is stale when its process is gone on this host; only the holder
 * of a second, momentary lock may remove a stale one, and looks again first, so that two processes
 * that find the same stale lock never both win.
 *
 * @throws E_STORE_LOCKED where another process, or this one, is writing
 * @throws E_STORE where the folder cannot be written
 */
export async function takeLock(folder: string): Promise<StoreLock> {
  const path = join(folder, lockName);
  const token = randomUUID();
  let notice: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await create(path, token)) return heldLock(path, token, notice);
    const state = await stateOf(path);
    if (state === 'held') break;
    if (state === 'stale') notice = (await removeStale(folder, path)) ?? notice;
  }
  throw locked(path, await readOwner(path));
}

function heldLock(path: string, token: string, notice: string | undefined): StoreLock {
  const isHeld = async () => (await readOwner(path))?.token === token;
  return {
    notice,
    async assertHeld() {
      if (!(await isHeld())) throw locked(path, await readOwner(path));
    },
    async release() {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

/** Who writes to a store at this moment, for people; null where nobody does. */
export async function lockOwner(folder: string): Promise<string | null> {
  const path = join(folder, lockName);
  if ((await stateOf(path)) !== 'held') return null;
  const owner = await readOwner(path);
  return owner === undefined ? 'a process' : `process ${owner.pid} on ${owner.host}`;
}

async function create(path: string, token: string): Promise<boolean> {
  const owner: LockOwner = {
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid),
    since: new Date().toISOString(),
    token,
  };
  try {
    const handle = await open(path, 'wx', fileMode);
    try {
      await handle.writeFile(`${JSON.stringify(owner)}\n`);
    } catch (cause) {
      // On a full disk: an empty lock would keep everybody out.
      await rm(path, { force: true });
      throw cause;
    } finally {
      await handle.close();
    }
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw fileError(cause, path, 'made');
  }
}

async function stateOf(path: string): Promise<'free' | 'held' | 'stale'> {
  const age = await ageOf(path);
  if (age === undefined) return 'free';
  const owner = await readOwner(path);
  if (owner === undefined) return age > unwrittenMilliseconds ? 'stale' : 'held';
  return owner.host === hostname() && !isRunning(owner) ? 'stale' : 'held';
}

/** Removes the lock where it is still stale; says so. */
async function removeStale(folder: string, path: string): Promise<string | undefined> {
  const guard = join(folder, takeoverName);
  if (!(await create(guard, ''))) {
    // A live process holds it for a millisecond: an old one was left by a crash.
    const age = await ageOf(guard);
    if (age !== undefined && age > unwrittenMilliseconds) await rm(guard, { force: true });
    return undefined;
  }
  try {
    // While a stale lock lies there nobody can make another, so what is removed is what was judged.
    if ((await stateOf(path)) !== 'stale') return undefined;
    const owner = await readOwner(path);
    await rm(path, { force: true });
    return owner === undefined
      ? `${path}: a half-written lock was removed`
      : `${path}: taken over from process ${owner.pid}, which is gone`;
  } finally {
    await rm(guard, { force: true });
  }
}

async function ageOf(path: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw fileError(cause, path, 'read');
  }
}

async function readOwner(path: string): Promise<LockOwner | undefined> {
  const bytes = await readIfThere(path);
  try {
    const value: unknown = JSON.parse(bytes?.toString('utf8') ?? '');
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null || !('pid' in value)) return false;
  const texts = ['host', 'processStart', 'since', 'token'];
  const entries = new Map<string, unknown>(Object.entries(value));
  return (
    Number.isSafeInteger(value.pid) && texts.every(name => typeof entries.get(name) === 'string')
  );
}

function isRunning(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (errnoOf(error) === 'ESRCH') return false;
  }
  const start = processStart(owner.pid);
  if (start === exited) return false;
  return start === '' || owner.processStart === '' || start === owner.processStart;
}

const exited = 'exited';

/** Start time of a process in kernel ticks; 'exited' for a zombie; '' where nothing is told. */
function processStart(pid: number): string {
  try {
    // The name, in parentheses, may hold blanks; the fields after it start with the third.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? exited : fields[19];
  } catch {
    return '';
  }
}

function locked(path: string, owner: LockOwner | undefined): MingaError {
  const who =
    owner === undefined
      ? 'a process that has not said which'
      : `process ${owner.pid} on ${owner.host} since ${owner.since}`;
  return new MingaError('E_STORE_LOCKED', {
    found: `the lock ${path} is held by ${who}`,
    expected: 'one writer at a time',
    fix: `wait until it ends, or open with readOnly: true; where it no longer runs, delete ${path}`,
  });
}
