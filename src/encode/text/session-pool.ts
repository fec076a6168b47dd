import {
  type Feeds,
  openSession,
  type RuntimeTensor,
  type Session,
  type TensorDescription,
} from '../../runtime/index.ts';
import { closedEncoder, interrupted } from '../encoder-errors.ts';

export interface SessionPoolOptions {
  /** Threads, each with a session of its own. */
  readonly workers: number;
  /** Threads within one operator of a session. */
  readonly threads: number;
}

/** Several sessions of one model, each in a thread. */
export interface SessionPool {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /**
   * Runs the model in the next free session.
   *
   * @param feeds made when its turn comes, so that what waits needs no memory
   * @throws E_ABORTED where the signal aborts before its turn; E_RUNTIME where the run fails
   */
  run(feeds: () => Feeds, output: string, signal?: AbortSignal): Promise<RuntimeTensor>;
  /** Rejects what waits or runs, and ends the threads. */
  close(): Promise<void>;
}

interface Job {
  readonly feeds: () => Feeds;
  readonly output: string;
  readonly signal: AbortSignal | undefined;
  resolve(output: RuntimeTensor): void;
  reject(error: unknown): void;
}

// One that runs, one that is there when it ends.
const jobsAhead = 2;

/** @throws E_FILE_MISSING, E_RUNTIME where a session cannot be opened */
export async function openSessionPool(
  model: string,
  { workers, threads }: SessionPoolOptions,
): Promise<SessionPool> {
  const opening = Array.from({ length: workers }, () => openSession(model, { threads }));
  const outcomes = await Promise.allSettled(opening);
  const sessions = outcomes.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = outcomes.find(each => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(sessions.map(session => session.close()));
    throw failed.reason;
  }
  const queue: Job[] = [];
  const loads = sessions.map(() => 0);
  let closed = false;

  function feed(): void {
    while (queue.length > 0) {
      const idlest = loads.indexOf(Math.min(...loads));
      if (loads[idlest] >= jobsAhead) return;
      const job = queue.shift();
      if (job !== undefined) void start(job, idlest);
    }
  }

  async function start(job: Job, at: number): Promise<void> {
    if (job.signal?.aborted) return job.reject(interrupted());
    loads[at] += 1;
    try {
      job.resolve(await runOne(sessions[at], job));
    } catch (error) {
      job.reject(error);
    }
    loads[at] -= 1;
    feed();
  }

  return {
    inputs: sessions[0].inputs,
    outputs: sessions[0].outputs,
    run: (feeds, output, signal) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closedEncoder());
        queue.push({ feeds, output, signal, resolve, reject });
        feed();
      }),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) job.reject(closedEncoder());
      await Promise.all(sessions.map(session => session.close()));
    },
  };
}

async function runOne(session: Session, { feeds, output }: Job): Promise<RuntimeTensor> {
  const results = await session.run(feeds(), { outputs: [output], give: true });
  return results[output];
}
