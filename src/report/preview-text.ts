import type { TextPreview } from '../study/index.ts';
import { oneLine, wrapped } from './wrapped.ts';

/** A preview for a terminal of so many columns. It shows patient data. */
export function previewText(preview: TextPreview, width: number): string {
  const { dataset, samples, skipped, classes, textFields, empty, warnings, rows } = preview;
  const share = (count: number) => `${count} (${((100 * count) / samples).toFixed(1)} %)`;
  const list = (title: string, entries: readonly string[], none: string) =>
    wrapped(`${title}${entries.length === 0 ? none : entries.join(', ')}`, '', '  ', width);
  return [
    ...wrapped(
      `${dataset}: ${samples} samples of ${classes.length} classes, ${skipped} rows skipped`,
      '',
      '  ',
      width,
    ),
    ...list('in the text: ', textFields, 'nothing'),
    ...byReason(preview.leftOut).flatMap(([reason, fields]) =>
      wrapped(`left out: ${fields.join(', ')}; ${reason}`, '', '  ', width),
    ),
    ...list(
      'without a value: ',
      preview.missing.map(({ field, samples: count }) => `${field} in ${share(count)}`),
      'none',
    ),
    ...(empty > 0 ? [`without any text: ${share(empty)}`] : []),
    ...warnings.flatMap(({ message }) => wrapped(`! ${message}`, '', '  ', width)),
    ...rows.flatMap(({ id, line, label, text, missing }) => [
      '',
      oneLine(`${id} (line ${line})  label, not in the text: ${label === '' ? 'none' : label}`),
      ...wrapped(text === '' ? '(no text)' : text, '  | ', '  | ', width),
      ...(missing.length === 0 ? [] : wrapped(`no ${missing.join(', no ')}`, '  ', '    ', width)),
    ]),
  ].join('\n');
}

/** Fields that share a reason stand together. */
function byReason(leftOut: TextPreview['leftOut']): (readonly [string, readonly string[]])[] {
  const reasons = new Set(leftOut.map(({ reason }) => reason));
  return [...reasons].map(reason => [
    reason,
    leftOut.filter(own => own.reason === reason).map(({ field }) => field),
  ]);
}
