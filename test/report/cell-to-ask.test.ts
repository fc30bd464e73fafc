import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingReport } from '../../src/index.ts';
import { cellToAsk, gapsOf } from '../../src/report/findings.ts';
import { controls, evidence, sampleReport, surface } from '../support/sample-report.ts';

const cannotWork = { ...evidence('absent'), strength: 'cannot-work' as const };
const broken = surface('container-image', 'ghcr.io/acme/a', controls({ sbom: cannotWork }));
const bare = surface('container-image', 'ghcr.io/acme/b', controls({ provenance: evidence('partial') }));
const { findings: samples, ...rest } = sampleReport();

function asked(findings: readonly Partial<FindingReport>[]): readonly (string | undefined)[] {
  const report = { ...rest, surfaces: [broken, bare], findings: findings.map((one) => ({ ...samples[0]!, within: null, parts: [], ...one })) };
  const cell = cellToAsk(report, gapsOf(report));
  return [cell?.surface.id, cell?.control];
}

test('the cell to ask about is one of the worst finding that is shown', () => {
  assert.deepEqual(asked([{ id: '1', rule: 'published-unsigned', surface: bare.id }]), [bare.id, 'signature']);
  assert.deepEqual(asked([{ id: '1', rule: 'recipe-missing', surface: bare.id }]), [bare.id, 'verifyRecipe']);
  assert.deepEqual(asked([{ id: '1', rule: 'tags-collide', surface: bare.id }]), [bare.id, 'provenance']);
  assert.deepEqual(
    asked([
      { id: '1', rule: 'published-unsigned', severity: 'low', surface: bare.id, message: 'x' },
      { id: '2', rule: 'evidence-tool-not-installed', severity: 'high', surface: broken.id },
    ]),
    [broken.id, 'sbom'],
  );
});

test('with no finding of a surface it is what cannot work', () => {
  assert.deepEqual(asked([]), [broken.id, 'sbom']);
  assert.deepEqual(asked([{ id: '1', surface: null }]), [broken.id, 'sbom']);
});
