import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blank, executable, launch, openPage } from './browser-fixture/open-page.ts';
import { type ModuleServer, serveModules } from './module-server.ts';

const absent = !existsSync(executable);
if (absent) console.warn(`No browser at ${executable}: its example is not opened by this run.`);

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

describe.skipIf(absent)('the browser example', () => {
  let browser: Browser;
  let server: ModuleServer;
  beforeAll(async () => {
    server = await serveModules({ pages: { '/': blank } });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each([
    [1280, 'light'],
    [360, 'dark'],
  ] as const)('trains at the press of a button, %i px, %s', async (width, colorScheme) => {
    const { page, requests, consoleLines, close } = await openPage(browser, server);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.origin}/examples/browser/index.html`);
    await page.getByRole('button', { name: 'Train' }).click();
    await page.getByText(/was kept/).waitFor();
    const said = await page.getByRole('status').textContent();
    expect(said).toMatch(/Of 600 new cases \d+\.\d % were classified correctly/);
    expect(Number(/cases (.*) %/.exec(said ?? '')?.[1])).toBeGreaterThan(80);
    expect(await page.locator('#epochs tr').count()).toBeGreaterThan(3);
    expect(await page.locator('svg polyline').count()).toBe(2);
    expect(await page.getByText('Research use only; not a medical device.').isVisible()).toBe(true);

    await page.evaluate(axe);
    const violations = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join('; ')))",
    );
    expect(violations).toEqual([]);
    expect(
      await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBe(0);
    expect(requests.filter(url => !url.startsWith(`${server.origin}/`))).toEqual([]);
    expect(consoleLines).toEqual([]);
    await close();
  });

  test('stops where it is told to', async () => {
    const { page, close } = await openPage(browser, server);
    await page.goto(`${server.origin}/examples/browser/index.html`);
    await page.getByLabel('Training cases').fill('5000');
    await page.getByRole('button', { name: 'Train' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/training was interrupted/).waitFor();
    expect(await page.getByRole('button', { name: 'Train' }).isEnabled()).toBe(true);
    await close();
  });
});
