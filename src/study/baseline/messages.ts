import type { ErrorCode } from '../../errors/index.ts';
import type { StudyEvent } from '../events.ts';
import type { BaselineJob } from './job.ts';

/** What the process of a training is told. */
export type ToProcess =
  | { readonly kind: 'fit'; readonly job: BaselineJob; readonly folder: string }
  | { readonly kind: 'stop' };

/** What it says. */
export type FromProcess =
  | { readonly kind: 'event'; readonly event: StudyEvent }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly found: string;
      readonly expected?: string;
      readonly fix?: string;
    }
  | { readonly kind: 'broken'; readonly message: string };
