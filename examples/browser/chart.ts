import type { EpochRecord } from '../../src/fuse/index.ts';

const frame = { left: 60, right: 628, top: 16, bottom: 264 };

/** Both loss curves as the content of an SVG group of 640 × 300. */
export function lossCurves(history: readonly EpochRecord[], bestEpoch: number): string {
  const top = Math.max(...history.flatMap(each => [each.trainingLoss, each.validationLoss])) * 1.05;
  const last = Math.max(history.length, 2);
  const x = (epoch: number) => frame.left + ((epoch - 1) / (last - 1)) * (frame.right - frame.left);
  const y = (loss: number) => frame.bottom - (loss / top) * (frame.bottom - frame.top);
  const curve = (kind: string, of: (record: EpochRecord) => number) =>
    `<polyline class="${kind}" points="${history
      .map(record => `${x(record.epoch).toFixed(1)},${y(of(record)).toFixed(1)}`)
      .join(' ')}"/>`;
  const best = history.find(({ epoch }) => epoch === bestEpoch);
  const [half, whole] = [top / 2, top];
  return [
    `<path class="axis" fill="none" d="M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}"/>`,
    ...[0, half, whole].map(
      loss =>
        `<text x="${frame.left - 6}" y="${y(loss) + 4}" text-anchor="end">${loss.toFixed(2)}</text>`,
    ),
    `<text x="${frame.left}" y="288" text-anchor="middle">1</text>`,
    `<text x="${frame.right}" y="288" text-anchor="end">epoch ${last}</text>`,
    curve('training', each => each.trainingLoss),
    curve('validation', each => each.validationLoss),
    best === undefined
      ? ''
      : `<circle class="validation" r="4" cx="${x(best.epoch)}" cy="${y(best.validationLoss)}"/>`,
  ].join('');
}
