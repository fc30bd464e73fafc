import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderExplain, renderJson, renderJsonl, renderLineage, renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { auditFiles, healthy, workflowOf, type Files } from './support.ts';

const nasty = '\u001b[2J\u001b]8;;http://x\u0007\u009b31m\u202e\u2066\u200b<script>alert(1)</script>|`](http://x)@octocat #1 ![i](j) &lt; \u0000"\\';
const quoted = JSON.stringify(nasty);

/** Every name that a repository gives and a report shows. */
const files: Files = {
  ...healthy,
  '.github/workflows/a.yml': `name: ${quoted}\non: {push: {tags: [${quoted}]}}\njobs:\n  ${quoted}:\n    name: ${quoted}\n    runs-on: ubuntu-latest\n    env: {X: ${quoted}}\n    if: ${quoted}\n    steps:\n      - name: ${quoted}\n        uses: ${JSON.stringify(`acme/${nasty}@v1`)}\n      - run: gh release upload v1 "$X.zip" && cosign sign-blob "$X.zip" && docker push "ghcr.io/acme/$X"\n        continue-on-error: true\n`,
  [`.github/workflows/${nasty.replaceAll('/', '')}.yml`]: workflowOf([`run: gh release upload v1 b.zip ${JSON.stringify(nasty.replace('\u0000', ''))}`]),
  [`docs/${nasty.replaceAll('/', '')}.md`]: `\`\`\`\ncosign verify ghcr.io/acme/lens --key "${nasty}"\n\`\`\`\n`,
  'README.md': `cosign verify ${nasty}\n`,
};

// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

const { report, lineage } = auditFiles(files);
const surface = report.surfaces.find((one) => one.publishedBy.workflow === '.github/workflows/a.yml');

test('the names got into the report', () => {
  assert.notEqual(surface, undefined);
  assert.ok(JSON.stringify(report).includes('<script>'));
});

test('no form of the report lets a name move a cursor, hide or reorder text, or end a line', () => {
  const forms: Readonly<Record<string, string>> = {
    terminal: renderTerminal(report, { width: 100, colour: false, all: true, target: nasty }),
    markdown: renderMarkdown(report),
    json: renderJson(report),
    jsonl: renderJsonl({ kind: 'audited', checkout: nasty, report }),
    text: renderLineage(lineage, undefined, 'text'),
    mermaid: renderLineage(lineage, undefined, 'mermaid'),
    dot: renderLineage(lineage, undefined, 'dot'),
    explain: renderExplain(report, lineage, { surface: surface?.id ?? '', control: undefined }, { width: 100, colour: false, lineOf: () => nasty }),
  };
  for (const [form, text] of Object.entries(forms)) {
    assert.doesNotMatch(text, unsafe, form);
    assert.ok(text.length > 200, `${form} says something`);
  }
  assert.deepEqual(JSON.parse(forms['json'] ?? ''), JSON.parse(JSON.stringify(report)), 'JSON keeps every value');
  assert.equal((forms['jsonl'] ?? '').trimEnd().split('\n').length, 1);
});

test('Markdown shows a name and does nothing with it', () => {
  const text = renderMarkdown(report);
  // A code span shows what is in it: what stands outside of them is what Markdown acts on.
  const acted = text
    .replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, '')
    .replaceAll(/(?<![`\\])(`+)(?!`)(.*?[^`])\1(?!`)/g, '')
    .replaceAll(/\\[^\w\s]/g, '')
    .replaceAll('<!-- -->', '');
  assert.doesNotMatch(acted, /<script|alert\(1\)<\//i);
  assert.doesNotMatch(acted, /\]\(http:\/\/x/);
  assert.doesNotMatch(acted, /@octocat/);
});

test('every row of a Markdown table has the cells of its header', () => {
  let columns = 0;
  for (const line of renderMarkdown(report).split('\n')) {
    if (!line.startsWith('|')) {
      columns = 0;
      continue;
    }
    const cells = line.replaceAll(/\\\\/g, '').replaceAll('\\|', '').split('|').length;
    if (columns === 0) columns = cells;
    assert.equal(cells, columns, line);
  }
});

test('a drawing holds no text of its own making', () => {
  for (const line of renderLineage(lineage, undefined, 'mermaid').split('\n').slice(1)) {
    assert.match(line, /^$|^ {2}n\d+(?:[^\w\s"]+"[^"<>`]*"[^\w\s"]+| (?:-->|-\.->)\|"[^"<>`]*"\| n\d+)$/);
  }
  for (const line of renderLineage(lineage, undefined, 'dot').split('\n').slice(2, -2)) {
    assert.match(line, /^ {2}n\d+(?: -> n\d+)? \[label="(?:[^"\\]|\\.)*"(?:, (?:shape|style)=\w+)?\];$/);
  }
});
