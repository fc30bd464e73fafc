import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderExplain } from '../../src/report/explain.ts';
import { at, hostileReport, sampleLineage, sampleReport } from '../support/sample-report.ts';

const options = { width: 100, colour: false, lineOf: (span: { readonly line: number }) => `    text of line ${span.line}` };

test('a cell opens to its chain with the text of each place', () => {
  const report = sampleReport();
  const text = renderExplain(report, sampleLineage(), { surface: report.surfaces[0]!.id, control: 'signature' }, options);
  assert.match(text, /^answer +present: cosign keyless; wired; bound to the digest; attached: beside the file$/m);
  assert.match(text, /^rests on +\.github\/workflows\/release\.yml:30: signs every file of out\/\n +\| text of line 30$/m);
  assert.match(text, /^assumes +the unknown command/m);
  assert.match(text, /^to raise it +verify the bundles before the upload$/m);
  const lines = text.split('\n').length;
  assert.ok(lines >= 10 && lines <= 30, `${lines} lines`);
});

test('what cannot work says what was tried and why it fails', () => {
  const report = sampleReport();
  const text = renderExplain(report, sampleLineage(), { surface: 'container-image:ghcr.io/acme/lens:v{version}-cuda', control: 'sbom' }, options);
  assert.match(text, /^answer +absent: cannot work \(!\)$/m);
  assert.match(text, /^attempted +cosign attest of a syft SBOM$/m);
  assert.match(text, /^because +syft is not installed in this job/m);
  assert.match(text, /^tried at +\.github\/workflows\/images\.yml:33/m);
  assert.match(text, /^lowered by +\.github\/workflows\/images\.yml:30/m);
});

test('without a control every cell gets its short answer', () => {
  const report = sampleReport();
  for (const surface of report.surfaces) {
    const text = renderExplain(report, sampleLineage(), { surface: surface.id, control: undefined }, options);
    for (const title of ['hashes', 'signed', 'sbom', 'provenance', 'recipe']) assert.match(text, new RegExp(`^${title} `, 'm'));
    const lines = text.split('\n').length;
    assert.ok(lines >= 10 && lines <= 32, `${lines} lines`);
  }
});

test('long chains are cut with their number', () => {
  const report = sampleReport();
  const first = report.surfaces[0]!;
  const because = Array.from({ length: 30 }, (_, i) => ({
    ...first.controls.signature.because[1]!,
    span: at('release.yml', 100 + i),
    what: `signs part ${i}`,
  }));
  const long = { ...report, surfaces: [{ ...first, controls: { ...first.controls, signature: { ...first.controls.signature, because } } }] };
  const text = renderExplain(long, sampleLineage(), { surface: first.id, control: 'signature' }, options);
  assert.match(text, /and 26 more/);
  assert.ok(text.split('\n').length <= 30);
});

test('hostile names and lines do not reach the terminal', () => {
  const report = hostileReport();
  const text = renderExplain(
    report,
    sampleLineage(),
    { surface: report.surfaces[0]!.id, control: 'signature' },
    { ...options, lineOf: () => 'x\u001b]0;title\u0007' },
  );
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('a surface that is not there is said', () => {
  assert.equal(renderExplain(sampleReport(), sampleLineage(), { surface: 'none', control: undefined }, options), 'there is no such surface in this report\n');
});
