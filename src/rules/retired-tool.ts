import type { RetiredRecord } from '../lineage/index.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'retired-tool',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a release is made or described with what its makers have archived or deprecated',
  remedy: 'use what takes its place',
  about: () => ({
    why: 'What is archived gets no fix, neither for a fault that loses files nor for one that lets others in. It works until the service changes under it, and that is usually the day of a release.',
    blindSpots: 'Other actions and commands that were given up: only those are known of which their makers say so.',
    refs: ['https://github.com/actions/create-release', 'https://github.com/actions/attest-sbom'],
    mapping: { cwe: [1104] },
  }),
  *check({ traced: { trace } }) {
    for (const all of Map.groupBy(trace.retired, ({ what, origin }) => `${what} ${origin.workflow}`).values()) {
      const [{ what, instead, origin }] = all as [RetiredRecord, ...RetiredRecord[]];
      const others = new Map(all.filter((one) => one.origin.at.start !== origin.at.start).map((one) => [one.origin.at.start, one])).values();
      yield finding({
        at: origin.at,
        related: [...others].map((one) => ({ at: one.origin.at, what: 'and here' })),
        path: [origin.workflow, what],
        message: `${what} is archived or deprecated by its makers`,
        action: `use ${instead}`,
      });
    }
  },
});
