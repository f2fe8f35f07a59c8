import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing of this may ask for anything outside this machine. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const path = process.env['CALLPLAN_CHROMIUM'] ?? findChromium(process.env['PATH'] ?? '');

/** Why no test can run in a browser here; undefined when they can. */
export const missing =
  path === undefined
    ? 'there is no Chromium: apt-get install chromium, or say where it is with CALLPLAN_CHROMIUM=path'
    : undefined;

function findChromium(folders: string): string | undefined {
  const paths = folders.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return paths.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

let browser: Promise<Browser> | undefined;
let users = 0;

/** One browser for all tests; who is done calls what is given. It ends soon after the last one is done. */
export async function borrowBrowser(): Promise<{ readonly browser: Browser; readonly done: () => void }> {
  users += 1;
  browser ??= chromium.launch({ executablePath: path ?? '', args: ARGUMENTS, timeout: 0 });
  return {
    browser: await browser,
    done: () => {
      users -= 1;
      setTimeout(endWhenUnused, 20);
    },
  };
}

function endWhenUnused(): void {
  if (users > 0) return;
  void browser?.then((running) => running.close());
  browser = undefined;
}
