import type { Finding } from './audit.ts';
import type { Subject } from './subject.ts';

/** What a check has found, what it looked at, and what it could not look at and why. */
export interface CheckOutcome {
  readonly findings: readonly Finding[];
  readonly looked?: string;
  readonly notChecked?: string;
}

export interface AuditCheck {
  /** In a few words, as a list of checks says it. */
  readonly name: string;
  readonly run: (subject: Subject) => CheckOutcome | Promise<CheckOutcome>;
}
