import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { openLocalSession, type Runtime } from '../src/runtime/index.ts';

/** What the nodes of one operator with one size of output took together. */
export interface OperatorTime {
  readonly operator: string;
  /** Sizes of the outputs. */
  readonly output: string;
  readonly calls: number;
  readonly microseconds: number;
}

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
  };
}

/**
 * Runs something on a runtime whose sessions note what each node takes, and says where time went,
 * most first. Noting itself costs microseconds a node, which are in the figures.
 *
 * The runtime is ours in this thread, with all the settings that it gives a session; the profile is
 * only added to them.
 */
export async function profileOperators(
  work: (runtime: Runtime) => Promise<void>,
): Promise<OperatorTime[]> {
  const folder = mkdtempSync(join(tmpdir(), 'minga-bench-profile-'));
  const { create } = InferenceSession;
  const sessions: InferenceSession[] = [];
  const profiled = async (model: Uint8Array, settings: InferenceSession.SessionOptions) => {
    const profile = { enableProfiling: true, profileFilePrefix: join(folder, 'profile') };
    const session = await create.call(InferenceSession, model, { ...settings, ...profile });
    sessions.push(session);
    return session;
  };
  Object.defineProperty(InferenceSession, 'create', { value: profiled, configurable: true });
  try {
    await work({ open: openLocalSession, close: async () => {} });
    if (sessions.length === 0) throw new Error('the runtime opened its sessions in another way');
    for (const session of sessions) session.endProfiling();
    return readdirSync(folder).flatMap(file => summed(readFileSync(join(folder, file), 'utf8')));
  } finally {
    Object.defineProperty(InferenceSession, 'create', { value: create, configurable: true });
    rmSync(folder, { recursive: true });
  }
}

function summed(profile: string): OperatorTime[] {
  const events: readonly ProfileEvent[] = JSON.parse(profile);
  const times = new Map<string, OperatorTime>();
  for (const { cat, name, dur, args } of events) {
    const operator = args?.op_name;
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || operator === undefined) continue;
    // Its body's nodes have events of their own.
    if (operator === 'Loop') continue;
    const output = (args.output_type_shape ?? []).map(printSizes).join(' and ');
    const known = times.get(`${operator} ${output}`);
    times.set(`${operator} ${output}`, {
      operator,
      output,
      calls: (known?.calls ?? 0) + 1,
      microseconds: (known?.microseconds ?? 0) + dur,
    });
  }
  return [...times.values()].sort((a, b) => b.microseconds - a.microseconds);
}

function printSizes(typed: Readonly<Record<string, readonly number[]>>): string {
  const [sizes] = Object.values(typed);
  return sizes.length === 0 ? 'scalar' : sizes.join(' × ');
}
