import * as z from 'zod';

const day = z.iso.date({ error: 'a day such as 2026-11-30' }).describe('A day, as YYYY-MM-DD.');
const name = z.string().min(1).max(2_000);

/** `googleapis/release-please-action` at `v5`; with `owner/repo/path` for an action in a folder. */
const action = z
  .strictObject({
    action: z
      .string()
      .max(300)
      .regex(/^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?$/, 'owner/repo of an action')
      .describe('An action or reusable workflow, as it is named before the @.'),
    version: z
      .union([z.string().regex(/^v?\d{1,6}(?:\.\d{1,6}){0,2}$/), z.int().min(0)], { error: 'a version such as v5 or 5.1.0' })
      .describe('Met when a workflow uses this version or a later one.'),
  })
  .describe('Met when a workflow uses an action at that version or later.');

const revisit = z
  .union(
    [
      z.string().min(1).max(2_000).regex(/\S/, 'words'),
      z.strictObject({ file: z.string().min(1).max(1_000) }).describe('Met when the checkout has this file or folder.'),
      action,
      z.strictObject({ surface: name }).describe('Met when this is published: a surface by its id, name or kind, such as helm-chart.'),
    ],
    { error: 'words, or a map with one of: file; action and version; surface' },
  )
  .describe('What would reopen the decision: words for people, or a condition that is looked at in each audit.');

/** A decision on findings, as sealwright.yaml records it. */
export const dispositionSchema = z
  .strictObject({
    finding: name.describe('The fingerprint of one finding, as in findings[].fingerprint of the JSON report.').optional(),
    rule: z
      .string()
      .max(100)
      .regex(/^[a-z]+(?:-[a-z]+)+$/, 'the name of a rule, such as tag-unsigned')
      .describe('Every finding of this rule; with surface, of that surface alone.')
      .optional(),
    surface: name.describe('A surface by its id, name or kind, or something that is built and not released, by its name in the report.').optional(),
    disposition: z.enum(['open', 'fixed', 'deferred', 'accepted', 'out-of-scope']).describe('What was decided.'),
    reason: z.string({ error: 'a reason in words' }).max(5_000).regex(/\S/, 'a reason in words').describe('Why.'),
    by: z.string().min(1).max(200).describe('Who decided.').optional(),
    date: day.describe('When it was decided.').optional(),
    reviewBy: day.describe('The last day on which it holds without being looked at again.').optional(),
    revisit: revisit.optional(),
    record: z.string().min(1).max(1_000).describe('The decision record: a path or an address.').optional(),
    premise: z
      .string()
      .regex(/^\d{1,2}-[0-9a-f]{16}$/, 'what sealwright disposition add writes, such as 2-0123456789abcdef')
      .describe('The fingerprint of the lineage that the decision was made of; written by sealwright disposition add.')
      .optional(),
  })
  .superRefine((one, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (one.finding === undefined && one.rule === undefined && one.surface === undefined) issue('finding', 'one of finding, rule and surface');
    if (one.finding !== undefined && one.rule !== undefined) issue('rule', 'finding or rule, not both');
    if (one.finding !== undefined && one.surface !== undefined) issue('surface', 'finding or surface, not both');
  })
  .meta({
    description: 'A decision on findings: on one by its fingerprint, or on those of a rule, of a surface, or of both.',
    // For editors, what the refinement above says.
    anyOf: [
      { required: ['finding'], properties: { rule: false, surface: false } },
      { required: ['rule'], properties: { finding: false } },
      { required: ['surface'], properties: { finding: false } },
    ],
  });

export type DispositionEntry = z.infer<typeof dispositionSchema>;
