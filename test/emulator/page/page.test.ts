import * as assert from 'uvu/assert';
import { startEmulator } from '../../../src/emulator/server.js';
import { spec } from '../../harness/spec.js';
import { clocked, uuidOf } from '../clock-fixture.js';
import { credentials, emulated, least } from '../emulator-fixture.js';
import { missing } from './chromium.js';
import { see, textsOf } from './page-fixture.js';

spec(
  'browser: the emulator’s page',
  (it) => {
    it('says how to place the first call, and shows each as it comes', async (scope) => {
      const emulator = await clocked(scope, { page: true, callsPerSecond: 2 });
      const page = await see(scope, emulator.origin);
      const curl = await page.locator('#empty').innerText();
      assert.ok(curl.includes('curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" -H'));
      assert.ok(curl.includes(`"${emulator.origin}/v1/Account/$PLIVO_AUTH_ID/Call/"`));
      await emulator.call();
      await page.locator('#calls li').waitFor();
      assert.not.ok(await page.locator('#empty').isVisible());
      await emulator.call();
      await emulator.call({ to: 'sip:john@phone.plivo.com' });
      await page.locator('#calls li').nth(2).waitFor();
      const [first = ''] = await textsOf(page, '#calls summary');
      // The page's own clock goes on while the emulator's stands still.
      assert.match(first, /^\d\d:\d\d:\d\d queued from \+14152224444 to sip:john@phone.plivo.com \d+ s$/);
      assert.equal(await textsOf(page, '.counts div'), ['queued 1', 'live 2', 'ended 0']);
      assert.is(
        await page.locator('#rate-words').innerText(),
        'Last minute: 3 taken (at most 3 in a second), 2 dialled (at most 2 in a second). Limit: 2 a second.',
      );
      assert.not.ok((await page.content()).includes(credentials.authToken));
    });

    it('shows the life of a call while it goes on', async (scope) => {
      const emulator = await clocked(scope, { page: true });
      await emulator.call({ send_digits: '1w2', caller_name: 'friendly', time_limt: 3 });
      const page = await see(scope, emulator.origin);
      const row = page.locator('#calls li');
      await row.locator('summary').click();
      // A row is filled after it was opened.
      await row.locator('table').waitFor();
      const shown = async (seconds: number, state: string): Promise<string[]> => {
        emulator.at(seconds);
        await page.locator(`#calls li[data-state="${state}"]`).waitFor();
        return (await textsOf(page, 'tbody tr')).map((text) => text.replace(/ \d\d:\d\d:\d\d$/, ''));
      };
      assert.equal(await shown(0, 'dialling'), ['+0.000 s initiated']);
      assert.equal(await shown(1, 'ringing'), ['+0.000 s initiated', '+1.000 s ringing']);
      assert.equal((await shown(6.7, 'answered')).slice(2), [
        '+6.000 s answered',
        '+6.000 s digit 1 for 100 ms',
        '+6.600 s digit 2 for 100 ms',
      ]);
      assert.equal((await shown(100, 'completed')).slice(5), [
        '+36.000 s ended Normal Hangup (4000), by Callee',
      ]);
      assert.match((await textsOf(page, 'summary')).join(), / completed .* Normal Hangup 36 s$/);
      assert.equal(await textsOf(page, 'dl.request'), [
        'from +14152224444 to +14152223333 answer_url https://s3.amazonaws.com/plivosamplexml/play_url.xml ' +
          `caller_name friendly send_digits 1w2 ignored time_limt request_uuid ${uuidOf(1)}`,
      ]);
      assert.match(await row.innerText(), /Callbacks\s+None was sent\./);
    });

    it('is worked by the keyboard, whose focus stays when calls come in', async (scope) => {
      const emulator = await clocked(scope, { page: true });
      for (const to of ['+14155550101', '+14155550102']) await emulator.call({ to });
      const page = await see(scope, emulator.origin);
      const focused = (): Promise<string> =>
        page.evaluate(() => document.activeElement?.querySelector('.to')?.textContent ?? '');
      await page.locator('#calls li').nth(1).waitFor();
      await page.keyboard.press('Tab');
      assert.is(await focused(), '+14155550102');
      await page.keyboard.press('Tab');
      assert.is(await focused(), '+14155550101');
      const outline = await page.evaluate(
        () => getComputedStyle(document.activeElement ?? document.body).outline,
      );
      assert.match(outline, /solid 2px/);
      await page.keyboard.press('Enter');
      await page.locator('details[open] table').waitFor();
      for (const to of ['+14155550103', '+14155550104']) await emulator.call({ to });
      emulator.at(50);
      await page.locator('#calls li[data-state=completed]').nth(3).waitFor();
      assert.is(await focused(), '+14155550101');
      await page.keyboard.press('Space');
      assert.is(await page.locator('details[open]').count(), 0);
    });

    it('says when the emulator is gone, and comes back by itself', async (scope) => {
      const emulator = await emulated(scope, { page: true });
      await emulator.post(least);
      const page = await see(scope, emulator.origin);
      await page.locator('#calls summary').focus();
      await emulator.close();
      const status = page.getByRole('status');
      await page.locator('#connection[data-state=gone]').waitFor();
      assert.is(await status.innerText(), 'The emulator does not answer. Trying again every second.');
      assert.is(await page.locator('#calls li').count(), 1);
      const again = await startEmulator({ credentials, page: true, port: emulator.port });
      scope.defer(again.close);
      await page.locator('#connection[data-state=connected]').waitFor();
      assert.is(await status.innerText(), 'Connected, to an emulator that was started anew');
      assert.ok(await page.locator('#empty').isVisible());
      assert.is(await page.evaluate(() => document.activeElement?.id), 'calls-title');
    });

    it('lets go of the feed while nobody can see it', async (scope) => {
      const emulator = await clocked(scope, { page: true });
      const page = await see(scope, emulator.origin);
      const hide = (hidden: boolean): Promise<void> =>
        page.evaluate((now) => {
          Object.defineProperty(document, 'hidden', { value: now, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, hidden);
      const ended = page.waitForEvent('requestfailed');
      await hide(true);
      await ended;
      await emulator.call();
      await hide(false);
      await page.locator('#calls li').waitFor();
    });

    it('stays usable when ten thousand calls come at once', async (scope) => {
      const emulator = await emulated(scope, { page: true });
      await emulator.post({ ...least, to: '+14155550101<+14155550102' });
      const page = await see(scope, emulator.origin);
      await page.locator('#calls summary').nth(1).click();
      await page.locator('#calls summary').nth(0).focus();
      await page.evaluate(() => {
        document.addEventListener('focusin', () => {
          document.body.dataset['moves'] = String(Number(document.body.dataset['moves'] ?? 0) + 1);
        });
      });
      const numbers = (from: number): string =>
        Array.from({ length: 1000 }, (_, index) => `+1415${from * 1000 + index + 1_000_000}`).join('<');
      for (let request = 0; request < 10; request++) await emulator.post({ ...least, to: numbers(request) });
      await page.getByText('The newest 500 of 10,002 are shown.').waitFor();
      const [place, moves] = await page.evaluate(() => [
        [...document.querySelectorAll('#calls li')].findIndex((row) => row.contains(document.activeElement)),
        Number(document.body.dataset['moves']),
      ]);
      // The oldest that is shown but for the one that is open.
      assert.is(place, 499);
      assert.ok(moves && moves <= 20, `the focus moved ${moves} times`);
      await page.locator('#calls summary').filter({ hasText: '+14151009999' }).click();
      assert.match((await textsOf(page, '#calls li')).at(-1) ?? '', /what happens to it now is not shown\.$/);
      await page.locator('details[open]').first().locator('table').waitFor();
      assert.is(await page.locator('#calls li').count(), 501);
    });
  },
  { skip: missing, concurrency: 3 },
);
