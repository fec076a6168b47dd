import { MingaError } from '../../errors/index.ts';
import type { StudyOptions } from '../run.ts';
import { type TaskName, taskNames } from './outcome.ts';

export interface AlignmentStudyOptions extends StudyOptions {
  /** Labelled training rows a class in the task `few-shot`; 1, 2, 4, 8 and 16 by default. */
  readonly shots?: readonly number[];
  /** How often each number of them is drawn; 5 by default. */
  readonly draws?: number;
  /** The tasks to be measured; all by default. */
  readonly tasks?: readonly TaskName[];
}

/** The options with their defaults filled in. @throws E_OPTION where a number is out of range */
export function studySettings(options: AlignmentStudyOptions) {
  const { shots = [1, 2, 4, 8, 16], draws = 5, tasks: chosen = taskNames, ...rest } = options;
  const whole = (value: number) => Number.isInteger(value) && value >= 1;
  if (![...shots, draws].every(whole)) {
    throw new MingaError('E_OPTION', {
      found: `${shots.join(', ')} rows a class in ${draws} draws`,
      expected: 'whole numbers from 1',
    });
  }
  return { shots, draws, tasks: taskNames.filter(name => chosen.includes(name)), ...rest };
}

export type StudySettings = ReturnType<typeof studySettings>;
