import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDifference,
  formatEstimate,
  formatMany,
  formatMilliseconds,
  formatMoment,
  formatNumber,
  formatPercent,
  formatRange,
  formatSeconds,
  formatSigned,
  listed,
  shortened,
} from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('figures', () => {
  it('have three decimals, and fewer where the interval is wide', () => {
    expect(formatEstimate({ estimate: 0.87123, low: 0.85, high: 0.89 })).toBe('0.871');
    expect(formatEstimate({ estimate: 0.87123, low: 0.7, high: 0.95 })).toBe('0.87');
    expect(formatEstimate({ estimate: 3.21, low: 1, high: 6 })).toBe('3.2');
    expect(formatRange({ estimate: 0.87, low: 0.85, high: 0.8923 })).toBe('0.850 to 0.892');
  });

  it('show a sign where they are differences, and none on zero', () => {
    const difference = { estimate: -0.004, low: -0.0101, high: 0.002 };
    expect(plain(formatDifference(difference))).toBe('-0.004');
    expect(plain(formatRange(difference, formatSigned))).toBe('-0.010 to +0.002');
    expect([formatSigned(0.0001), formatSigned(-0.0001), formatSigned(0)]).toEqual([
      '0.000',
      '0.000',
      '0.000',
    ]);
  });

  it('are a dash where they are undefined', () => {
    expect([formatNumber(null), formatNumber(Number.NaN), formatPercent(null)]).toEqual([
      '–',
      '–',
      '–',
    ]);
  });

  it('never round a share to none or all', () => {
    expect([0, 0.001, 0.87, 0.9999, 1].map(formatPercent).map(plain)).toEqual([
      '0 %',
      '<1 %',
      '87 %',
      '>99 %',
      '100 %',
    ]);
  });
});

describe('measures', () => {
  it('choose a unit that can be read', () => {
    expect([0.041, 12.34, 250, 7500].map(formatSeconds).map(plain)).toEqual([
      '0.04 s',
      '12.3 s',
      '4 min 10 s',
      '2 h 5 min',
    ]);
    expect([0.4, 12.34, 1204].map(formatMilliseconds).map(plain)).toEqual([
      '0.40 ms',
      '12.3 ms',
      '1,204 ms',
    ]);
    expect([0, 999, 1_400_000, 8e9].map(formatBytes).map(plain)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.40 MB',
      '8.00 GB',
    ]);
    expect(formatMoment('2026-11-23T20:41:00.000Z')).toBe('23 November 2026, 20:41 UTC');
  });

  it('agree with their noun', () => {
    expect([formatMany(1, 'row'), formatMany(10_015, 'row')].map(plain)).toEqual([
      '1 row',
      '10,015 rows',
    ]);
  });
});

describe('texts', () => {
  it('are listed and shortened by whole characters', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
    expect(shortened('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
    expect(shortened('abc', 3)).toBe('abc');
  });
});
