import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  blank,
  executable,
  launch,
  type OpenPage,
  openPage,
} from '../../../scripts/browser-fixture/open-page.ts';
import { type Trained, train } from '../../../scripts/browser-fixture/train.ts';
import { type ModuleServer, serveModules } from '../../../scripts/module-server.ts';
import type { TrainOptions } from '../../fuse/index.ts';
import { openRuntime } from '../index.ts';

const absent = !existsSync(executable);
if (absent)
  console.warn(`No browser at ${executable}: parity with Node is not tested by this run.`);

async function trainInNode(name: 'early' | 'late', options: TrainOptions): Promise<Trained> {
  const runtime = openRuntime();
  const trained = await train(runtime, name, options);
  await runtime.close();
  return trained;
}

function largest(a: readonly number[], b: readonly number[], scale: (x: number) => number): number {
  expect(a.length).toBe(b.length);
  return a.reduce((found, x, i) => Math.max(found, Math.abs(x - b[i]) / scale(b[i])), 0);
}

/** The largest relative difference of any loss, and the largest difference of any probability. */
function distances(page: Trained, node: Trained) {
  const losses = ({ history }: Trained) =>
    history.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss]);
  return {
    loss: largest(losses(page), losses(node), Math.abs),
    probability: largest(page.probabilities, node.probabilities, () => 1),
  };
}

describe.skipIf(absent)('training in a browser', () => {
  let browser: Browser;
  let server: ModuleServer;
  let open: OpenPage;
  const known = new Map<string, Trained>();

  /** Trains in a worker of the page, once for the same call. */
  async function trainInPage(name: 'early' | 'late', threads: number, options: TrainOptions) {
    const call = `'${name}', ${JSON.stringify({ wasm: '/ort/', threads })}, ${JSON.stringify(options)}`;
    const trained =
      known.get(call) ??
      (await open.page.evaluate<Trained>(
        `import('/scripts/browser-fixture/page.ts').then(page => page.trainInWorker(${call}))`,
      ));
    known.set(call, trained);
    return trained;
  }

  beforeAll(async () => {
    server = await serveModules({ pages: { '/': blank } });
    browser = await launch();
  });
  beforeEach(async () => {
    open = await openPage(browser, server);
  });
  afterEach(() => open.close());
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each<['early' | 'late', number, TrainOptions]>([
    ['early', 1, {}],
    ['late', 1, { clip: 1 }],
    ['early', 2, {}],
    ['early', 1, { rows: 'float16', window: 128 }],
    ['late', 1, { optimizer: 'sgd', rate: 0.002 }],
  ])(
    'gives what Node gives, with the %s head, %i thread(s) and %o, and asks nobody else',
    async (name, threads, options) => {
      const { page, requests, consoleLines } = open;
      expect(await page.evaluate('crossOriginIsolated')).toBe(true);
      const trained = await trainInPage(name, threads, options);
      const node = await trainInNode(name, options);
      const found = distances(trained, node);
      console.log(
        `${name}, ${threads} thread(s), ${JSON.stringify(options)}: ${node.history.length} epochs, losses differ by ${found.loss.toExponential(1)} relative, probabilities by ${found.probability.toExponential(1)}`,
      );
      // Both have learned, and early stopping has stopped at the same epoch.
      expect(node.history[node.bestEpoch - 1].validationLoss).toBeLessThan(
        node.history[0].validationLoss,
      );
      expect(trained.history.map(({ epoch }) => epoch)).toEqual(
        node.history.map(({ epoch }) => epoch),
      );
      expect(trained.bestEpoch).toBe(node.bestEpoch);
      expect(found.loss).toBeLessThan(1e-4);
      expect(found.probability).toBeLessThan(1e-4);

      // The worker's own requests are among those that were seen.
      expect(requests).toContain(`${server.origin}/ort/ort-wasm-simd-threaded.wasm`);
      expect(requests.filter(url => new URL(url).origin !== server.origin)).toEqual([]);
      expect(consoleLines).toEqual([]);
    },
  );

  test('gives the same bits for one thread and for two', async () => {
    expect(await trainInPage('early', 2, {})).toEqual(await trainInPage('early', 1, {}));
  });
});
