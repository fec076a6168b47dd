import type { Layers } from '../../graph/index.ts';
import type { Modality } from './head-design.ts';

/** What an ensemble calls a variable of one of its heads. */
export function memberName(member: Modality, name: string): string {
  return `${member}/${name}`;
}

/** Layers whose arrays are called after a member. */
export function memberLayers(layers: Layers, member: Modality): Layers {
  return {
    ...layers,
    linear: (name, x, outputs) => layers.linear(memberName(member, name), x, outputs),
    dropout: (name, x, rate) => layers.dropout(memberName(member, name), x, rate),
    batchNorm: (name, x) => layers.batchNorm(memberName(member, name), x),
  };
}
