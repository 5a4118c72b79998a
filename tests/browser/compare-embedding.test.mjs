// <gradient-comparison> in pages of others: under a strict policy, in a shadow root, in a host with styles of its own.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { compare } from '../../site/src/compare/compare.js';
import { around, newPage, serveDist, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const limits = { timeout: 60_000 };
const small = 'base="preset=none&amp;samples=60" rows="activation:tanh|relu" seeds="2" steps="20"';

/** Notes what the elements tell at the document. */
const listening = `<script>
  window.told = [];
  for (const name of ['trial', 'done', 'error'])
    document.addEventListener('gc-' + name, ({ type, detail, bubbles, composed }) =>
      window.told.push({ type, detail, leaves: bubbles && composed }));
</script>`;
const moduleOf = () =>
  `<script type="module" src="${site.server.url}gradient-comparison.js"></script>`;
const element = (attributes) => `<gradient-comparison ${attributes}></gradient-comparison>`;
const inShadow = (html) => `<div id="host"></div><script>
  window.shadow = document.querySelector('#host').attachShadow({ mode: 'open' });
  shadow.innerHTML = \`${html}\`;
  window.element = shadow.querySelector('gradient-comparison');
</script>`;

/** Waits until the element in the shadow root has trained everything. */
const done = (page) =>
  page.waitForFunction(() => window.told.some(({ type }) => type === 'gc-done'));

/** Waits until what the element was told is drawn. */
const drawn = (page) =>
  page.evaluate(async () => {
    await window.element.updateComplete;
    await new Promise(requestAnimationFrame);
  });

test(
  'under a strict policy in a page of another origin: every trial with the bits that node gives',
  limits,
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'host-'));
    const best = `${small.replace('60"', '60&amp;validationFraction=0.2"')} best="learningRate:0.1|1"`;
    await writeFile(
      join(root, 'index.html'),
      `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:," />${moduleOf()}${element(best)}`,
    );
    const { url: host } = site.server;
    const policy = `default-src 'none'; img-src data:; style-src 'self'; worker-src ${host} blob:; script-src ${host} 'wasm-unsafe-eval'; connect-src ${host}`;
    const server = await serveDist({ root, headers: { 'Content-Security-Policy': policy } });
    const { page, context, complaints } = await newPage(site.browser);
    await page.goto(server.url);
    await page.waitForFunction(
      () => document.querySelector('gradient-comparison').phase === 'done',
    );
    const [results, csv] = await page.evaluate(() => {
      const comparison = document.querySelector('gradient-comparison');
      const hashes = (trials) => trials.map(({ parameterHash }) => parameterHash);
      const plain = comparison.results.map(({ row, best, trials, candidates }) => [
        row,
        candidates.map((candidate) => [candidate.best, hashes(candidate.trials)]),
        hashes(candidates.find((candidate) => candidate.best === best).trials).join() ===
          hashes(trials).join(),
      ]);
      return [plain, comparison.toCSV()];
    });
    const expected = [0, 1].map((row) => [
      row,
      [
        ['0.1', []],
        ['1', []],
      ],
      true,
    ]);
    const description = {
      base: 'preset=none&samples=60&validationFraction=0.2',
      rows: 'activation:tanh|relu',
      best: 'learningRate:0.1|1',
      seeds: 2,
      steps: 20,
    };
    for await (const { row, best: value, result } of compare(await loadEngine(), description))
      expected[row][1][value === '0.1' ? 0 : 1][1].push(result.parameterHash);
    assert.deepEqual(results, expected);
    assert.equal(csv.trimEnd().split('\r\n').length, 9);
    assert.deepEqual(complaints, []);
    await context.close();
    await server.close();
    await rm(root, { recursive: true });
  },
);

test(
  'in a shadow root its events reach the document, and a refusal says what is allowed',
  limits,
  async () => {
    await around(site, listening + moduleOf() + inShadow(element(small)), async (page, url) => {
      await page.goto(url);
      await done(page);
      const told = await page.evaluate(() => window.told);
      assert.equal(told.filter(({ type }) => type === 'gc-trial').length, 4);
      assert.ok(told.every(({ leaves }) => leaves));
      assert.deepEqual(told.at(-1).detail, { trials: 4 });
      const refusal = await page.evaluate(async () => {
        window.element.setAttribute('metric', 'speed');
        await window.element.updateComplete;
        return window.told.at(-1);
      });
      assert.equal(refusal.type, 'gc-error');
      assert.equal(refusal.detail.code, 'bad-value');
      assert.ok(refusal.detail.message.includes('“speed”'), refusal.detail.message);
      assert.ok(refusal.detail.message.includes('testAccuracy'), refusal.detail.message);
    });
  },
);

test(
  'changed attributes are one change, which trains what is new; stop() ends it, run() goes on',
  limits,
  async () => {
    await around(site, listening + moduleOf() + inShadow(element(small)), async (page, url) => {
      await page.goto(url);
      await done(page);
      const counts = await page.evaluate(async () => {
        const trials = () => window.told.filter(({ type }) => type === 'gc-trial').length;
        const event = (name) =>
          new Promise((resolve) => window.element.addEventListener(name, resolve, { once: true }));
        const finished = event('gc-done');
        window.element.setAttribute('rows', 'activation:tanh|elu');
        window.element.setAttribute('seeds', '3');
        await finished;
        const added = trials();
        window.element.setAttribute('steps', '3000');
        window.element.setAttribute('seeds', '100');
        await event('gc-trial');
        window.element.stop();
        const stopped = trials();
        for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
        const later = trials();
        window.element.run();
        await event('gc-trial');
        window.element.stop();
        return { added, stopped, later, resumed: trials() };
      });
      assert.equal(counts.added, 4 + 1 + 3);
      assert.equal(counts.later, counts.stopped);
      assert.ok(counts.resumed > counts.stopped, JSON.stringify(counts));
    });
  },
);

test('each part stands alone, with a link to the whole comparison', limits, async () => {
  const base = 'base="preset=none&amp;samples=60&amp;validationFraction=0.2"';
  const all = `${base} rows="activation:tanh|relu" seeds="10" steps="20"`;
  const html = inShadow(element(`${all} view="grid"`));
  await around(site, listening + moduleOf() + html, async (page, url) => {
    await page.goto(url);
    await done(page);
    const parts = { grid: 'gc-cell', overlay: 'gc-overlay', ranking: 'table.ranking' };
    for (const view of Object.keys(parts)) {
      const [found, headings, whole] = await page.evaluate(
        async ([name, selectors]) => {
          window.element.setAttribute('view', name);
          await window.element.updateComplete;
          const root = window.element.shadowRoot;
          return [
            selectors.map((selector) => root.querySelector(selector) !== null),
            root.querySelectorAll('h1, h2, nav, main').length,
            root.querySelector('.whole a').href,
          ];
        },
        /** @type {const} */ ([view, Object.values(parts)]),
      );
      assert.deepEqual(
        found,
        Object.keys(parts).map((part) => part === view),
        view,
      );
      assert.equal(headings, 0, 'nothing of a page');
      assert.ok(whole.startsWith(`${site.server.url}compare.html#base=`), whole);
      assert.ok(!whole.includes('view='), whole);
    }
  });
});

test('what is out of sight trains when it is scrolled to, or told to run', limits, async () => {
  const html = `<div style="height: 3000px"></div>${inShadow(element(small))}`;
  await around(site, listening + moduleOf() + html, async (page, url) => {
    await page.goto(url);
    await page.evaluate(() => customElements.whenDefined('gradient-comparison'));
    await drawn(page);
    assert.equal(await page.evaluate(() => window.element.phase), 'closed');
    await page.evaluate(() => window.element.scrollIntoView());
    await done(page);
    const moved = await page.evaluate(async () => {
      window.told.length = 0;
      const place = document.createElement('div');
      document.body.prepend(place);
      place.append(window.element);
      window.element.setAttribute('seeds', '3');
      window.element.run();
      await new Promise((resolve) =>
        window.element.addEventListener('gc-done', resolve, { once: true }),
      );
      return window.told.filter(({ type }) => type === 'gc-trial').length;
    });
    assert.equal(moved, 2, 'an element that is moved keeps its trials');
  });
});

test(
  'the styles of the page around stay outside, and it fits into a narrow column',
  limits,
  async () => {
    const styles = `<style>
    html { font-size: 62.5% }
    * { all: unset; letter-spacing: 0.2em; line-height: 3 }
    head, script, style { display: none }
    body { font: italic 40px / 3 cursive; text-transform: uppercase; color: red; direction: rtl }
  </style>`;
    const column = `<div style="display: block; width: 300px; direction: rtl; font: italic 40px cursive">${inShadow(`<style>:host { display: block }</style>${element(small)}`)}</div>`;
    await around(site, styles + listening + moduleOf() + column, async (page, url) => {
      await page.goto(url);
      await done(page);
      await drawn(page);
      const look = await page.evaluate(() => {
        const root = window.element.shadowRoot;
        const text = getComputedStyle(root.querySelector('.question p'));
        const sticksOut = [...root.querySelectorAll('*')].filter(
          (each) =>
            !each.closest('.scroll') &&
            each.getBoundingClientRect().right > window.element.getBoundingClientRect().right + 0.5,
        );
        return {
          text: [
            text.fontSize,
            text.fontStyle,
            text.letterSpacing,
            text.textTransform,
            text.direction,
          ],
          width: window.element.getBoundingClientRect().width,
          sticksOut: sticksOut.map((each) => each.outerHTML.slice(0, 80)),
        };
      });
      assert.deepEqual(look.text, ['13px', 'normal', 'normal', 'none', 'ltr']);
      assert.equal(look.width, 300);
      assert.deepEqual(look.sticksOut, []);
    });
  },
);
