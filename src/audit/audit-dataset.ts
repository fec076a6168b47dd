import type { Dataset, Split } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import { type Audit, auditSchema, type Finding, severities } from './audit.ts';
import { type AuditOptions, auditOptions } from './audit-options.ts';
import { checks } from './checks/index.ts';
import type { AuditEvidence } from './evidence.ts';
import { auditSubject } from './subject.ts';

export interface AuditSettings extends Partial<AuditOptions> {
  readonly signal?: AbortSignal;
}

/**
 * Searches a data set, its split and what else is known of it for what makes figures untrue: groups
 * and pictures on both sides of the split, fields that tell the label, label words in texts, ids that
 * order the label, drift, missing values, spoilt vectors, rows that were lost. The order of the rows
 * changes nothing but the finding that is about it. No finding is no proof that there is nothing.
 *
 * @param split null: the parts that the data set came with, if any
 * @param evidence what pictures and encoders showed; what is absent is listed under `notChecked`
 * @throws E_OPTION where a threshold is out of its range
 * @throws E_ABORTED where the signal aborts
 * @example
 * const dataset = await loadDataset({ adapter: 'sample', folder: 'sample' });
 * const { findings } = await auditDataset(dataset, makeSplit(dataset));
 * findings[0].title; // 'follow_up_code tells the label by itself; no text holds it'
 */
export async function auditDataset(
  dataset: Dataset,
  split: Split | null,
  evidence: AuditEvidence = {},
  settings: AuditSettings = {},
): Promise<Audit> {
  const { signal, ...options } = settings;
  const subject = auditSubject(dataset, split, { evidence, options: auditOptions(options) });
  const findings: Finding[] = [];
  const looked: Audit['checks'] = [];
  const notChecked: Audit['notChecked'] = [];
  for (const { name, run } of checks) {
    if (signal?.aborted) throw new MingaError('E_ABORTED', { found: 'the audit was interrupted' });
    const outcome = await run(subject);
    findings.push(...outcome.findings);
    if (outcome.looked !== undefined) looked.push({ check: name, looked: outcome.looked });
    if (outcome.notChecked !== undefined) {
      notChecked.push({ check: name, reason: outcome.notChecked });
    }
  }
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  return auditSchema.parse({
    findings: findings.sort((a, b) => rank(a) - rank(b)),
    checks: looked,
    notChecked,
  });
}
