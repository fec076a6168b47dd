import { MingaError } from '../../errors/index.ts';
import type { PreprocessRules, ResizeTarget, Size } from './preprocess-rules.ts';
import { type ProcessorFile, present, refuse } from './processor-file.ts';

/** How a processor resizes, crops and pads. */
export type ProcessorSizes = Pick<PreprocessRules, 'resize' | 'centerCrop' | 'pad'>;

/** @throws E_MODEL where a size is missing, is of another kind than the processor's, or does not fit */
export function processorSizes(file: ProcessorFile): ProcessorSizes {
  const { config, kind } = file;
  if (kind.sizes === 'convnext') return convNextSizes(file);
  if (kind.sizes === 'sam') return samSizes(file);
  const crops = config.do_center_crop ?? kind.crop;
  return {
    resize: config.do_resize ? { to: resizeTarget(file) } : null,
    centerCrop: crops ? frame(file, 'crop_size') : null,
  };
}

function resizeTarget(file: ProcessorFile): ResizeTarget {
  const to = plainTarget(file);
  const { config, kind } = file;
  if (kind.sizes === 'levit' && 'shortestEdge' in to) {
    return { shortestEdge: Math.trunc((256 / 224) * to.shortestEdge) };
  }
  if (kind.sizes === 'poolformer') return poolFormerTarget(to, config.crop_pct ?? 0.9);
  return to;
}

function plainTarget(file: ProcessorFile): ResizeTarget {
  const size = present(file, 'size');
  if (typeof size === 'number') {
    return file.kind.number === 'square' ? { width: size, height: size } : { shortestEdge: size };
  }
  if ('height' in size) return { width: size.width, height: size.height };
  if (!('shortest_edge' in size)) return refuse(file, 'size.longest_edge alone', 'Sam');
  const shortestEdge = size.shortest_edge;
  return 'longest_edge' in size
    ? { shortestEdge, longestEdge: size.longest_edge }
    : { shortestEdge };
}

/** PoolFormer resizes to size / crop_pct; a square too is taken for a shortest edge. */
function poolFormerTarget(to: ResizeTarget, cropPct: number): ResizeTarget {
  const enlarged = (length: number) => Math.trunc(length / cropPct);
  if ('shortestEdge' in to) return { shortestEdge: enlarged(to.shortestEdge) };
  if (!('width' in to)) return to;
  if (to.width === to.height) return { shortestEdge: enlarged(to.width) };
  return { width: enlarged(to.width), height: enlarged(to.height) };
}

/**
 * ConvNeXt's own rule: below 384 the shorter edge becomes size / crop_pct and the middle is cut
 * out; from 384 on the picture is forced to a square.
 */
function convNextSizes(file: ProcessorFile): ProcessorSizes {
  const { config } = file;
  if (!config.do_resize) return { resize: null, centerCrop: null };
  const size = present(file, 'size');
  const edges = typeof size === 'number' ? { shortest_edge: size } : size;
  if (!('shortest_edge' in edges)) {
    throw new MingaError('E_MODEL', {
      found: `${file.place}: size without a shortest edge for ConvNext`,
      expected: 'size.shortest_edge',
    });
  }
  const shortestEdge = edges.shortest_edge;
  const output = { width: shortestEdge, height: shortestEdge };
  if (shortestEdge >= 384) return { resize: { to: output }, centerCrop: null };
  const resized = Math.trunc(shortestEdge / (config.crop_pct ?? 224 / 256));
  return { resize: { to: { shortestEdge: resized } }, centerCrop: output };
}

/** Segment Anything's: the longer edge to one length, then zeros to the right and below. */
function samSizes(file: ProcessorFile): ProcessorSizes {
  const { config, place } = file;
  const size = config.size ?? { longest_edge: 1024 };
  const pad = config.pad_size === undefined ? null : frame(file, 'pad_size');
  const longestEdge =
    typeof size === 'number' ? size : 'longest_edge' in size ? size.longest_edge : null;
  const fits =
    longestEdge !== null && pad !== null && longestEdge <= Math.min(pad.width, pad.height);
  if (longestEdge === null || !config.do_resize || config.do_pad === false || !fits) {
    throw new MingaError('E_MODEL', {
      found: `${place}: sizes that give pictures of different sizes`,
      expected: 'for Sam a size.longest_edge and a pad_size that holds it',
    });
  }
  return { resize: { to: { longestEdge } }, centerCrop: null, pad };
}

function frame(file: ProcessorFile, field: 'crop_size' | 'pad_size'): Size {
  const size = present(file, field);
  if (typeof size === 'number') return { width: size, height: size };
  if ('height' in size) return { width: size.width, height: size.height };
  throw new MingaError('E_MODEL', {
    found: `${file.place}: ${field} without height and width`,
    expected: `a ${field} with height and width`,
  });
}
