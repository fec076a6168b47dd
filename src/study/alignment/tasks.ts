import { fewShot } from './few-shot.ts';
import { neighbours } from './neighbours.ts';
import type { AlignmentTask, TaskName } from './outcome.ts';
import { retrieval } from './retrieval.ts';
import { mlp, probe, underTrained } from './supervised.ts';
import { zeroShot } from './zero-shot.ts';

/** Every task, by its name. */
export const tasks: Readonly<Record<TaskName, AlignmentTask>> = {
  'under-trained': underTrained,
  probe,
  mlp,
  'few-shot': fewShot,
  neighbours,
  'zero-shot': zeroShot,
  retrieval,
};
