import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeGallery } from './fixture/gallery.ts';
import { madeRun } from './fixture/run.ts';
import { renderReport } from './page.ts';

const executable = '/usr/bin/chromium';
const absent = !existsSync(executable);
if (absent)
  console.warn(`No browser at ${executable}: the report is not opened in one by this run.`);

const launch = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const [narrow, phone, desktop] = [360, 390, 1280];

const study = madeRun({ learned: true });

const pages = [
  {
    name: 'study',
    page: renderReport(study),
    views: [
      [narrow, 'light'],
      [phone, 'dark'],
      [desktop, 'light'],
      [desktop, 'dark'],
    ],
  },
  {
    name: 'study in Spanish, with a gallery',
    page: renderReport({ ...study, gallery: madeGallery(study) }, { language: 'es' }),
    views: [
      [phone, 'light'],
      [phone, 'dark'],
    ],
  },
  {
    name: 'study in Portuguese',
    page: renderReport(study, { language: 'pt' }),
    views: [[phone, 'light']],
  },
  {
    name: 'hostile study',
    page: renderReport(
      madeRun({
        name: `${'a-name-without-any-place-to-break-'.repeat(4)}<script>document.title='run'</script>`,
        classes: ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'x'.repeat(90)],
        encoders: { image: `<img src=x>${'long'.repeat(20)}`, text: 'words' },
        rows: { validation: 40, test: 60 },
      }),
    ),
    views: [
      [narrow, 'light'],
      [desktop, 'dark'],
    ],
  },
] as const;

describe.skipIf(absent)('the report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let axe: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minga-browser-'));
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await chromium.launch({ executablePath: executable, args: launch });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  for (const { name, page: markup, views } of pages) {
    for (const [width, colorScheme] of views) {
      it(`${name}, ${width} px, ${colorScheme}: no request, no sideways scroll, no axe violation`, async () => {
        const path = join(folder, 'report.html');
        await writeFile(path, markup);
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const requests: string[] = [];
        const messages: string[] = [];
        page.on('request', request => requests.push(request.url()));
        page.on('console', message => messages.push(message.text()));
        page.on('dialog', dialog => messages.push(dialog.message()));
        const address = pathToFileURL(path).href;
        await page.goto(address);
        await page.evaluate(
          "document.querySelectorAll('details').forEach(d => { d.open = true; })",
        );
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        await page.evaluate(axe);
        const violations = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary).join('; ')))",
        );
        await page.close();
        // A picture that is part of the page is named by no address of another place.
        expect(requests.filter(url => !url.startsWith('data:'))).toEqual([address]);
        expect(messages).toEqual([]);
        expect(overflow).toBe(0);
        expect(violations).toEqual([]);
      });
    }
  }
});
