import { fileURLToPath } from 'node:url';
import { type Form, sideArguments } from './measured-side.ts';
import { type Runner, startRunner } from './runner.ts';

/** Who takes part in a bench, and what all of them are told. */
export interface Sides {
  /** The bench's name: ours is `<bench>-ours.ts`, the peer's `<bench>-peer.py`. */
  readonly bench: string;
  readonly job: unknown;
  readonly form: Form;
  /** The ways in which the peer takes part, each a process of its own. */
  readonly peers: readonly string[];
  readonly python: string;
}

/** Starts our side and, after it, each of the peer's. */
export async function startSides<Request, Answer>({
  bench,
  job,
  form,
  peers,
  python,
}: Sides): Promise<Runner<Request, Answer>[]> {
  const runners = [await startOurs<Request, Answer>('Minga', { bench, job, form })];
  for (const peer of peers) {
    runners.push(await startPeer(`PyTorch ${peer}`, { bench, job, peer, python }));
  }
  return runners;
}

export async function startOurs<Request, Answer>(
  name: string,
  { bench, job, form }: Pick<Sides, 'bench' | 'job' | 'form'>,
): Promise<Runner<Request, Answer>> {
  const side = await sideArguments(`${bench}-ours.ts`, form);
  return startRunner(name, process.execPath, [...side, JSON.stringify(job)]);
}

export async function startPeer<Request, Answer>(
  name: string,
  { bench, job, peer, python }: Pick<Sides, 'bench' | 'job' | 'python'> & { readonly peer: string },
): Promise<Runner<Request, Answer>> {
  const script = fileURLToPath(new URL(`${bench}-peer.py`, import.meta.url));
  return startRunner(name, python, [script, JSON.stringify(job), peer]);
}
