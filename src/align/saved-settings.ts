import { MingaError } from '../errors/index.ts';
import type { DimensionRule } from './dimensions.ts';
import type { AlignerSettings, CommonDimensionRule } from './settings.ts';

/** An aligner's settings as a file holds them. @throws E_ALIGN_INPUT where they are none */
export function settingsFrom(text: string | undefined): AlignerSettings {
  const saved = parsed(text);
  const { kind, lambda } = saved;
  switch (kind) {
    case 'none':
    case 'center':
    case 'standardise':
      return { kind, dimensions: ruleFrom(saved) };
    case 'shift':
      if (typeof lambda === 'number') return { kind, lambda, dimensions: commonRuleFrom(saved) };
  }
  throw new MingaError('E_ALIGN_INPUT', {
    found: `aligner settings ${text}`,
    expected: 'a known kind with its options',
  });
}

function ruleFrom({ dimensions }: Record<string, unknown>): DimensionRule {
  return isCommon(dimensions) ? dimensions : 'keep';
}

function commonRuleFrom({ dimensions }: Record<string, unknown>): CommonDimensionRule {
  return isCommon(dimensions) ? dimensions : 'interpolate';
}

function isCommon(value: unknown): value is CommonDimensionRule {
  return value === 'interpolate' || value === 'pad';
}

/** An object of JSON; empty where it is none. */
export function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
