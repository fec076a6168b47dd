import { MingaError } from '../errors/index.ts';

/** From where on something is told. What each means, and why it stands where it does: docs/audit.md. */
export interface AuditOptions {
  /** Own cross-validated AUROC of a field from which it is told as serious. Default 0.9. */
  readonly leakSerious: number;
  /** … as a caution. Default 0.8. */
  readonly leakCaution: number;
  /** Distance of two distributions (0–1) from which a field is said to drift. Default 0.1. */
  readonly drift: number;
  /** Further words for classes whose names are codes: `{ nv: ['nevus', 'nevi'] }`. Default none. */
  readonly labelWords: Readonly<Record<string, readonly string[]>>;
  /** Ids that a finding lists; the rest are counted. Default 50. */
  readonly rowsListed: number;
}

const defaults: AuditOptions = {
  leakSerious: 0.9,
  leakCaution: 0.8,
  drift: 0.1,
  labelWords: {},
  rowsListed: 50,
};

/** @throws E_OPTION where a threshold is out of its range */
export function auditOptions(options: Partial<AuditOptions> = {}): AuditOptions {
  const settled = { ...defaults, ...options };
  const { leakSerious, leakCaution, drift, rowsListed } = settled;
  check('leakSerious', leakSerious, leakSerious > 0.5 && leakSerious <= 1, 'above 0.5, at most 1');
  const below = leakCaution > 0.5 && leakCaution <= leakSerious;
  check('leakCaution', leakCaution, below, 'above 0.5, at most leakSerious');
  check('drift', drift, drift > 0 && drift < 1, 'above 0, below 1');
  const whole = Number.isSafeInteger(rowsListed) && rowsListed >= 0;
  check('rowsListed', rowsListed, whole, 'a whole number from 0');
  return settled;
}

function check(name: string, value: number, holds: boolean, expected: string): void {
  if (!holds)
    throw new MingaError('E_OPTION', { found: `the audit's ${name} is ${value}`, expected });
}
