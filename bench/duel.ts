import type { Runner } from './runner.ts';

/** What the processes are asked: once to warm up, then once a round. */
export interface Rounds<Request> {
  readonly warmUp: Request;
  readonly rounds: number;
  readonly request: (round: number) => Request;
}

/**
 * Lets processes take turns at the same work, so that a noisy machine is noisy for all of them.
 * Each round is in the opposite order of the one before: none always follows the same other.
 *
 * @returns for each runner its answers, the warm-up left out
 */
export async function duel<Request, Answer>(
  runners: readonly Runner<Request, Answer>[],
  { warmUp, rounds, request }: Rounds<Request>,
): Promise<Answer[][]> {
  const answers = runners.map((): Answer[] => []);
  for (const { turn } of runners) await turn(warmUp);
  for (let round = 1; round <= rounds; round++) {
    const order = runners.map((_, i) => i);
    if (round % 2 === 0) order.reverse();
    for (const i of order) answers[i].push(await runners[i].turn(request(round)));
  }
  for (const { close } of runners) await close();
  return answers;
}
