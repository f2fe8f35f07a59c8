import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import type { CallbackAttempt } from '../../../src/emulator/core/callback-attempt.js';
import { hangupCause } from '../../../src/emulator/core/hangup-causes.js';
import type { FeedCall } from '../../../src/emulator/feed/messages.js';
import { spec } from '../../harness/spec.js';
import { missing } from './chromium.js';
import { see, showing, textsOf } from './page-fixture.js';

const NOON = Date.UTC(2026, 10, 24, 12);

const attempt: CallbackAttempt = {
  at: NOON + 1000,
  event: 'Ring',
  parameter: 'ring_url',
  method: 'POST',
  url: 'http://127.0.0.1:8080/ring',
  attempt: 1,
  tookMs: 12.4,
  status: 200,
};

function call(id: string, extra: Partial<FeedCall> = {}): FeedCall {
  return {
    id,
    callUuid: id,
    from: '+14152224444',
    to: '+14152223333',
    events: [{ at: NOON, name: 'initiated' }],
    parameters: [['caller_name', 'friendly']],
    ignored: [],
    callbacks: [],
    ...extra,
  };
}

/** One of each state, with all that can be told of a call. */
const ofEachKind = [
  call('queued', { events: [{ at: NOON, name: 'queued' }] }),
  call('dialled', { ignored: ['typo'], callUuid: 'another' }),
  ...[4000, 3010, 6010, 1000, 3110].map((code) =>
    call(`ended-${code}`, {
      events: [
        { at: NOON, name: 'initiated' },
        { at: NOON + 1000, name: 'ringing' },
        ...(code === 4000 ? [{ at: NOON + 2000, name: 'answered' } as const] : []),
        { at: NOON + 9000, name: 'ended', cause: hangupCause(code) },
      ],
      callbacks: [attempt, { ...attempt, status: 500, problem: 'it is no answer', attempt: 2 }],
    }),
  ),
];

/** Texts that would do harm, or deceive, if they were taken for more than texts. */
const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(2)</script>',
  '"><svg/onload=alert(3)>',
  '\u001b[31mred\u0007',
  'safe\u202Etxt.exe\u2066\u200B',
  'x'.repeat(600),
];

async function openAll(page: Page): Promise<void> {
  await page.locator('#calls li').last().waitFor();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await page.locator('details section').last().waitFor();
}

/** What axe, which must be there, finds wrong or cannot tell: names, roles, order, and contrasts below 4.5. */
async function objections(): Promise<string[]> {
  const { violations, incomplete } = await (window as unknown as { axe: typeof axe }).axe.run();
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join(' ')}`),
  );
}

spec(
  'browser: how the page looks and reads',
  (it) => {
    it('shows what callbacks were sent, and what came of them', async (scope) => {
      const callbacks: CallbackAttempt[] = [
        attempt,
        {
          ...attempt,
          at: NOON + 2000,
          event: 'StartApp',
          parameter: 'answer_url',
          attempt: 2,
          status: 503,
          problem: 'a status of 5xx',
        },
        {
          at: NOON + 5000,
          event: 'Hangup',
          parameter: 'hangup_url',
          method: 'GET',
          url: 'http://localhost/',
          attempt: 1,
          tookMs: 5000,
          problem: 'no answer within 5 s',
        },
      ];
      const page = await see(scope, await showing(scope, [call('one', { callbacks })]));
      await openAll(page);
      assert.equal(await textsOf(page, '.callbacks li'), [
        'Ring +1.000 s 200 POST http://127.0.0.1:8080/ring ring_url, took 12 ms',
        'StartApp +2.000 s 503 POST http://127.0.0.1:8080/ring answer_url, attempt 2, took 12 ms a status of 5xx',
        'Hangup +5.000 s no answer GET http://localhost/ hangup_url, took 5 s no answer within 5 s',
      ]);
    });

    it('takes no text of a request for more than a text', async (scope) => {
      const calls = HOSTILE.map((text, index) =>
        call(`hostile-${index}`, {
          from: text,
          to: text,
          parameters: [['caller_name', text]],
          ignored: [text],
          callbacks: [{ ...attempt, url: text, problem: text }],
        }),
      );
      const page = await see(scope, await showing(scope, calls));
      await openAll(page);
      const text = (await page.locator('#calls').textContent()) ?? '';
      for (const shown of HOSTILE.slice(0, 3)) assert.is(text.split(shown).length - 1, 6, shown);
      assert.ok(text.includes('⟨U+001B⟩[31mred⟨U+0007⟩'));
      assert.ok(text.includes('safe⟨U+202E⟩txt.exe⟨U+2066⟩⟨U+200B⟩'));
      assert.not.match(text, /[\p{Cc}\p{Cf}]/u);
      assert.is(
        await page.locator('main').locator('img, script, iframe, a, object, form, svg:not(#chart)').count(),
        0,
      );
    });

    it('can be read by all, light and dark', async (scope) => {
      const page = await see(scope, await showing(scope, ofEachKind), { reducedMotion: 'reduce' });
      await openAll(page);
      await page.evaluate(axe.source);
      for (const [colorScheme, background] of [
        ['light', 'rgb(247, 248, 250)'],
        ['dark', 'rgb(20, 23, 27)'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        assert.is(
          await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
          background,
        );
        const found = await page.evaluate(objections);
        assert.equal(found, [], colorScheme);
      }
    });

    it('does not move for those who want it still', async (scope) => {
      const page = await see(scope, await showing(scope, ofEachKind), { reducedMotion: 'reduce' });
      const duration = await page.evaluate(() => {
        const mark = document.querySelector('summary') ?? document.body;
        return getComputedStyle(mark, '::before').transitionDuration;
      });
      assert.is(duration, '0s');
    });

    it('fits a narrow window, and letters twice as large', async (scope) => {
      const calls = [
        ...ofEachKind,
        call('long', { to: `sip:${'x'.repeat(500)}@a.example`, ignored: HOSTILE }),
      ];
      const page = await see(scope, await showing(scope, calls));
      await openAll(page);
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 700 });
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll('body, body *:not(.unseen, .unseen *)')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
            .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`),
        );
        assert.equal(wide, [], String(width));
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      }
    });

    it('reads well aloud', async (scope) => {
      const page = await see(
        scope,
        await showing(scope, [call('one', { events: ofEachKind[2]?.events ?? [] })]),
      );
      await openAll(page);
      const tree = await page.locator('body').ariaSnapshot();
      for (const line of [
        '- heading "Emulated Plivo" [level=1]',
        '- status: Connected',
        '- heading "Calls per second" [level=2]',
        '- \'img "Last minute: none taken, none dialled. Limit: 2 a second."\'',
        '- heading "Calls" [level=2]',
        '- list "Calls":',
        '- table "Timeline":',
        '- rowheader "ended"',
        '- heading "Request" [level=3]',
      ])
        assert.ok(tree.includes(line), `${line}\n${tree}`);
      assert.match(tree, /completed from \+14152224444 to \+14152223333 Normal Hangup 9 s/);
    });
  },
  { skip: missing, concurrency: 3 },
);
