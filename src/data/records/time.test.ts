import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from './time.ts';

const read = (text: string) => readTime(text, 'day-first');

describe('readTime', () => {
  it.each([
    ['2016-05-31', '2016-05-31'],
    ['2016/5/1', '2016-05-01'],
    ['20160531', '2016-05-31'],
    ['2016-05', '2016-05'],
    ['2016', '2016'],
    ['2016-05-31 14:30', '2016-05-31T14:30:00'],
    ['2016-05-31T14:30:15.250', '2016-05-31T14:30:15.250'],
    ['20160531T143015', '2016-05-31T14:30:15'],
    ['2016-05-31T23:30:00-05:00', '2016-06-01T04:30:00Z'],
    ['2016-05-31T23:30:00.1234567+0200', '2016-05-31T21:30:00.1234567Z'],
    ['2016-05-31T23:30Z', '2016-05-31T23:30:00Z'],
    ['2016-W01', '2016-01-04'],
    ['2020-W53-7', '2021-01-03'],
    ['2015W53', '2015-12-28'],
    ['31/12/2016', '2016-12-31'],
    ['1.2.2016 08:05', '2016-02-01T08:05:00'],
    ['2016-02-29', '2016-02-29'],
  ])('reads %s as %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each([
    '2015-02-29',
    '2016-13-01',
    '2016-W00',
    '2016-W53',
    '2016-05-31T24:30',
    '2016-05-31T12:61',
    '31-12/2016',
    '1/2/16',
    'yesterday',
    '',
    '201605311',
  ])('does not read %j', text => {
    expect(read(text)).toBeNull();
  });

  it('gives texts that sort as the moments do', () => {
    const range = { min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true };
    const moments = fc.array(fc.date(range), { minLength: 2 });
    fc.assert(
      fc.property(moments, dates => {
        const times = dates.map(date => readTime(date.toISOString(), 'day-first') ?? '');
        const sorted = dates.toSorted((a, b) => a.getTime() - b.getTime());
        expect(times.toSorted()).toEqual(sorted.map(date => date.toISOString()));
      }),
    );
  });

  it('reads any week as the Monday that its number names', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 52 }), (y, w) => {
        const monday = new Date(readTime(`${y}-W${String(w).padStart(2, '0')}`, 'day-first') ?? '');
        expect(monday.getUTCDay()).toBe(1);
        const thursday = new Date(monday.getTime() + 3 * 86_400_000);
        const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
        expect(thursday.getUTCFullYear()).toBe(y);
        expect(Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1).toBe(w);
      }),
    );
  });
});
