import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gapsOf } from '../../src/report/findings.ts';
import { block, code, prose, row } from '../../src/report/markdown-text.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { hostileReport, hostileText, sampleDisposition, sampleReport } from '../support/sample-report.ts';

interface Tree {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly depth?: number;
  readonly children?: readonly Tree[];
}

function nodes(tree: Tree): readonly Tree[] {
  return [tree, ...(tree.children ?? []).flatMap(nodes)];
}

test('the sections of the report stand in their order', () => {
  const headings = renderMarkdown(sampleReport())
    .split('\n')
    .filter((line) => /^#{1,2} /.test(line));
  assert.deepEqual(headings, [
    '# Release-trust audit of acme/lens at 3f2a91c, 2026-05-30',
    '## TL;DR',
    '## Methodology',
    '## Workflow inventory',
    '## Gaps',
    '## Consumer verification, quick reference',
    '## References',
  ]);
});

test('the disposition counts the cells and does not praise', () => {
  const text = renderMarkdown(sampleReport());
  assert.match(
    text,
    /Disposition: 8 surfaces; of 36 cells that apply, 8 present \(1 with best effort only\), 14 partial, 13 absent \(2 cannot work, 1 claimed only\), 1 unknown\. 3 gaps are open\./,
  );
  assert.match(renderMarkdown({ ...sampleReport(), surfaces: [] }), /no release surface was found, so nothing is judged/);
});

test('gaps are numbered, open, and say what to do; what is not for everyone stands below', () => {
  const text = renderMarkdown(sampleReport());
  assert.match(text, /### G1\. the SBOM can never be made: syft is not installed in this job\n\n- Disposition: open \(high, `evidence-tool-not-installed`\)/);
  assert.match(text, /### G2\. no checksum file is published\n(?:\n?- .*)*\n- Action: mend what checksums-not-published complains of\./);
  assert.match(text, /### G3\. tags carry no signature\n/);
  assert.doesNotMatch(text, /### G4/);
  assert.match(text, /For those who want it better than usual:\n\n- low, `platforms-unsigned`: the index is signed, its platforms are not \(/);
});

test('what a finding joins stands under it, and nowhere else', () => {
  const report = sampleReport();
  const [first, , third, ...rest] = report.findings;
  const joined = { ...report, findings: [{ ...first!, parts: [third!.id] }, { ...third!, within: first!.id }, ...rest] };
  const text = renderMarkdown(joined);
  assert.match(text, /### G1\. the SBOM can never be made[\s\S]*?- Made of: `checksums-not-published`, no checksum file is published \(/);
  assert.doesNotMatch(text, /### G\d\. no checksum file is published/);
});

test('only recipes that run are offered to consumers', () => {
  const text = renderMarkdown(sampleReport());
  assert.ok(text.includes('```sh\ngh attestation verify lens --repo acme/lens\n```'));
  assert.ok(!text.includes('```sh\ncosign verify-blob'));
  const idle = renderMarkdown({ ...sampleReport(), recipes: sampleReport().recipes.map((one) => ({ ...one, surfaces: [] })) });
  assert.ok(!idle.includes('```sh\n'), 'a command for nothing that is published is not to be run');
  assert.match(idle, /Found, and matched to nothing of the table above[^\n]*\n\n- [^\n]*README\.md:51[^\n]*`gh attestation verify lens --repo acme\/lens`/);
  const none = renderMarkdown({ ...sampleReport(), recipes: [] });
  assert.match(none, /No document gives a command that a consumer could run/);
});

test('links point at the audited commit, or into the checkout where it is not known', () => {
  const report = sampleReport();
  assert.ok(renderMarkdown(report).includes(`https://github.com/acme/lens/blob/${report.repository.commit}/.github/workflows/tag.yml#L9`));
  const local = renderMarkdown({ ...report, repository: { ...report.repository, commit: null } });
  assert.ok(local.includes('](.github/workflows/tag.yml#L9)'));
  assert.ok(!local.includes('https://github.com/acme/lens/blob'));
});

test('a hostile repository adds no HTML, link, heading or row', () => {
  const decided = { ...sampleReport(), dispositions: [sampleDisposition()], baseline: { file: 'b.json', gone: [] } };
  const clean = nodes(fromMarkdown(renderMarkdown(decided)) as Tree);
  const hostile = nodes(fromMarkdown(renderMarkdown(hostileReport())) as Tree);
  assert.deepEqual(
    hostile.filter((node) => node.type === 'html'),
    [],
  );
  const shape = (all: readonly Tree[]): readonly string[] =>
    all.filter((node) => (node.type === 'heading' && node.depth !== 3) || node.type === 'code').map((node) => `${node.type} ${node.depth ?? ''}`);
  assert.deepEqual(shape(hostile), shape(clean));
  assert.equal(hostile.filter((node) => node.depth === 3).length, gapsOf(hostileReport()).filter((gap) => gap.first.audience === 'everyone').length);
  for (const link of hostile.filter((node) => node.type === 'link')) assert.doesNotMatch(link.url ?? '', /^http:\/\/h\.example/);
  const rows = (text: string): number => text.split('\n').filter((line) => line.startsWith('|')).length;
  assert.equal(rows(renderMarkdown(hostileReport())), rows(renderMarkdown(sampleReport())));
});

test('prose and code show exactly the text that was given', () => {
  const words = fc
    .string({
      unit: fc.constantFrom('a', ' b', '*', '_', '`', '[', ']', '(', ')', '<', '>', '|', '#', '\\', '&', '&amp;', '~', '!', '-', '1.', ':', '/', '@', '$'),
      maxLength: 20,
    })
    .map((text) => text.trim().replace(/ +/g, ' '));
  fc.assert(
    fc.property(words, (text) => {
      const shown = nodes(fromMarkdown(`x ${prose(text).replaceAll('<!-- -->', '')}`) as Tree);
      assert.equal(
        shown
          .filter((node) => node.type === 'text')
          .map((node) => node.value)
          .join(''),
        `x ${text}`.trimEnd(),
      );
      assert.ok(shown.every((node) => ['root', 'paragraph', 'text'].includes(node.type)));
    }),
  );
  fc.assert(
    fc.property(words, (text) => {
      if (text === '') return;
      const shown = nodes(fromMarkdown(`x ${code(text)} y`) as Tree).filter((node) => node.type === 'inlineCode');
      assert.deepEqual(
        shown.map((node) => node.value),
        [text],
      );
    }),
  );
});

test('a fenced block cannot be closed from inside', () => {
  const tree = nodes(fromMarkdown(block(['```', 'echo', '````sh'], 'sh')) as Tree);
  assert.deepEqual(
    tree.filter((node) => node.type === 'code').map((node) => node.value),
    ['```\necho\n````sh'],
  );
});

test('a mention does not reach the person', () => {
  assert.equal(prose('ask @octocat'), 'ask \\@<!-- -->octocat');
  assert.equal(prose('uses owner/x@v1'), 'uses owner/x\\@v1');
  assert.ok(!prose(hostileText).includes('<img'));
});

test('workflows that publish nothing are named, and fill no table where they are many', () => {
  const [first] = sampleReport().inventory;
  assert.ok(first?.kind === 'workflow');
  const idle = Array.from({ length: 5 }, (_, i) => ({ ...first, path: `w${i}.yml`, publishes: [], signs: [], sbom: [], provenance: [] }));
  const text = renderMarkdown({ ...sampleReport(), inventory: [first, ...idle] });
  assert.match(text, /\n\nAnd 5 workflows in which nothing that was read publishes, signs or attests: \[`w0\.yml`\]\([^)]+\), [^\n]*`w4\.yml`/);
  assert.doesNotMatch(text, /\n\| \[`w0/);
  assert.match(renderMarkdown({ ...sampleReport(), inventory: idle }), /## Workflow inventory\n\n5 workflows in which/);
  assert.match(renderMarkdown({ ...sampleReport(), inventory: [first, ...idle.slice(0, 3)] }), /\n\| \[`w0/);
});

test('a bar is written as it is in a code span, and ends no cell of a table', () => {
  assert.equal(code('a|b'), '`a|b`');
  for (const text of ['a|b', 'a\\|b', 'a\\\\|b', '|', '||']) {
    for (const cell of [code(text), prose(text)]) {
      const bars = [...row([cell, 'x']).matchAll(/\\*\|/g)].filter(([bar]) => bar.length % 2 === 1);
      assert.equal(bars.length, 3, `${text}: ${row([cell, 'x'])}`);
    }
  }
});
