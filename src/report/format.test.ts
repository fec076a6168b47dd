import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatEstimate,
  formatMany,
  formatMilliseconds,
  formatMoment,
  formatNumber,
  formatPercent,
  formatRange,
  formatSeconds,
  formatSetting,
  formatSigned,
  listed,
  shortened,
} from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('figures', () => {
  it('have three decimals, and fewer where the interval is wide', () => {
    expect(formatEstimate({ estimate: 0.87123, low: 0.85, high: 0.89 }, 'en')).toBe('0.871');
    expect(formatEstimate({ estimate: 0.87123, low: 0.7, high: 0.95 }, 'en')).toBe('0.87');
    expect(formatEstimate({ estimate: 3.21, low: 1, high: 6 }, 'en')).toBe('3.2');
    expect(formatRange({ estimate: 0.87, low: 0.85, high: 0.8923 }, 'en')).toBe('0.850 to 0.892');
  });

  it('show a sign where they are differences, and none on zero', () => {
    const difference = { estimate: -0.004, low: -0.0101, high: 0.002 };
    expect(plain(formatDifference(difference, 'en'))).toBe('-0.004');
    expect(plain(formatRange(difference, 'en', formatSigned))).toBe('-0.010 to +0.002');
    expect([
      formatSigned(0.0001, 'en'),
      formatSigned(-0.0001, 'en'),
      formatSigned(0, 'en'),
    ]).toEqual(['0.000', '0.000', '0.000']);
  });

  it('are a dash where they are undefined', () => {
    expect([formatNumber(null, 'en'), formatNumber(Number.NaN, 'en'), formatPercent(null)]).toEqual(
      ['–', '–', '–'],
    );
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
    expect([0.041, 12.34, 250, 7500].map(value => formatSeconds(value, 'en')).map(plain)).toEqual([
      '0.04 s',
      '12.3 s',
      '4 min 10 s',
      '2 h 5 min',
    ]);
    expect([0.4, 12.34, 1204].map(value => formatMilliseconds(value, 'en')).map(plain)).toEqual([
      '0.40 ms',
      '12.3 ms',
      '1,204 ms',
    ]);
    expect([0, 999, 1_400_000, 8e9].map(value => formatBytes(value, 'en')).map(plain)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.40 MB',
      '8.00 GB',
    ]);
    expect(formatMoment('2026-11-23T20:41:00.000Z', 'en')).toBe('23 November 2026, 20:41 UTC');
  });

  it('agree with their noun', () => {
    expect([formatMany(1, 'row', 'en'), formatMany(10_015, 'row', 'en')].map(plain)).toEqual([
      '1 row',
      '10,015 rows',
    ]);
  });
});

describe('texts', () => {
  it('are listed and shortened by whole characters', () => {
    expect([listed([], 'en'), listed(['a'], 'en'), listed(['a', 'b', 'c'], 'en')]).toEqual([
      '',
      'a',
      'a, b and c',
    ]);
    expect(shortened('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
    expect(shortened('abc', 3)).toBe('abc');
  });
});

describe('Spanish and Portuguese', () => {
  it('write a decimal comma and a point between thousands', () => {
    for (const language of ['es', 'pt'] as const) {
      expect(formatNumber(-1234.5, language, 1)).toBe('\u22121.234,5');
      expect(formatCount(10_015, language)).toBe('10.015');
      expect(formatSetting(0.25, language)).toBe('0,25');
      expect(plain(formatSeconds(12.34, language))).toBe('12,3 s');
      expect(plain(formatMilliseconds(1204, language))).toBe('1.204 ms');
      expect(plain(formatBytes(1_400_000, language))).toBe('1,40 MB');
      expect(formatRange({ estimate: 0.87, low: 0.85, high: 0.8923 }, language)).toBe(
        '0,850 a 0,892',
      );
    }
  });

  it('name months, nouns and the last of several in their own words', () => {
    const moment = '2026-11-23T20:41:00.000Z';
    expect(formatMoment(moment, 'es')).toBe('23 de noviembre de 2026, 20:41 UTC');
    expect(formatMoment(moment, 'pt')).toBe('23 de novembro de 2026, 20:41 UTC');
    expect(plain(formatMany(3, 'seed', 'es'))).toBe('3 semillas');
    expect(plain(formatMany(1, 'seed', 'pt'))).toBe('1 semente');
    expect(listed(['sexo', 'edad'], 'es')).toBe('sexo y edad');
    expect(listed(['texto', 'imagen'], 'es')).toBe('texto e imagen');
    expect(listed(['sexo', 'idade'], 'pt')).toBe('sexo e idade');
  });
});
