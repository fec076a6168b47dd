import { type Browser, chromium, type Page } from 'playwright-core';
import type { ModuleServer } from '../module-server.ts';

export const executable = '/usr/bin/chromium';

/** A page, and what was seen of it. */
export interface OpenPage {
  readonly page: Page;
  /** Every request of the page and of its workers; those to other servers were cut off. */
  readonly requests: readonly string[];
  readonly consoleLines: readonly string[];
  close(): Promise<void>;
}

/** A page without content, at `/`. */
export const blank =
  '<!doctype html><html lang="en"><title>Minga</title><link rel="icon" href="data:,"><body>';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Opens the empty page of a server in a context of its own, so with empty caches. */
export async function openPage(browser: Browser, server: ModuleServer): Promise<OpenPage> {
  const context = await browser.newContext();
  const requests: string[] = [];
  const consoleLines: string[] = [];
  context.on('request', request => requests.push(request.url()));
  context.on('console', message => consoleLines.push(`${message.type()}: ${message.text()}`));
  await context.route('**', route =>
    route.request().url().startsWith(`${server.origin}/`) ? route.continue() : route.abort(),
  );
  const page = await context.newPage();
  page.on('pageerror', error => consoleLines.push(`page error: ${error.message}`));
  await page.goto(`${server.origin}/`);
  return {
    page,
    requests,
    consoleLines,
    close: () => context.close(),
  };
}
