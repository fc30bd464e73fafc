import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { renderHtml } from '../../src/report/formats/html/page.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, lateInput, loadRepo } from '../support/little-repo.ts';
import { decided } from '../support/sample-report.ts';

let seed: string | undefined;

/** The seed's report, with one finding answered by a decision. */
function seedPage(): string {
  return (seed ??= makePage());
}

function makePage(): string {
  const { owner, repo } = loadExpectation('seed-before').git;
  const { texts } = loadRepo('seed-before');
  const { report, lineage } = auditTexts(texts, owner, repo);
  const findings = report.findings.map((one, i) => (i === 0 ? { ...one, disposition: 'd1' } : one));
  return renderHtml(lateInput({ report: { ...report, findings, dispositions: [decided('d1', [findings[0]?.id ?? ''])] }, lineage }, texts));
}

interface Opened {
  readonly page: Page;
  readonly troubles: string[];
}

/** Opens the report in a new browser with an empty profile; gathers whatever it complains of and asks the network for. */
async function inBrowser(
  path: string,
  options: { readonly scheme?: 'light' | 'dark'; readonly width?: number; readonly script?: 'off' },
  body: (opened: Opened) => Promise<void>,
): Promise<void> {
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, seedPage());
  const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: path,
    headless: true,
    args: [...chromiumArgs],
    colorScheme: options.scheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.script !== 'off',
  });
  try {
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href && !request.url().startsWith('data:')) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await body({ page, troubles });
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const found = findChromium();
// A skipped test is no proof: where changes are judged there must be a browser.
const skip = found.kind === 'missing' && process.env['CI'] === undefined ? found.why : false;

function browserPath(): string {
  assert.ok(found.kind === 'found', found.kind === 'missing' ? found.why : '');
  return found.path;
}

const provenance = 'tr[data-surface="0"] td[data-title="Provenance"] a';

test('a cell opens to its chain, lights its way, and closes again', { skip }, async () => {
  await inBrowser(browserPath(), {}, async ({ page }) => {
    assert.equal(await page.isVisible('#panel'), false);
    await page.click(provenance);
    assert.equal(await page.isVisible('#panel'), true);
    const text = await page.innerText('#panel');
    assert.match(text, /Is there a signed statement of how it was built\?/);
    assert.match(text, /it accepts only a release tag/);
    assert.match(text, /supply-chain\.yml:113/);
    assert.match(text, /uses: slsa-framework\/slsa-github-generator/);
    assert.match(page.url(), /#c-0-provenance$/);
    const lit = await page.locator('#drawing .n.on').count();
    assert.ok(lit > 2 && lit < (await page.locator('#drawing .n').count()), `${lit} nodes lit`);
    assert.ok((await page.locator('#drawing .n.hot').count()) > 0);
    assert.ok(
      Number(
        await page
          .locator('#drawing .n:not(.on)')
          .first()
          .evaluate((node) => node.ownerDocument.defaultView?.getComputedStyle(node).opacity),
      ) < 0.5,
    );
    await page.click('#panel-way');
    assert.equal(await page.isVisible('#drawing .n.hot'), true);
    await page.click('#light-off');
    assert.equal(await page.locator('#drawing .on').count(), 0);
    await page.click('#panel-close');
    assert.equal(await page.isVisible('#panel'), false);
    // The chosen row stays in sight, also where it was behind the panel.
    await page.click('tr[data-surface="7"] a.cell');
    const [row, panel] = [await page.locator('tr[data-surface="7"]').boundingBox(), await page.locator('#panel').boundingBox()];
    assert.ok(row !== null && panel !== null && row.y >= 0 && row.y + row.height <= panel.y, `row at ${row?.y}, panel at ${panel?.y}`);
  });
});

test('the matrix is walked and opened by keys alone', { skip }, async () => {
  await inBrowser(browserPath(), {}, async ({ page }) => {
    const focused = (): Promise<string | null> => page.evaluate('document.activeElement.getAttribute("href")');
    await page.focus('tr[data-surface="0"] a.cell');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), '#c-1-signature');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), '#c-0-hashes');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'panel');
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#panel'), false);
    assert.equal(await focused(), '#c-0-hashes');
  });
});

test('findings are filtered by severity, surface, decision and words', { skip }, async () => {
  await inBrowser(browserPath(), {}, async ({ page }) => {
    const shown = (): Promise<number> => page.locator('.finding:not([hidden])').count();
    const all = await shown();
    assert.ok(all > 20);
    for (const severity of ['medium', 'low', 'info']) await page.uncheck(`input[value="${severity}"]`);
    const high = await page.locator('.finding[data-severity="high"]').count();
    assert.equal(await shown(), high);
    await page.selectOption('select[name="state"]', 'accepted');
    assert.equal(await shown(), 1);
    await page.click('button[type="reset"]');
    await page.waitForFunction(`document.querySelectorAll('.finding:not([hidden])').length === ${all}`);
    await page.selectOption('select[name="surface"]', '3');
    assert.equal(await shown(), await page.locator('.finding[data-surface="3"]').count());
    assert.equal(await page.locator('#matrix-table tbody tr:not([hidden])').count(), 1);
    await page.click('button[type="reset"]');
    await page.fill('input[name="words"]', 'GITHUB_TOKEN');
    await page.waitForFunction("document.querySelectorAll('.finding:not([hidden])').length < 5");
    assert.ok((await shown()) >= 1);
    const first = page.locator('.finding:not([hidden])').first();
    await first.locator('summary').click();
    assert.match(await first.innerText(), /release-please-config\.json:3[^]*What to do:/i);
    assert.ok((await first.locator('.code .on').count()) >= 1);
  });
});

test('light and dark, wide and narrow: legible, and nothing runs out of the page', { skip }, async () => {
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 400],
  ] as const) {
    await inBrowser(browserPath(), { scheme, width }, async ({ page }) => {
      const sizes = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as readonly [number, number];
      assert.ok(sizes[0] <= sizes[1], `${scheme}: ${sizes.join(' of ')}`);
      for (const query of ['h1', '.cell.good', '.cell.bad', '.cell.alarm', '.cell.weak', '.severity.medium', '.hint', '.finding .of']) {
        const ratio = (await page.evaluate(`(${contrast})(document.querySelector(${JSON.stringify(query)}))`)) as number;
        assert.ok(ratio >= 4.5, `${scheme} ${query}: contrast ${ratio.toFixed(2)}`);
      }
      await page.click(provenance);
      assert.equal(await page.isVisible('#panel'), true);
      const panel = await page.locator('#panel').boundingBox();
      assert.ok(panel !== null && panel.x >= 0 && panel.x + panel.width <= width);
    });
  }
});

/** The contrast of an element's text with what is behind it, as WCAG 2.2 reckons it. */
const contrast = `(element) => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = [255, 255, 255];
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour[3] === 0) continue;
    behind = colour.slice(0, 3);
    break;
  }
  const both = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(behind)].sort((a, b) => b - a);
  return (both[0] + 0.05) / (both[1] + 0.05);
}`;

test('without its script the page is there to be read, and a cell leads to its chain', { skip }, async () => {
  await inBrowser(browserPath(), { script: 'off' }, async ({ page }) => {
    assert.equal(await page.isVisible('#filters'), false);
    assert.equal(await page.isVisible('#c-0-provenance'), false);
    await page.click(provenance);
    assert.equal(await page.isVisible('#c-0-provenance'), true);
    await page.locator('.finding summary').first().click();
    assert.equal(await page.locator('.finding .code').first().isVisible(), true);
  });
});

test('on paper everything is open, and dark on light', { skip }, async () => {
  await inBrowser(browserPath(), { scheme: 'dark' }, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.equal(await page.isVisible('#c-0-provenance'), true);
    assert.equal(await page.isVisible('#filters'), false);
    assert.equal(await page.isVisible('#zoom-fit'), false);
    // Paper is white, whatever the screen is.
    for (const query of ['h1', '.cell.good', '.chain p', '.finding .of']) {
      const ratio = (await page.evaluate(`(${contrast})(document.querySelector(${JSON.stringify(query)}))`)) as number;
      assert.ok(ratio >= 4.5, `${query}: contrast ${ratio.toFixed(2)}`);
    }
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
    assert.ok((await page.pdf()).length > 20_000);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.emulateMedia({ media: 'screen' });
    assert.equal(await page.isVisible('#c-0-provenance'), false);
  });
});
