import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accumulator, exercise, refusal } from '../../../scripts/browser-fixture/battery.ts';
import {
  blank,
  executable,
  launch,
  type OpenPage,
  openPage,
} from '../../../scripts/browser-fixture/open-page.ts';
import { type ModuleServer, serveModules } from '../../../scripts/module-server.ts';
import { openLocalSession } from '../index.ts';
import { openBrowserRuntime, openBrowserSession } from './index.ts';

const absent = !existsSync(executable);
if (absent) console.warn(`No browser at ${executable}: its runtime is not tested by this run.`);

const glue = readFileSync(
  fileURLToPath(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.mjs')),
  'utf8',
);
const pages = {
  '/': blank,
  '/half/ort-wasm-simd-threaded.mjs': { type: 'text/javascript', body: glue },
  '/pages/ort-wasm-simd-threaded.mjs': '<!doctype html>',
};

test('outside a browser it says so', async () => {
  const said = /a browser runtime outside a browser.*use openRuntime of minga\/runtime.*E_RUNTIME/;
  expect(() => openBrowserRuntime({ wasm: '/ort/' })).toThrow(said);
  expect(await refusal(openBrowserSession(accumulator(), { wasm: '/ort/' }))).toMatch(said);
});

describe.skipIf(absent)('the runtime in a browser', () => {
  let browser: Browser;
  let server: ModuleServer;
  let plain: ModuleServer;
  let open: OpenPage;
  beforeAll(async () => {
    [server, plain] = await Promise.all([
      serveModules({ pages }),
      serveModules({ pages, isolated: false }),
    ]);
    browser = await launch();
  });
  afterEach(() => open.close());
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.close(), plain.close()]);
  });

  const ask = <Answer>(call: string) =>
    open.page.evaluate<Answer>(
      `import('/scripts/browser-fixture/page.ts').then(page => page.${call})`,
    );

  test.each(['exerciseInWorker', 'exerciseHere'])(
    'keeps what a session promises: %s',
    async how => {
      open = await openPage(browser, server);
      const found = await ask<Record<string, unknown>>(`${how}()`);
      expect(found).toEqual(await exercise(openLocalSession));
      expect(found.held).toEqual({ state: [12] });
      expect(found['no input']).toMatch(/a tensor for z, which is no input.*E_RUNTIME/);
    },
  );

  test('leaves the page responsive while a worker runs a model; in the calling thread it does not', async () => {
    open = await openPage(browser, server);
    const away = await ask<{ run: number; longest: number }>("ticksWhileItRuns('worker')");
    expect(away.longest).toBeLessThan(away.run / 3);
    const here = await ask<{ run: number; longest: number }>("ticksWhileItRuns('here')");
    expect(here.longest).toBeGreaterThan(here.run / 2);
  });

  test('leaves the page responsive while it trains', async () => {
    open = await openPage(browser, server);
    const { epochs, ticks } = await ask<{ epochs: number; ticks: number }>('ticksWhileItTrains()');
    expect(ticks).toBeGreaterThan(epochs);
  });

  test('stops a training between two epochs, and goes on to serve', async () => {
    open = await openPage(browser, server);
    expect(await ask('abortedTraining()')).toEqual({
      stopped: 'training was interrupted [E_ABORTED]',
      epochs: [1, 2, 3],
    });
  });

  test('says what it was asked for, what is wrong and how to mend it', async () => {
    open = await openPage(browser, server);
    const said = await ask<Record<string, string>>('refusals()');
    const { origin } = server;
    const file = (path: string) => `no part of ONNX Runtime at ${origin}${path}: `;
    const mend = /copy ort-wasm-simd-threaded\.\{mjs,wasm\}.*\[E_FILE_MISSING\]$/;

    expect(said.closed).toBe('a request to a closed runtime [E_RUNTIME]');
    expect(said['closed before']).toBe('a request to a closed runtime [E_RUNTIME]');
    expect(said['no folder']).toMatch(/without the option wasm.*on your own server.*\[E_OPTION\]$/);
    expect(said['another server']).toBe(
      `https://cdn.example/ort/ as the folder of the wasm files, expected an address on ${origin}; serve it from the server of the page itself [E_OPTION]`,
    );
    expect(said['no threads']).toMatch(/0 threads, expected a whole number from 1 \[E_OPTION\]/);
    const mjs = '/nowhere/ort-wasm-simd-threaded.mjs';
    expect(said['wasm is not there']).toContain(`${file(mjs)}status 404`);
    expect(said['wasm is not there']).toMatch(mend);
    expect(said['wasm is not there, in this thread']).toBe(said['wasm is not there']);
    expect(said['wasm is half there']).toContain(
      `${file('/half/ort-wasm-simd-threaded.wasm')}status 404`,
    );
    expect(said['wasm is a page']).toContain(
      `${file('/pages/ort-wasm-simd-threaded.mjs')}it is served as text/html`,
    );
    expect(said['other options in this thread']).toMatch(
      /expected .*\/nowhere\/.* with 1 thread\(s\), as this thread has begun.*E_OPTION/,
    );
    expect(said['no model']).toBe(
      `no model at ${origin}/src/absent.onnx: status 404, expected an .onnx file [E_FILE_MISSING]`,
    );
    expect(said['a model of another server']).toMatch(/expected an address on.*\[E_OPTION\]$/);
    expect(open.requests.filter(url => new URL(url).origin !== origin)).toEqual([]);
  });

  test('runs with one thread in a page that is not isolated, and refuses two', async () => {
    open = await openPage(browser, plain);
    expect(await ask('tooManyThreads()')).toMatch(
      /2 threads in a page that is not cross-origin isolated.*Cross-Origin-Opener-Policy.*\[E_OPTION\]$/,
    );
    expect(await ask('exerciseInWorker()')).toMatchObject({ held: { state: [12] } });
  });
});
