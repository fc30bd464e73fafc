import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withEntry, type NewEntry } from '../../src/decisions/index.ts';
import type { AuditReport } from '../../src/index.ts';
import { failingIn } from '../../src/report/index.ts';
import { auditConfigured, auditTexts, loadRepo } from '../support/little-repo.ts';

const { texts } = loadRepo('dispatch-open-publish');
const bare = auditTexts(texts, 'acme', 'lens').report;
const all = { severity: 'info', audience: 'auditor' } as const;

async function decided(entries: readonly NewEntry[]): Promise<AuditReport> {
  let config: string | undefined;
  for (const entry of entries) config = withEntry('sealwright.yaml', config, entry);
  return (await auditConfigured(config === undefined ? texts : { ...texts, 'sealwright.yaml': config }, 'acme', 'lens')).report;
}

function isOwn({ rule }: { readonly rule: string }): boolean {
  return !rule.startsWith('disposition-');
}

function idsOf(findings: readonly { readonly id: string; readonly rule: string }[]): readonly string[] {
  return findings.filter(isOwn).map((one) => one.id);
}

const rules = [...new Set(bare.findings.map((one) => one.rule)), 'no-such-rule'];
const surfaces = [...bare.surfaces.flatMap((one) => [one.id, one.kind]), 'nothing'];
const subject = fc.oneof(
  fc.record({ finding: fc.constantFrom(...bare.findings.map((one) => one.id), 'x > y') }),
  fc.record({ rule: fc.constantFrom(...rules) }),
  fc.record({ surface: fc.constantFrom(...surfaces) }),
  fc.record({ rule: fc.constantFrom(...rules), surface: fc.constantFrom(...surfaces) }),
);
const entry = fc
  .tuple(
    subject,
    fc.record({
      disposition: fc.constantFrom('open', 'fixed', 'deferred', 'accepted', 'out-of-scope'),
      reason: fc.constant('r'),
      reviewBy: fc.constantFrom(undefined, '2026-05-31', '2026-12-31'),
      premise: fc.constantFrom(undefined, '2-0123456789abcdef'),
    }),
  )
  .map(([on, rest]): NewEntry => ({ ...on, ...rest }));
const entries = fc.uniqueArray(entry, { maxLength: 4, selector: (one) => JSON.stringify([one.finding, one.rule, one.surface]) });

test('there is something to decide on', () => {
  assert.ok(bare.findings.length >= 3, `${bare.findings.length} findings`);
});

test('decisions change no cell and take no finding away', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (list) => {
      const report = await decided(list);
      assert.deepEqual(
        report.surfaces.map((one) => one.controls),
        bare.surfaces.map((one) => one.controls),
      );
      assert.deepEqual(
        report.findings.filter(isOwn).map((one) => ({ ...one, disposition: undefined })),
        bare.findings.map((one) => ({ ...one, disposition: undefined })),
      );
      assert.deepEqual(report.unread, bare.unread);
      assert.equal(report.dispositions.length, list.length);
    }),
    { numRuns: 40 },
  );
});

test('each finding names the one decision that is on it, and each decision its findings', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (list) => {
      const report = await decided(list);
      for (const one of report.dispositions)
        assert.deepEqual([...one.findings].toSorted(), idsOf(report.findings.filter((finding) => finding.disposition === one.id)).toSorted(), one.id);
    }),
    { numRuns: 40 },
  );
});

test('a finding that fails no run has a decision that stands; without the entry it fails again', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (list) => {
      const report = await decided(list);
      const failing = new Set(failingIn(report, all).map((one) => one.id));
      const without = await Promise.all(list.map((_, i) => decided(list.toSpliced(i, 1))));
      for (const finding of bare.findings.filter((one) => one.within === null && !failing.has(one.id))) {
        const deciding = report.findings.find((one) => one.id === finding.id)?.disposition;
        const i = report.dispositions.findIndex((one) => one.id === deciding);
        assert.equal(report.dispositions[i]?.standing, 'current', finding.id);
        const left = without[i]?.findings.find((one) => one.id === finding.id);
        const isOnAnother = left?.disposition !== undefined;
        assert.ok(isOnAnother || failingIn(without[i]!, all).some((one) => one.id === finding.id), finding.id);
      }
    }),
    { numRuns: 25 },
  );
});

test('the order of entries on different things makes no difference to what fails', async () => {
  const list: readonly NewEntry[] = [
    { rule: rules[0], disposition: 'accepted', reason: 'r' },
    { finding: bare.findings.at(-1)?.id, disposition: 'deferred', reason: 'r' },
  ];
  const [one, other] = await Promise.all([decided(list), decided(list.toReversed())]);
  assert.deepEqual(idsOf(failingIn(one, all)), idsOf(failingIn(other, all)));
});
