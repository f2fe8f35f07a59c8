import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import type { FeedCall, Snapshot } from '../../../src/emulator/feed/messages.js';
import { createPageServer } from '../../../src/emulator/feed/page-server.js';
import type { Scope } from '../../harness/spec.js';
import { borrowBrowser } from './chromium.js';

/**
 * The page at an address, seen in a browser. When the test is over, nothing may have been asked of another address, no script may have
 * failed and the page's own policy must have had nothing to forbid.
 */
export async function see(
  scope: Pick<Scope, 'defer'>,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { browser, done } = await borrowBrowser();
  scope.defer(done);
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
  // The deadline of the test is enough: a machine may be as busy as it likes.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  const problems: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`asked for ${request.url()}`);
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('dialog', (dialog) => problems.push(`a dialog: ${dialog.message()}`));
  page.on('console', (message) => {
    // What was lost with the connection is said by the page too.
    if (!message.text().includes('net::ERR_')) problems.push(message.text());
  });
  scope.defer(async () => {
    await context.close();
    assert.equal(problems, []);
  });
  await page.goto(`${origin}/`);
  await page.locator('#connection[data-state=connected]').waitFor();
  return page;
}

/** The address of a page that shows these calls, which no emulator has taken. */
export async function showing(scope: Pick<Scope, 'defer'>, calls: readonly FeedCall[]): Promise<string> {
  const none = new Array<number>(60).fill(0);
  const snapshot: Snapshot = {
    emulator: 'one',
    limit: 2,
    speed: 1,
    kept: 500,
    now: Date.UTC(2026, 10, 24, 12, 1),
    counts: { queued: 0, live: calls.length, ended: 0 },
    lastMinute: { taken: none, dialled: none },
    calls,
  };
  const page = createPageServer({ snapshot: () => snapshot, changes: () => undefined }, '127.0.0.1');
  const server = createServer((request, response) => {
    if (page(request, response) !== 'answered') response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The text of each part, one line each, without the space around. */
export async function textsOf(page: Page, selector: string): Promise<string[]> {
  const texts = await page.locator(selector).allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}
