import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { idList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { listed, many } from '../wording.ts';

/** Pictures that are absent or cannot be decoded, and rows that were left out for other reasons. */
export const unusableRows: AuditCheck = { name: 'pictures and rows that could not be used', run };

function run(subject: Subject): CheckOutcome {
  const { dataset, evidence } = subject;
  const pictures = dataset.samples.filter(({ image }) => image !== null).length;
  const findings = [...unreadable(subject), ...skipped(subject)];
  const rows = `${many(dataset.rowsRead, 'row')} of the table`;
  if (evidence.failed === undefined) {
    return {
      findings,
      looked: rows,
      ...(pictures > 0 ? { notChecked: 'no picture was opened' } : {}),
    };
  }
  return { findings, looked: `${rows}, ${many(pictures, 'picture')}` };
}

function unreadable({ evidence, options }: Subject): Finding[] {
  // A picture that fails under several encoders is still one picture.
  const failed = [...new Map((evidence.failed ?? []).map(row => [row.id, row])).values()];
  if (failed.length === 0) return [];
  const [first] = failed.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    {
      code: 'image-unreadable',
      severity: 'caution',
      about: null,
      title: `${many(failed.length, 'picture')} cannot be decoded`,
      evidence: `The first is that of ${first.id}: ${first.reason}. Its row takes no part.`,
      rows: idList(
        failed.map(({ id }) => id),
        options.rowsListed,
      ),
      remedy: 'replace the files, or take their rows out of the table',
    },
  ];
}

function skipped({ dataset, options }: Subject): Finding[] {
  const absent = dataset.skipped.filter(({ code }) => code === 'E_FILE_MISSING');
  const others = dataset.skipped.filter(({ code }) => code !== 'E_FILE_MISSING');
  const counts = new Map<string, number>();
  for (const { code } of others) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCode = [...counts].map(([code, rows]) => `${many(rows, 'row')} ${code}`);
  const share = (rows: number) => (rows / dataset.rowsRead > 0.05 ? 'caution' : 'note');
  return [
    ...told('image-absent', absent, {
      severity: 'caution',
      title: `${many(absent.length, 'row')} without a picture`,
      remedy: 'put the files into the folder of pictures, or take the rows out of the table',
    }),
    ...told('rows-skipped', others, {
      severity: share(others.length),
      title: `${many(others.length, 'row')} could not be read: ${listed(byCode)}`,
      remedy: 'mend the cells, or say with types how they are to be read',
    }),
  ];

  function told(
    code: Finding['code'],
    rows: Subject['dataset']['skipped'],
    { severity, title, remedy }: Pick<Finding, 'severity' | 'title' | 'remedy'>,
  ): Finding[] {
    if (rows.length === 0) return [];
    const { place, reason } = rows[0];
    return [
      {
        code,
        severity,
        about: null,
        title,
        evidence: `Of ${many(dataset.rowsRead, 'row')} read. The first: ${place}: ${reason}.`,
        rows: idList(
          rows.map(({ id }) => id),
          options.rowsListed,
        ),
        remedy,
      },
    ];
  }
}
