import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { AuditReport, LineageView } from '../../src/index.ts';
import { Excerpts } from '../../src/report/formats/html/excerpt.ts';
import { drawnLineage } from '../../src/report/formats/html/graph.ts';
import { renderHtml } from '../../src/report/formats/html/page.ts';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, lateInput, loadRepo } from '../support/little-repo.ts';
import { at, controls, decided, evidence, sampleLineage, sampleReport, surface } from '../support/sample-report.ts';

const evil = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u202e\u0000\n`;

/** A report in which every name and every text is hostile. */
function hostile(): { readonly report: AuditReport; readonly lineage: LineageView } {
  const bad = { ...at(`${evil}.yml`, 1) };
  const answer = evidence('partial', {
    how: evil,
    reason: evil,
    attachedTo: evil,
    assumes: [evil],
    raise: evil,
    because: [{ span: bad, what: evil, role: 'covers' }],
  });
  const one = surface('container-image', evil, controls({ signature: answer, sbom: answer }), { id: evil, at: bad, notes: [evil] });
  const finding = {
    ...sampleReport().findings[0]!,
    id: 'f',
    surface: evil,
    rule: evil,
    message: evil,
    action: evil,
    at: bad,
    related: [{ at: bad, what: evil }],
    disposition: 'd',
  };
  return {
    report: {
      ...sampleReport(),
      repository: { ...sampleReport().repository, name: evil, host: evil, commit: evil, date: evil },
      surfaces: [one, { ...one, id: `${evil}2`, change: { signature: 'worse' } }],
      findings: [finding],
      dispositions: [decided('d', ['f'], { reason: evil, by: evil, rule: evil, surface: evil, record: evil, at: bad })],
      claims: [{ id: 'c', kind: 'signed', text: evil, surfaces: [evil], verdict: 'contradicted', reason: evil, at: bad, related: [] }],
      unread: [{ path: evil, line: null, reason: evil }],
      scenarios: [{ id: evil, event: evil, refKind: 'tag', workflows: [evil], doubt: evil }],
      against: {
        ref: evil,
        commit: null,
        gone: [evil],
        exposed: [{ surface: evil, name: evil, scenario: evil, lacks: 'signature' }],
        cured: [evil],
        decisions: 'all',
      },
    },
    lineage: {
      nodes: [
        { id: '__proto__', label: evil, kind: 'image', at: bad },
        { id: 'place', label: evil, kind: 'place', at: bad },
      ],
      edges: [{ from: '__proto__', to: 'place', effect: evil, label: evil, at: bad, weakened: evil }],
      cells: new Map([[evil, { nodes: ['__proto__', 'place'], edges: [0] }]]),
      wordsAt: () => '',
    },
  };
}

test('no name or text of the repository is markup, an attribute or an address', () => {
  const { report, lineage } = hostile();
  const fix = { finding: 'f', kind: 'safe', title: evil, notes: [evil], edits: [] } as const;
  const recipes = [
    {
      surface: evil,
      scenario: 'push:tag',
      none: null,
      recipes: [{ kind: 'written', control: 'signature', tool: evil, needs: evil, proves: evil, lines: [evil], notes: [evil], at: at('w.yml', 1) }],
    },
  ] as const;
  const page = renderHtml(lateInput({ report, lineage, recipes }, { [`${evil}.yml`]: `${evil}\n${evil}\n` }, { fixes: new Map([['f', fix]]) }));
  assert.equal(page.match(/<script\b/g)?.length, 1);
  const body = page.replace(/<style>[^]*?<\/style>/, '').replace(/<script>[^]*?<\/script>/, '');
  assert.doesNotMatch(body, /<img|<\/script|[\u202e\0]/);
  const tags = [...body.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*)\s*\/?>/g)];
  assert.equal(tags.length, [...body.matchAll(/<[a-z]/gi)].length, 'every `<` before a letter opens a tag of a plain form');
  for (const [tag, , attributes = ''] of tags) {
    for (const [, name = '', value = ''] of attributes.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)) {
      assert.doesNotMatch(name, /^on|^src|^style$|^action$/i, tag);
      if (name === 'href') assert.match(value, /^(?:#[\w-]+|data:,)$/, tag);
    }
  }
});

test('the page names its own style and script by their digests, and allows nothing else', () => {
  const page = renderHtml(lateInput({ report: sampleReport(), lineage: sampleLineage() }, {}));
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
  assert.match(policy, /^default-src 'none'; /);
  for (const kind of ['script', 'style']) {
    const text = new RegExp(`<${kind}>([^]*?)</${kind}>`).exec(page)?.[1] ?? '';
    assert.ok(text.length > 100);
    assert.ok(policy.includes(`${kind}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`), kind);
  }
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.doesNotMatch(page, /\b(?:src|srcset)=|@import|url\((?!#head\))|\bfetch\(|XMLHttpRequest/);
  assert.equal(page, renderHtml(lateInput({ report: sampleReport(), lineage: sampleLineage() }, {})));
});

test('places link to the audited commit where it has an address, and are plain where not', () => {
  const linked = renderHtml(lateInput({ report: sampleReport(), lineage: sampleLineage() }, {}));
  assert.match(linked, /<a class="where" href="https:\/\/github\.com\/acme\/lens\/blob\/[0-9a-f]{40}\/\.github\/workflows\/images\.yml#L30" rel="noreferrer">/);
  const bare = { ...sampleReport(), repository: { ...sampleReport().repository, commit: null } };
  assert.doesNotMatch(renderHtml(lateInput({ report: bare, lineage: sampleLineage() }, {})), /href="http/);
});

test('an excerpt marks the lines of the span, and is not there where the file is not', () => {
  const text = 'one\n\ttwo <b>\nthree\nfour\n';
  const excerpts = new Excerpts((path) => (path === 'a' ? text : null));
  assert.equal(
    excerpts.around({ file: 'a', start: 5, end: 12, line: 2, column: 2, endLine: 2 }),
    '<pre class="code" tabindex="0"><span class="l"><i>1</i>one</span>\n<span class="l on"><i>2</i>  two &lt;b&gt;</span>\n<span class="l"><i>3</i>three</span>\n<span class="l"><i>4</i>four</span></pre>',
  );
  assert.equal(excerpts.around(at('gone', 1)), '');
  assert.equal(new Excerpts(() => 'x'.repeat(100_000)).line(at('a', 1)).length < 400, true);
});

/** Files that each go their own way into one release. */
function ways(surfaces: number, files: number): { readonly report: AuditReport; readonly lineage: LineageView } {
  const nodes: LineageView['nodes'][number][] = [{ id: 'source', label: 'source', kind: 'source', at: null }];
  const edges: LineageView['edges'][number][] = [];
  const cells = new Map<string, LineageView['cells'] extends ReadonlyMap<string, infer Cell> ? Cell : never>();
  for (let s = 0; s < surfaces; s++) {
    const own: number[] = [];
    const step = (from: string, to: string): void => {
      own.push(edges.length);
      edges.push({ from, to, effect: 'makes', label: '', at: at('w.yml', s * 1000 + own.length), weakened: null });
    };
    nodes.push({ id: `place ${s}`, label: 'GitHub release', kind: 'place', at: at('w.yml', s * 1000 + 999) });
    for (let f = 0; f < files; f++) {
      nodes.push({ id: `file ${s} ${f}`, label: `f${f}`, kind: 'file', at: at('w.yml', s * 1000 + f) });
      nodes.push({ id: `mark ${s} ${f}`, label: `signature of f${f}`, kind: 'evidence', at: at('w.yml', s * 1000 + f) });
      step('source', `file ${s} ${f}`);
      step(`file ${s} ${f}`, `mark ${s} ${f}`);
      step(`file ${s} ${f}`, `place ${s}`);
    }
    cells.set(`s${s}`, { nodes: [], edges: own });
  }
  const list = Array.from({ length: surfaces }, (_, s) => surface('release-asset', `file ${s}`, controls(), { id: `s${s}`, at: at('w.yml', s * 1000 + 999) }));
  return { report: { ...sampleReport(), surfaces: list }, lineage: { nodes, edges, cells, wordsAt: () => '' } };
}

test('two hundred nodes are drawn, none upon another; what is more is left out by whole surfaces, and said', () => {
  const many = ways(10, 9);
  const drawn = drawnLineage(many.report, many.lineage);
  assert.equal(drawn.left.length, 0);
  assert.ok(drawn.nodes.length >= 200 && drawn.nodes.length <= 240, `${drawn.nodes.length}`);
  const page = renderHtml(lateInput(many, {}));
  const boxes = [...page.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="(\d+)" height="(\d+)"/g)].map((box) => box.slice(1).map(Number));
  assert.equal(boxes.length, drawn.nodes.length);
  const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"><?/.exec(page.slice(page.indexOf('<svg')))?.slice(1) ?? []).map(Number);
  boxes.forEach(([x = 0, y = 0, w = 0, h = 0], i) => {
    assert.ok(x >= 0 && y >= 0 && x + w <= width && y + h <= height, `node ${i} is inside`);
    for (const [ox = 0, oy = 0] of boxes.slice(i + 1)) assert.ok(Math.abs(x - ox) >= w || Math.abs(y - oy) >= h, `node ${i} is upon another`);
  });
  const more = ways(16, 12);
  const cut = drawnLineage(more.report, more.lineage);
  assert.ok(cut.nodes.length <= 240 && cut.left.length > 0, `${cut.nodes.length} nodes, ${cut.left.length} left`);
  assert.match(renderHtml(lateInput(more, {})), /Too large to be drawn beside the others[^]*<li>file 15<\/li>/);
});

test('nodes that nothing tells apart are one, those of other scenarios too, and every edge keeps its ends', () => {
  const { owner, repo } = loadExpectation('seed-before').git;
  const { report, lineage } = auditTexts(loadRepo('seed-before').texts, owner, repo);
  const drawn = drawnLineage(report, lineage);
  assert.ok(drawn.nodes.length < lineage.nodes.length / 3, `${drawn.nodes.length} of ${lineage.nodes.length}`);
  const keys = new Set(drawn.nodes.map((node) => node.key));
  for (const edge of drawn.edges) assert.ok(keys.has(edge.from) && keys.has(edge.to));
  // What is published has its way from a maker to the surface.
  const ends = drawn.nodes.filter((node) => node.kind === 'surface');
  assert.ok(ends.length >= 8);
  for (const end of ends) assert.ok(drawn.edges.some((edge) => edge.to === end.key));
  // The wheel lies in the release too, and who installs it takes it from the index.
  const byKey = new Map(drawn.nodes.map((node) => [node.key, node]));
  const wheel = report.surfaces.findIndex((one) => one.kind === 'python-dist');
  const from = drawn.edges.filter((edge) => edge.to === `surface ${wheel}`).map((edge) => byKey.get(edge.from)?.labels.join(', '));
  assert.deepEqual(from, ['index']);
  const pushes = drawn.nodes.filter((node) => node.kind === 'place' && node.at?.file.endsWith('docker-publish-production.yml'));
  assert.equal(new Set(pushes.map((node) => node.at?.line)).size, pushes.length);
});

test('a report of any size is a page that a browser shows, and what is left out is said', () => {
  const because = Array.from({ length: 40 }, (_, i) => ({ span: at('w.yml', i + 1), what: `publishes x${i}`, role: 'covers' as const }));
  const names = Array.from({ length: 90 }, (_, n) => `f${n}`);
  const cells = controls({ signature: evidence('present', { because, assumes: Array.from({ length: 40 }, (_, i) => `assumption ${i}`) }) });
  const surfaces = Array.from({ length: 600 }, (_, i) => surface('release-asset', `file ${i}`, cells, { id: `s${i}`, members: names }));
  const findings = Array.from({ length: 1_700 }, (_, i) => ({ ...sampleReport().findings[0]!, id: `${i}`, surface: `s${i % 600}` }));
  const page = renderHtml(
    lateInput({ report: { ...sampleReport(), surfaces, findings }, lineage: sampleLineage() }, { 'w.yml': `${'y'.repeat(3_000)}\n`.repeat(60) }),
  );
  assert.ok(page.length < 12_000_000, `${page.length}`);
  assert.match(page, /<p>100 surfaces more: see the report as JSON\.<\/p>/);
  assert.match(page, /<p>200 findings more, the least severe ones: see the report as JSON\.<\/p>/);
  assert.match(page, /<li>and 28 more<\/li>/);
  assert.match(page, /<\/code> and 66 more<\/p>/);
});
