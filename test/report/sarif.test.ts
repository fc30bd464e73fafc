import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { FindingReport } from '../../src/index.ts';
import type { LateInput } from '../../src/report/formats/input.ts';
import { messageText } from '../../src/report/formats/sarif-rules.ts';
import type { SarifLog } from '../../src/report/formats/sarif-shape.ts';
import { renderSarif } from '../../src/report/formats/sarif.ts';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, goldenNames, lateInput, loadRepo } from '../support/little-repo.ts';
import { at, decided, sampleLineage, sampleReport } from '../support/sample-report.ts';

const workflow = 'jobs:\n  publish:\n    steps:\n      - run: gh release upload\n';
const place = { file: 'ci/ä b?.yml', start: 34, end: 57, line: 4, column: 7, endLine: 4 };

function finding(rest: Partial<FindingReport> = {}): FindingReport {
  const first = sampleReport().findings[0];
  assert.ok(first !== undefined);
  return { ...first, at: place, ...rest };
}

function runOf(findings: readonly FindingReport[], rest: Partial<LateInput> = {}): SarifLog['runs'][number] {
  const report = { ...sampleReport(), findings, ...rest.report };
  const log = JSON.parse(renderSarif(lateInput({ report, lineage: sampleLineage() }, { [place.file]: workflow }, { ...rest, report }))) as SarifLog;
  const [run] = log.runs;
  assert.ok(run !== undefined && log.runs.length === 1);
  return run;
}

test('a result says where, by lines and columns from 1, in a file named as a relative URI', () => {
  const [result] = runOf([finding()]).results;
  assert.deepEqual(result?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: 'ci/%C3%A4%20b%3F.yml', uriBaseId: '%SRCROOT%', index: 0 },
    region: { startLine: 4, startColumn: 7, endLine: 4, endColumn: 30 },
  });
  assert.equal(result?.level, 'error');
  assert.equal(result?.locations[0]?.logicalLocations?.[0]?.kind, 'resource');
});

test('no name of the repository is a scheme, a query, a way out or markup', () => {
  for (const [path, uri] of [
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['../../etc/passwd', '%2E%2E/%2E%2E/etc/passwd'],
    ['a?b#c', 'a%3Fb%23c'],
    ['\ud800x', '%EF%BF%BDx'],
  ] as const)
    assert.equal(runOf([finding({ at: { ...place, file: path } })]).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, uri);
  assert.equal(messageText('see [this](http://evil) and {0} \u202e'), 'see \\[this](http://evil) and {{0}} \\u202e.');
  assert.equal(messageText('lens-{version}[1]!'), 'lens-{version}[1]!');
});

test('a fingerprint stays when lines move, and tells alike findings apart', () => {
  const prints = (findings: readonly FindingReport[]): readonly string[] =>
    runOf(findings).results.map((one) => one.partialFingerprints['primaryLocationLineHash'] ?? '');
  const [first] = prints([finding()]);
  assert.deepEqual(prints([finding({ at: { ...place, line: 3, endLine: 3 } })]), [first]);
  assert.match(first ?? '', /^[0-9a-f]{16}:1$/);
  const both = prints([finding(), finding({ id: 'other' })]);
  assert.deepEqual(both, [first, first?.replace(/1$/, '2')]);
  assert.notEqual(prints([finding({ fingerprint: 'another > one' })])[0], first);
});

test('what a decision answers is left out, and is marked when asked for', () => {
  const report = { ...sampleReport(), findings: [finding({ id: '1', disposition: 'd1' }), finding({ id: '2' })], dispositions: [decided('d1', ['1'])] };
  const quiet = runOf(report.findings, { report });
  assert.equal(quiet.results.length, 1);
  assert.match(JSON.stringify(quiet.invocations), /1 finding answered by a decision, left out: add --sarif-suppressed/);
  const own = { ...report, configuration: { files: ['sealwright.yaml'], told: [], ignored: [] } };
  assert.match(JSON.stringify(runOf(own.findings, { report: own }).invocations), /answered by a decision, as sealwright\.yaml of this checkout says, left out/);
  const [said] = runOf(own.findings, { report: own, suppressed: 'marked' }).results;
  assert.match(JSON.stringify(said?.suppressions), /\(ada, 2026-05-01\), as sealwright\.yaml of this checkout says/);
  const marked = runOf(report.findings, { report, suppressed: 'marked' });
  assert.deepEqual(
    marked.results.map((one) => one.suppressions),
    [[{ kind: 'external', status: 'accepted', justification: 'accepted: the image is for trials (ada, 2026-05-01)' }], undefined],
  );
});

test('what a baseline knows stays, as what is no news', () => {
  const report = { ...sampleReport(), findings: [finding({ id: '1', baseline: 'known' }), finding({ id: '2' })], baseline: { file: 'b.json', gone: [] } };
  assert.deepEqual(
    runOf(report.findings, { report }).results.map((one) => [one.baselineState, one.suppressions]),
    [
      ['unchanged', undefined],
      ['new', undefined],
    ],
  );
});

test('a fix is given whole, as what is replaced in which file, or not at all', () => {
  const edits = [
    { at: { ...place, start: 41, end: 57, column: 14 }, text: 'gh release upload --clobber' },
    { at: { ...place, start: 6, end: 6, line: 2, column: 1, endLine: 2 }, text: '# x\n' },
  ];
  const fix = { finding: finding().id, kind: 'needs-review', title: 'say --clobber', notes: ['It replaces files.'], edits } as const;
  const [result] = runOf([finding()], { fixes: new Map([[finding().id, fix]]) }).results;
  assert.deepEqual(result?.fixes, [
    {
      description: { text: 'say --clobber (to be reviewed). Not tried yet: sealwright fix --review does. It replaces files.' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'ci/%C3%A4%20b%3F.yml', uriBaseId: '%SRCROOT%', index: 0 },
          replacements: [
            { deletedRegion: { startLine: 4, startColumn: 14, endLine: 4, endColumn: 30 }, insertedContent: { text: 'gh release upload --clobber' } },
            { deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 }, insertedContent: { text: '# x\n' } },
          ],
        },
      ],
    },
  ]);
  const elsewhere = { ...fix, edits: [...edits, { at: { ...place, file: 'not-read.yml' }, text: '' }] };
  assert.equal(runOf([finding()], { fixes: new Map([[finding().id, elsewhere]]) }).results[0]?.fixes, undefined);
});

test('a fix by lines and columns is the edit that was proposed by offsets', () => {
  let tried = 0;
  for (const name of goldenNames()) {
    const { owner, repo } = loadExpectation(name).git;
    const { texts } = loadRepo(name);
    const result = auditTexts(texts, owner, repo);
    const log = JSON.parse(renderSarif(lateInput(result, texts, { all: true }))) as SarifLog;
    const byPrint = new Map([...result.fixes.values()].map((fix) => [fix.finding, fix]));
    const all = log.runs[0]?.results ?? [];
    assert.equal(all.filter((one) => one.fixes !== undefined).length, byPrint.size, name);
    const wanted = [...byPrint.values()].map((fix) =>
      applied(
        texts,
        fix.edits.map((edit) => ({ file: edit.at.file, start: edit.at.start, end: edit.at.end, text: edit.text })),
      ),
    );
    const got = all.flatMap(({ fixes }) =>
      (fixes ?? []).map((fix) =>
        applied(
          texts,
          fix.artifactChanges.flatMap(({ artifactLocation, replacements }) =>
            replacements.map(({ deletedRegion: cut, insertedContent }) => {
              const file = decodeURIComponent(artifactLocation.uri);
              const text = texts[file] ?? '';
              return {
                file,
                start: offset(text, cut.startLine, cut.startColumn),
                end: offset(text, cut.endLine, cut.endColumn ?? 1),
                text: insertedContent.text,
              };
            }),
          ),
        ),
      ),
    );
    assert.deepEqual(got.toSorted(), wanted.toSorted(), name);
    tried += got.length;
  }
  assert.ok(tried > 20, `${tried} fixes`);
});

interface TextEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function offset(text: string, line: number, column: number): number {
  return (
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  );
}

function applied(texts: Readonly<Record<string, string>>, edits: readonly TextEdit[]): string {
  return [...Map.groupBy(edits, (edit) => edit.file)]
    .map(([file, own]) =>
      own
        .toSorted((a, b) => b.start - a.start || b.end - a.end)
        .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), texts[file] ?? ''),
    )
    .join('\0');
}

test('the worst come first and the file stays within what GitHub takes', () => {
  const many = Array.from({ length: 5_003 }, (_, i) => finding({ id: String(i), fingerprint: `f ${i}` }));
  const run = runOf(many);
  assert.equal(run.results.length, 5_000);
  assert.match(JSON.stringify(run.invocations), /3 results left out, the least severe ones/);
  const long = Array.from({ length: 400 }, (_, i) => finding({ id: String(i), message: 'm'.repeat(40_000) }));
  const text = renderSarif(lateInput({ report: { ...sampleReport(), findings: long }, lineage: sampleLineage() }, {}));
  assert.ok(text.length < 10 * 1024 * 1024, `${text.length}`);
  assert.match(text, /\d+ results left out/);
});

test('what is not analysed, how it ended and what was compared are facts of the run', () => {
  const compared = { ref: 'main', commit: null, gone: [], exposed: [], cured: [], decisions: 'all' as const };
  const report = {
    ...sampleReport(),
    unread: [{ path: 'a.yml', line: 3, reason: 'no YAML' }],
    against: compared,
    findings: [finding({ change: 'new' }), finding()],
  };
  const run = runOf(report.findings, { report, exit: { code: 1, meaning: 'findings' } });
  assert.deepEqual([run.invocations[0]?.exitCode, run.invocations[0]?.exitCodeDescription], [1, 'findings']);
  assert.match(
    JSON.stringify(run.invocations[0]?.toolExecutionNotifications),
    /not analysed: no YAML\."\},"locations":\[\{"physicalLocation":\{"artifactLocation":\{"uri":"a\.yml"/,
  );
  assert.deepEqual(
    run.results.map((one) => one.baselineState),
    ['new', 'unchanged'],
  );
  assert.deepEqual(run.versionControlProvenance, [
    { repositoryUri: 'https://github.com/acme/lens', revisionId: sampleReport().repository.commit, mappedTo: { uriBaseId: '%SRCROOT%' } },
  ]);
});

// ---- Held against the standard and GitHub's rules.

const program = fileURLToPath(
  new URL(`../../node_modules/@microsoft/sarif-multitool-${process.platform}/Sarif.Multitool${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

/** Words of taste: numbered rule names, and a snippet of the code in each result. The project has no address yet (SARIF2005). */
const matters = (line: string): boolean => /\b(?:error|warning) /.test(line) && !/ SARIF2005: .*'informationUri'/.test(line);

function complaints(logs: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-sarif-'));
  try {
    for (const [name, text] of Object.entries(logs)) writeFileSync(join(folder, `${name}.sarif`), text);
    const words = ['validate', join(folder, '*.sarif'), '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--output', join(folder, 'out.json')];
    const done = spawnSync(program, words, { encoding: 'utf8', timeout: 120_000, env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } });
    assert.match(done.stdout, new RegExp(`Done\\. ${Object.keys(logs).length} files scanned`), done.stdout.slice(-500) + done.stderr.slice(-500));
    assert.ok(readFileSync(join(folder, 'out.json'), 'utf8').length > 0);
    return done.stdout.split('\n').filter(matters);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("valid for Microsoft's validator and GitHub's rules, on every little repository and on what is hostile", () => {
  assert.ok(existsSync(program), 'the validator is a development dependency: npm ci');
  const logs: Record<string, string> = {};
  for (const name of goldenNames()) {
    const { owner, repo } = loadExpectation(name).git;
    const { texts } = loadRepo(name);
    logs[name] = renderSarif(lateInput(auditTexts(texts, owner, repo), texts, { all: true }));
  }
  const hostile = finding({ message: '[x](http://evil) {0}\u0000', at: { ...at('../ä:b', 1), file: '../ä:b\n' }, disposition: 'd1', id: '1' });
  const report = { ...sampleReport(), findings: [hostile], dispositions: [decided('d1', ['1'])], unread: [{ path: 'x\\y', line: null, reason: 'too large' }] };
  const fix = {
    finding: '1',
    kind: 'safe',
    title: 'mend',
    notes: [],
    edits: [{ at: { ...place, file: hostile.at.file, start: 3, end: 3 }, text: 'x' }],
  } as const;
  logs['hostile'] = renderSarif(
    lateInput({ report, lineage: sampleLineage() }, { [hostile.at.file]: 'some text' }, { suppressed: 'marked', fixes: new Map([['1', fix]]) }),
  );
  assert.match(logs['hostile'], /"fixes"/);
  assert.deepEqual(complaints(logs), []);
});

test('the validator sees what is wrong', () => {
  const text = renderSarif(lateInput({ report: { ...sampleReport(), findings: [finding()] }, lineage: sampleLineage() }, {}));
  const log = JSON.parse(text) as SarifLog;
  const found = complaints({
    standard: text.replace('"startLine": 4', '"startLine": 0'),
    github: JSON.stringify({ ...log, runs: log.runs.map((run) => ({ ...run, results: run.results.map((one) => ({ ...one, locations: [] })) })) }),
  });
  assert.match(found.join('\n'), /error JSON1\d+|error SARIF1\d+/);
  assert.match(found.join('\n'), /error GH\d+/);
});
