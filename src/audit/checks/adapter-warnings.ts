import type { DatasetWarning } from '../../data/index.ts';
import type { Severity } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { many } from '../wording.ts';

/** What the adapter said when it read the data. */
export const adapterWarnings: AuditCheck = { name: 'warnings of the adapter', run };

const remedies: Readonly<Record<string, string>> = {
  'file-format': 'nothing to do where that is right; else say in the plan how the file is written',
  'leaking-field': 'leave the field out of text.fields',
  'identifier-in-text': 'leave the column out of text.fields',
  'mixed-column': 'say with types how the column is to be read, or mend its cells',
  'group-missing': 'fill in the groups, or leave the rows out',
};

function run({ dataset, options }: Subject): CheckOutcome {
  const declared = dataset.textFields.some(field => field in dataset.leaks);
  // Fields that are declared to leak have findings of their own.
  const untold = dataset.warnings.filter(({ code }) => code !== 'leaking-field' || !declared);
  return {
    findings: untold.map(({ code, message }) => ({
      code: 'warning-of-adapter',
      severity: severityOf(code),
      about: code,
      title: `The adapter says: ${code.replaceAll('-', ' ')}`,
      evidence: `${message}.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: remedies[code] ?? 'see what docs/data.md says of it',
    })),
    looked: many(dataset.warnings.length, 'warning'),
  };
}

function severityOf(code: DatasetWarning['code']): Severity {
  if (code === 'leaking-field') return 'serious';
  return code === 'file-format' ? 'note' : 'caution';
}
