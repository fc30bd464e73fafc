import * as z from 'zod';

const span = z
  .strictObject({
    file: z.string(),
    start: z.int().min(0).describe('Offset of the first character, in UTF-16 code units from 0.'),
    end: z.int().min(0),
    line: z.int().min(1),
    column: z.int().min(1),
    endLine: z.int().min(1),
  })
  .meta({ id: 'span', description: 'A place in a file.' });

const because = z
  .strictObject({ span, what: z.string(), role: z.enum(['publishes', 'covers', 'lowers', 'misses', 'assumes', 'transports']) })
  .meta({ id: 'because', description: 'One step of the chain that an answer rests on.' });

const evidence = z
  .strictObject({
    status: z.enum(['present', 'partial', 'absent', 'unknown', 'not-applicable']),
    strength: z.enum(['best-effort', 'wired', 'inherited', 'self-verified', 'consumer-verifiable', 'cannot-work', 'declared']).nullable(),
    how: z.string().describe('The mechanism; empty when there is none.'),
    binds: z.enum(['digest', 'tag', 'path']).nullable(),
    attachedTo: z.string().nullable(),
    reason: z.string().nullable().describe('One line of cause for unknown, partial and cannot-work.'),
    assumes: z.array(z.string()),
    because: z.array(because),
    raise: z.string().nullable().describe('What would raise the answer by one grade.'),
  })
  .meta({ id: 'evidence', description: "A control's answer for one surface." });

const control = z.enum(['hashes', 'signature', 'sbom', 'provenance', 'verifyRecipe']);

const surface = z
  .strictObject({
    id: z.string(),
    kind: z.enum([
      'release-asset',
      'container-image',
      'python-dist',
      'npm-package',
      'crate',
      'maven',
      'helm-chart',
      'git-tag',
      'gem',
      'os-package',
      'action',
      'site',
      'other',
    ]),
    name: z.string(),
    members: z.array(z.string()),
    publishedBy: z.strictObject({ workflow: z.string(), job: z.string(), step: z.string(), config: z.string() }),
    at: span,
    scenarios: z.array(z.string()),
    notes: z.array(z.string()),
    controls: z.strictObject({ hashes: evidence, signature: evidence, sbom: evidence, provenance: evidence, verifyRecipe: evidence }),
    change: z
      .partialRecord(control, z.enum(['new', 'better', 'worse', 'changed']))
      .exactOptional()
      .describe('What changed since the commit given with --against, by control.'),
  })
  .meta({ id: 'surface', description: 'A place that a stranger takes an artifact from.' });

const names = z.array(z.string());

const inventory = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('workflow'),
      path: z.string(),
      name: z.string(),
      triggers: names,
      publishes: names,
      signs: names,
      sbom: names,
      provenance: names,
      at: span,
    }),
    z.strictObject({ kind: z.literal('not-released'), what: z.string(), why: z.string(), at: span }),
    z.strictObject({ kind: z.literal('promise'), what: z.string(), why: z.string(), at: span }),
    z.strictObject({
      kind: z.literal('evidence-file'),
      what: z.string(),
      is: z.enum(['checksum list', 'signature', 'SBOM', 'attestation', 'evidence']),
      signed: z.enum(['yes', 'no', 'unknown', 'not needed']),
      at: span,
    }),
    z.strictObject({ kind: z.literal('posture'), what: z.string(), detail: z.string(), at: span }),
    z.strictObject({
      kind: z.literal('policy'),
      what: z.string(),
      enforcedBy: z.string().nullable(),
      strength: z.enum(['enforced', 'declared', 'unknown']),
      at: span,
    }),
    z.strictObject({
      kind: z.literal('identity'),
      san: z.string(),
      issuer: z.string(),
      workflow: z.string(),
      refs: names,
      repositoryId: z.string().exactOptional().describe("The repository's number in certificates (extension 1.3.6.1.4.1.57264.1.15); with --online."),
      ownerId: z.string().exactOptional().describe("Its owner's number in certificates (extension 1.3.6.1.4.1.57264.1.17); with --online."),
      at: span,
    }),
  ])
  .meta({ id: 'inventory-entry' });

const finding = z
  .strictObject({
    id: z.string().describe('Unique in a report: the fingerprint, numbered where two are alike.'),
    rule: z.string().describe('The name of the rule, permanent.'),
    severity: z.enum(['high', 'medium', 'low', 'info']),
    confidence: z.enum(['high', 'medium', 'low']),
    audience: z.enum(['everyone', 'careful', 'auditor']).describe('Whom it is for: everyone, who wants it better than usual, who asks for all.'),
    surface: z.string().nullable(),
    message: z.string(),
    action: z.string().describe('What to do about it.'),
    at: span,
    related: z.array(z.strictObject({ at: span, what: z.string() })),
    fingerprint: z.string().describe('Rule, surface and the way through the lineage; it holds no line numbers.'),
    asks: z.string().exactOptional().describe('What the command or program that it is about asks, its variables filled in.'),
    parts: names.describe('Of a finding that joins others, their ids.'),
    within: z.string().nullable().describe('The id of the finding that this one is a part of.'),
    change: z.literal('new').exactOptional().describe('The commit given with --against has no such finding.'),
    disposition: z.string().exactOptional().describe('The id of the disposition that decides on it.'),
    baseline: z.literal('known').exactOptional().describe('The baseline given with --baseline has it.'),
  })
  .meta({ id: 'finding', description: 'What a rule complains of.' });

const claim = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['signed', 'keyless', 'hashes', 'sbom', 'provenance', 'slsa-level', 'reproducible', 'every-asset', 'protection', 'badge', 'other']),
    text: z.string(),
    surfaces: names,
    verdict: z.enum(['supported', 'contradicted', 'unsupported', 'cannot-tell']),
    reason: z.string(),
    at: span,
    related: z.array(z.strictObject({ at: span, what: z.string() })),
  })
  .meta({ id: 'claim', description: 'Something that a document says of what is published.' });

const disposition = z
  .strictObject({
    id: z.string(),
    disposition: z.enum(['open', 'fixed', 'deferred', 'accepted', 'out-of-scope']),
    finding: z.string().nullable().describe('The fingerprint of the one finding that it decides on.'),
    rule: z.string().nullable(),
    surface: z.string().nullable(),
    reason: z.string(),
    by: z.string().nullable(),
    date: z.string().nullable(),
    reviewBy: z.string().nullable(),
    revisit: z.string().nullable().describe('What would reopen it, in words.'),
    record: z.string().nullable().describe('The decision record: a path or an address.'),
    standing: z.enum(['current', 'due', 'stale', 'premise-changed', 'not-fixed']),
    change: z.enum(['new', 'changed']).exactOptional().describe('The commit given with --against does not decide so, or says something else.'),
    why: z.string().nullable().describe('One line of cause where it is not current.'),
    findings: names.describe('The ids of the findings that it decides on.'),
    rows: names.describe('What it is on that is built and not released, or a policy: names of the inventory.'),
    at: span,
  })
  .meta({ id: 'disposition', description: 'A human decision on findings.' });

/** The shape of an audit report in JSON. Not loaded by an audit: the JSON Schema that ships is made from it. */
export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tool: z.strictObject({ name: z.literal('sealwright'), version: z.string() }),
    repository: z.strictObject({
      name: z.string(),
      host: z.string(),
      commit: z.string().nullable(),
      date: z.string().nullable().describe("The commit's own date; a report carries no other."),
      workflows: z.int().min(0).describe('Workflows that were analysed.'),
      unreadWorkflows: names.exactOptional().describe('Files of workflows of which nothing could be read: what they publish is not known.'),
      releaseWorkflows: z.int().min(0).describe('Those of them that publish something.'),
      files: z.int().min(0),
    }),
    scenarios: z.array(
      z.strictObject({
        id: z.string(),
        event: z.string(),
        refKind: z.enum(['branch', 'tag', 'pull-request', 'none']),
        workflows: names,
        doubt: z.string().nullable(),
      }),
    ),
    surfaces: z.array(surface),
    inventory: z.array(inventory),
    findings: z.array(finding),
    recipes: z.array(
      z.strictObject({
        tool: z.string(),
        command: z.string(),
        at: span,
        verdict: z.enum(['runs', 'incomplete', 'elided', 'names nothing published']),
        reason: z.string().nullable(),
        surfaces: names,
      }),
    ),
    claims: z.array(claim),
    dispositions: z.array(disposition),
    service: z
      .strictObject({
        api: z.string().nullable().describe('The address that was asked, or null where none was.'),
        facts: z.array(z.strictObject({ what: z.string(), answer: z.string().nullable(), reason: z.string().nullable() })),
      })
      .describe('What the files cannot show: unknown without --online.'),
    unread: z.array(z.strictObject({ path: z.string(), line: z.int().min(1).nullable(), reason: z.string() })),
    configuration: z
      .strictObject({
        files: names.describe('The files of the checkout, the nearest first.'),
        told: names.describe('What is known by them alone; the cells that rest on it carry it in `assumes`.'),
        ignored: names.describe('Rows that would have replaced rows of the catalog, and are left out.'),
      })
      .exactOptional()
      .describe('Where the audited checkout configures its own audit.'),
    baseline: z
      .strictObject({ file: z.string(), gone: names.describe('Ids in it that are found no more.') })
      .exactOptional()
      .describe('The baseline given with --baseline.'),
    against: z
      .strictObject({
        ref: z.string(),
        commit: z.string().nullable(),
        gone: names.describe('Surfaces that were there and are no more.'),
        exposed: z
          .array(
            z.strictObject({
              surface: z.string(),
              name: z.string(),
              scenario: z.string().nullable(),
              lacks: z.enum(['signature', 'signature and provenance']),
            }),
          )
          .describe('What is newly published and nothing signs: one name of each surface that shows it.'),
        cured: names.describe('Ids of findings that were there and are no more.'),
        decisions: z.enum(['all', 'before']).describe('Which decisions settle findings: all, or those alone that the other commit has too.'),
      })
      .exactOptional()
      .describe('What --against compares with.'),
  })
  .meta({ title: 'sealwright audit report', description: 'What `sealwright audit --format json` writes.' });
