import { epochFeeds } from '../src/fuse/epoch-feeds.ts';
import { headDesign, headSettings } from '../src/fuse/index.ts';
import { initialVariables, stateFeeds } from '../src/fuse/initial-state.ts';
import { adamWSchedule, buildEpoch, epochNames } from '../src/graph/index.ts';
import { openLocalSession } from '../src/runtime/index.ts';

const [N, I, T] = [4000, 768, 768];
const f = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i * i));
const network = headDesign('early').network({ image: I, text: T }, 7, headSettings('early'));
const m = buildEpoch(network, { batch: 64, loss: { kind: 'softmax' } });
const t = (shape: number[], data: any) => ({ type: 'float32' as const, shape, data });
for (const threads of [1, 2]) {
  const s = await openLocalSession(m.model, { threads });
  await s.hold({
    'train.image': t([N, I], f(N * I)),
    'train.text': t([N, T], f(N * T)),
    'validation.image': t([64, I], f(64 * I)),
    'validation.text': t([64, T], f(64 * T)),
    labels: {
      type: 'int64',
      shape: [N],
      data: BigInt64Array.from({ length: N }, (_, i) => BigInt(i % 7)),
    },
    weights: t([7], new Float32Array(7).fill(1)),
    ...stateFeeds(m.shape, initialVariables(m.shape, 0)),
  });
  const ts = [];
  for (let e = 1; e <= 25; e++) {
    const feeds = epochFeeds(m.shape, { seed: 0, epoch: e, rows: N, batch: 64 }, {});
    const a = performance.now();
    await s.run(feeds, { carry: m.carry });
    ts.push((performance.now() - a) / 63);
  }
  ts.sort((a, b) => a - b);
  console.log(
    'threads',
    threads,
    'min',
    ts[0].toFixed(3),
    'q1',
    ts[6].toFixed(3),
    'med',
    ts[12].toFixed(3),
  );
  await s.close();
}
