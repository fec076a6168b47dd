import { describe, expect, it } from 'vitest';
import { TableBuilder } from '../table/index.ts';
import { type RecordSource, readRecords } from './index.ts';

/** A table of words: columns in the first line, rows below. */
function tableOf(lines: readonly string[]) {
  const [header, ...rows] = lines.map(line => line.split(' ').map(cell => cell.replace('_', '')));
  const builder = new TableBuilder({ name: 'visits.csv', unit: 'line' }, header);
  rows.forEach((cells, row) => {
    builder.addRow(cells, row + 2);
  });
  return builder.build();
}

const none = { id: null, image: null, group: null, time: null, site: null, part: null };

function load(lines: readonly string[], settings: Partial<RecordSource> = {}) {
  return readRecords({
    name: 'visits',
    table: tableOf(lines),
    folders: [],
    roles: none,
    label: {
      columns: ['grade'],
      rule: 'grade above 1',
      multilabel: false,
      of: ([cell]) => (cell === '_' || cell === '' ? null : [Number(cell) > 1 ? 'ill' : 'well']),
    },
    fields: {},
    text: (record, fields) => fields.map(field => `${field}=${record[field]}`).join(' '),
    ...settings,
  });
}

const six = ['grade age', '0 30', '1 40', '1 50', '2 60', '3 70', '2 80'];

describe('readRecords', () => {
  it('makes samples of a table without ids, pictures or groups', () => {
    const dataset = load(six);
    expect(dataset).toMatchObject({
      task: 'binary',
      classes: ['ill', 'well'],
      labelRule: 'grade above 1',
      groupColumn: null,
      textFields: ['age'],
      skipped: [],
    });
    expect(dataset.samples[4]).toEqual({
      id: 'line 6',
      image: null,
      record: { age: 70 },
      text: 'age=70',
      label: 'ill',
      labels: ['ill'],
      group: 'line 6',
      time: null,
      site: null,
      part: null,
      line: 6,
    });
  });

  it('skips a row that its rule gives no label', () => {
    const dataset = load(['grade', '0', '0', '0', '1', '1', '1', '4', '_'], {
      label: {
        columns: ['grade'],
        rule: 'grade 4 is set aside',
        multilabel: false,
        of: ([cell]) => (cell === '4' ? null : [cell === '0' ? 'well' : 'ill']),
      },
    });
    expect(dataset.skipped).toMatchObject([
      {
        id: 'line 8',
        place: 'visits.csv line 8',
        reason: 'no label (grade): grade 4 is set aside',
      },
    ]);
    expect(dataset.rowsRead).toBe(7);
  });

  it('gives what codes mean, and skips a row with another code', () => {
    const lines = ['grade sex', '0 1', '0 2.0', '0 _', '2 1', '2 NA', '2 2', '2 3'];
    const { samples, skipped } = load(lines, {
      fields: { sex: { cell: { type: 'text' }, codes: { 1: 'male', 2: 'female' } } },
    });
    const sexes = samples.map(sample => sample.record.sex);
    expect(sexes).toEqual(['male', 'female', null, 'male', null, 'female']);
    expect(skipped.map(row => row.reason)).toEqual([
      'sex is "3", expected one of 1 (male), 2 (female)',
    ]);
  });

  it('mends cells before they are read, and shows the cell of the file where that does not help', () => {
    const lines = ['grade age', '0 4O', '0 5', '0 6', '2 7', '2 8', '2 9', '2 x'];
    const { samples, skipped } = load(lines, {
      fields: { age: { cell: { type: 'number' }, mend: cell => cell.replace('O', '0') } },
    });
    expect(samples[0].record.age).toBe(40);
    expect(skipped.map(row => row.reason)).toEqual(['age is "x", expected a number']);
  });

  it('leaves known leaks out of the text, and warns where they are asked for', () => {
    const lines = six.map((line, row) => (row === 0 ? `${line} means` : `${line} histo`));
    const fields = { means: { cell: { type: 'text' as const }, leak: 'only the ill are cut' } };
    const dataset = load(lines, { fields });
    expect(dataset.textFields).toEqual(['age']);
    expect(dataset.samples[0].record.means).toBe('histo');
    expect(dataset.leaks).toEqual({ means: 'only the ill are cut' });
    expect(dataset.warnings).toEqual([]);
    expect(load(lines, { fields, textFields: ['means'] }).warnings).toEqual([
      {
        code: 'leaking-field',
        message: 'the text holds "means", which gives the label away: only the ill are cut',
      },
    ]);
  });

  it('reads sets of labels, sorted, and keeps rows without any', () => {
    const { samples, task, classes, labels } = load(['grade', 'b|a', 'a', '-', 'c|b|b'], {
      label: {
        columns: ['grade'],
        rule: 'all of grade',
        multilabel: true,
        of: ([cell]) => (cell === '-' ? [] : cell.split('|')),
      },
    });
    expect(task).toBe('multilabel');
    expect(classes).toEqual(['a', 'b', 'c']);
    expect(samples.map(sample => sample.labels)).toEqual([['a', 'b'], ['a'], [], ['b', 'c']]);
    expect(samples.map(sample => sample.label)).toEqual(['a, b', 'a', '', 'b, c']);
    expect([...labels]).toEqual([-1, 0, -1, -1]);
  });

  it('reads time, site and part, and skips rows that have another part or no date', () => {
    const dataset = load(
      [
        'grade when where set',
        '0 20160531 Cali Train',
        '0 2016-05-31T14:30 Cali VAL',
        '0 2016-W01 _ test',
        '2 _ Ibagué dev',
        '2 2016-02-01 Ibagué _',
        '2 2016-02-02 Ibagué validation',
        '2 2016-02-30 Ibagué test',
        '2 2016-02-03 Ibagué holdout',
      ],
      { roles: { ...none, time: 'when', site: 'where', part: 'set' } },
    );
    expect(dataset.samples.map(({ time, site, part }) => [time, site, part])).toEqual([
      ['2016-05-31', 'Cali', 'train'],
      ['2016-05-31T14:30:00', 'Cali', 'validation'],
      ['2016-01-04', null, 'test'],
      [null, 'Ibagué', 'validation'],
      ['2016-02-01', 'Ibagué', null],
      ['2016-02-02', 'Ibagué', 'validation'],
    ]);
    expect(dataset.skipped.map(row => row.reason)).toEqual([
      'when is "2016-02-30", expected a date: 2016-05-31, 20160531, 2016-W22 or 2016-05-31T14:30',
      'set is "holdout", expected train, validation (val, dev) or test',
    ]);
  });

  describe('where day and month come first', () => {
    const when = (dates: readonly string[], timeOrder?: RecordSource['timeOrder']) =>
      load(['grade when', ...dates.map((date, i) => `${i < 3 ? 0 : 2} ${date}`)], {
        roles: { ...none, time: 'when' },
        timeOrder,
      });
    const ambiguous = ['1/2/2016', '2/2/2016', '3/2/2016', '4/2/2016', '5/2/2016', '6/2/2016'];
    const times = (dates: readonly string[], order?: RecordSource['timeOrder']) =>
      when(dates, order).samples.map(sample => sample.time);

    it('sees from the dates which of the two it is', () => {
      expect(times([...ambiguous, '31/1/2016']).at(-1)).toBe('2016-01-31');
      expect(times([...ambiguous, '1/31/2016'])[0]).toBe('2016-01-02');
      expect(times(ambiguous.map(date => date.replaceAll('/', '.')))[0]).toBe('2016-02-01');
    });

    it('asks, and names both readings, where both are possible', () => {
      expect(() => when(ambiguous)).toThrow(
        /"1\/2\/2016", which may be 2016-02-01 \(day first\) or 2016-01-02 \(month first\).*E_OPTION/,
      );
      expect(times(ambiguous, 'month-first')[0]).toBe('2016-01-02');
    });

    it('asks where the dates contradict each other, and skips the others once it knows', () => {
      const both = [...ambiguous, '31/1/2016', '1/31/2016'];
      expect(() => when(both)).toThrow(/some have the day first and some the month.*E_OPTION/);
      const { samples, skipped } = when(both, 'day-first');
      expect(samples).toHaveLength(7);
      expect(skipped).toMatchObject([{ id: 'line 9' }]);
    });
  });
});
