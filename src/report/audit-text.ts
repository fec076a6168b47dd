import { type Audit, type Finding, type Severity, severities } from '../audit/index.ts';
import { formatCount, formatMany } from './format.ts';
import { oneLine, wrapped } from './wrapped.ts';

export interface AuditTextOptions {
  /** Columns of the terminal. Default 100. */
  readonly width?: number;
  /** How the word of a severity is made to stand out. Default: not at all. */
  readonly mark?: (severity: Severity, word: string) => string;
}

/** Ids that fit beside a finding; the rest are counted. */
const listedIds = 4;

const headings: Readonly<Record<Severity, string>> = {
  serious: 'SERIOUS: figures made from these data cannot be believed before this is mended',
  caution: 'CAUTION: read the figures with this in mind',
  note: 'NOTES',
};

/**
 * An audit as plain text for a terminal: findings by severity, each with its evidence, its first rows
 * and its remedy, then what was not checked.
 *
 * @example
 * console.log(auditText(await auditDataset(dataset, split)));
 */
export function auditText(audit: Audit, options: AuditTextOptions = {}): string {
  const { width = 100, mark = (_, word) => word } = options;
  const groups = severities.flatMap(severity => {
    const own = audit.findings.filter(finding => finding.severity === severity);
    if (own.length === 0) return [];
    return [
      mark(severity, headings[severity]),
      '',
      ...own.flatMap(one => findingLines(one, width)),
    ];
  });
  const unseen = audit.notChecked.flatMap(({ check, reason }) =>
    wrapped(`Not checked: ${check}; ${reason}.`, '- ', '  ', width),
  );
  return [...groups, ...unseen, ...(unseen.length > 0 ? [''] : []), tally(audit)].join('\n');
}

function findingLines({ code, title, evidence, rows, remedy }: Finding, width: number): string[] {
  return [
    ...wrapped(`${title} [${code}]`, '  ', '  ', width),
    ...wrapped(evidence, '    ', '    ', width),
    ...(rows.total === 0 ? [] : wrapped(rowsText(rows), '    rows  ', '          ', width)),
    ...wrapped(remedy, '    mend  ', '          ', width),
    '',
  ];
}

function rowsText({ total, ids }: Finding['rows']): string {
  const first = ids.slice(0, listedIds).map(id => oneLine(id, 40));
  const more = total - first.length;
  return `${first.join(', ')}${more > 0 ? ` … ${formatCount(more, 'en')} more` : ''}`;
}

function tally({ findings, checks }: Audit): string {
  const counts = severities.map(severity => {
    const own = findings.filter(finding => finding.severity === severity).length;
    return `${formatCount(own, 'en')} ${severity}${severity === 'serious' || own === 1 ? '' : 's'}`;
  });
  return `${formatMany(checks.length, 'check', 'en')}: ${counts.join(', ')}. No finding is no proof.`;
}
