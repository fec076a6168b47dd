import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * A process that is measured. It is asked by a line of JSON, answers by one, and stays alive in
 * between, so that start-up and warm-up are paid once.
 */
export interface Runner<Request, Answer> {
  readonly name: string;
  /** Of whatever the process computes with, as it says itself. */
  readonly versions: Readonly<Record<string, string>>;
  turn(request: Request): Promise<Answer>;
  close(): Promise<void>;
}

/** What a process says before anything else; `missing` are packages that it cannot do without. */
interface Hello {
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

const peerSetup = `The peers need a Python environment of their own, set up once:
  python3 -m venv .peer
  .peer/bin/pip install torch --index-url https://download.pytorch.org/whl/cpu
  .peer/bin/pip install numpy pandas scikit-learn onnxruntime pillow
then: --python .peer/bin/python, or PEER_PYTHON=.peer/bin/python`;

const running = new Set<ChildProcess>();

// A child has a group of its own, so that its workers end with it; Ctrl-C does not reach it there.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}
process.on('exit', () => {
  for (const child of running) endGroup(child);
});

/**
 * Starts a process and waits until it is ready. Where it cannot be, a line says how to mend it and
 * the bench ends.
 *
 * @param args the script and what it is told for all turns
 */
export async function startRunner<Request, Answer>(
  name: string,
  command: string,
  args: readonly string[],
): Promise<Runner<Request, Answer>> {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    // The peers share a module, whose compiled form would lie in the checkout.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', ({ message }) => {
    stop(`${name}: ${command} did not start (${message})`, peerSetup);
  });
  // A child that ended says so by the end of its output; the pipe to it need not as well.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function answer() {
    const { value, done } = await lines.next();
    if (done) return stop(`${name} ended without an answer`);
    return JSON.parse(value);
  }
  const { versions, missing }: Hello = await answer();
  if (missing.length > 0) stop(`${name}: ${command} lacks ${missing.join(', ')}`, peerSetup);
  return {
    name,
    versions,
    async turn(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function stop(reason: string, advice = ''): never {
  console.error(`Stopped. ${reason}.\n${advice}`);
  process.exit(1);
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
