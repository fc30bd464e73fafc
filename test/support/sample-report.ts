import type { Span } from '../../src/base/index.ts';
import type { AuditReport, DispositionReport, FindingReport, LineageView, SurfaceRecipes, SurfaceReport } from '../../src/audit/index.ts';
import type { Controls, Evidence, Status } from '../../src/controls/index.ts';
import type { SurfaceKind } from '../../src/surfaces/index.ts';

export function at(file: string, line: number): Span {
  return { file, start: line * 10, end: line * 10 + 5, line, column: 1, endLine: line };
}

/** A cell with nothing to say beyond its status, changed by `rest`. */
export function evidence(status: Status, rest: Partial<Evidence> = {}): Evidence {
  const strength = status === 'present' || status === 'partial' ? 'wired' : null;
  return { status, strength, how: '', binds: null, attachedTo: null, reason: null, assumes: [], because: [], raise: null, ...rest };
}

export function controls(rest: Partial<Record<keyof Controls, Evidence>> = {}): Controls {
  return {
    hashes: evidence('absent'),
    signature: evidence('absent'),
    sbom: evidence('absent'),
    provenance: evidence('absent'),
    verifyRecipe: evidence('absent'),
    ...rest,
  };
}

export function surface(kind: SurfaceKind, name: string, cells: Controls, rest: Partial<SurfaceReport> = {}): SurfaceReport {
  return {
    id: `${kind}:${name}`,
    kind,
    name,
    members: [name],
    publishedBy: { workflow: '.github/workflows/release.yml', job: 'publish', step: 'upload', config: '' },
    at: at('.github/workflows/release.yml', 40),
    scenarios: ['push:tag'],
    notes: [],
    controls: cells,
    ...rest,
  };
}

/** A finding for everyone. */
function found(rule: string, severity: FindingReport['severity'], surfaceId: string | null, message: string, place: Span): FindingReport {
  const fingerprint = `${rule} > ${surfaceId ?? '-'}`;
  return {
    id: `${fingerprint} > ${place.line}`,
    rule,
    severity,
    confidence: 'high',
    audience: 'everyone',
    surface: surfaceId,
    message,
    action: `mend what ${rule} complains of`,
    at: place,
    related: [],
    fingerprint,
    parts: [],
    within: null,
  };
}

const wf = '.github/workflows/release.yml';
const images = '.github/workflows/images.yml';
const keyless = evidence('present', {
  how: 'cosign keyless',
  binds: 'digest',
  attachedTo: 'beside the file',
  because: [
    { span: at(wf, 60), what: 'attaches dist/** to the release', role: 'publishes' },
    { span: at(wf, 30), what: 'signs every file of out/', role: 'covers' },
    { span: at(wf, 35), what: 'carries the bundles to the release job', role: 'transports' },
  ],
  assumes: ['the unknown command `fetch-models` writes only below its own folder'],
  raise: 'verify the bundles before the upload',
});
const digest = evidence('present', { how: 'digest', strength: 'inherited', binds: 'digest' });
const imageSigned = evidence('partial', {
  how: 'cosign keyless',
  binds: 'digest',
  attachedTo: 'registry',
  reason: 'the index is signed, its platforms are not',
  because: [{ span: at(images, 20), what: 'signs the index', role: 'covers' }],
});
const broken = evidence('absent', {
  strength: 'cannot-work',
  how: 'cosign attest of a syft SBOM',
  reason: 'syft is not installed in this job: `pip install syft` installs another program',
  because: [
    { span: at(images, 30), what: 'installs another program of that name', role: 'lowers' },
    { span: at(images, 33), what: 'would attest the SBOM', role: 'covers' },
  ],
});
const unsigned = evidence('partial', { how: 'BuildKit, unsigned', reason: 'the statement is not signed' });

/** A report of a small project with files, wheels, images and a tag; every kind of cell occurs in it. */
export function sampleReport(): AuditReport {
  const byImages = { publishedBy: { workflow: images, job: 'build', step: 'push', config: '' }, at: at(images, 12) };
  const image = (name: string, sbom: Evidence): SurfaceReport =>
    surface(
      'container-image',
      name,
      controls({
        hashes: digest,
        signature: imageSigned,
        sbom,
        provenance: unsigned,
        verifyRecipe: evidence('partial', { how: 'by tag', reason: 'the recipe names a tag, not a digest' }),
      }),
      byImages,
    );
  return {
    schemaVersion: 1,
    tool: { name: 'sealwright', version: '0.1.0' },
    repository: {
      name: 'acme/lens',
      host: 'github.com',
      commit: '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3',
      date: '2026-05-30T10:00:00Z',
      workflows: 19,
      releaseWorkflows: 4,
      files: 812,
    },
    scenarios: [
      { id: 'push:tag', event: 'push', refKind: 'tag', workflows: [wf, images], doubt: null },
      { id: 'release:published', event: 'release', refKind: 'tag', workflows: [wf], doubt: 'the release is made with GITHUB_TOKEN' },
    ],
    surfaces: [
      surface(
        'release-asset',
        'lens, liblens.so*, models.tar.gz',
        controls({
          signature: keyless,
          sbom: evidence('partial', { how: 'source tree', reason: 'it describes the checkout, not the files' }),
          verifyRecipe: evidence('partial', { how: 'no identity', reason: 'the command names no identity' }),
        }),
        { members: ['lens', 'liblens.so*', 'models.tar.gz'] },
      ),
      surface('release-asset', 'sbom.spdx.json', controls({ sbom: evidence('not-applicable') })),
      surface(
        'python-dist',
        'lens-py wheel, sdist',
        controls({
          hashes: evidence('present', { how: 'index', strength: 'inherited' }),
          signature: evidence('present', { how: 'PEP 740', strength: 'inherited' }),
          provenance: evidence('absent', { strength: 'declared', reason: 'only the README says so' }),
        }),
      ),
      image('ghcr.io/acme/lens:latest', evidence('present', { how: 'cosign attest', strength: 'best-effort' })),
      image('ghcr.io/acme/lens:v{version}-cuda', broken),
      image('ghcr.io/acme/lens:v{version}-server', broken),
      image('ghcr.io/acme/lens:v{version}-rocm', evidence('absent')),
      surface(
        'git-tag',
        'v*',
        controls({
          hashes: evidence('not-applicable'),
          signature: evidence('unknown', { reason: 'the tag is pushed by people' }),
          sbom: evidence('not-applicable'),
          provenance: evidence('not-applicable'),
          verifyRecipe: evidence('absent'),
        }),
        { members: [], at: at('.github/workflows/tag.yml', 9) },
      ),
    ],
    inventory: [
      {
        kind: 'workflow',
        path: wf,
        name: 'Release',
        triggers: ['push tags v*', 'release published'],
        publishes: ['release files', 'PyPI'],
        signs: ['cosign keyless'],
        sbom: ['source tree'],
        provenance: [],
        at: at(wf, 1),
      },
      {
        kind: 'workflow',
        path: images,
        name: 'Images',
        triggers: ['push tags v*'],
        publishes: ['4 images'],
        signs: ['cosign keyless'],
        sbom: ['cosign attest'],
        provenance: ['BuildKit, unsigned'],
        at: at(images, 1),
      },
      { kind: 'not-released', what: 'Helm chart (deploy/chart)', why: 'no step publishes it', at: at('deploy/chart/Chart.yaml', 1) },
      { kind: 'evidence-file', what: 'lens.bundle', is: 'signature', signed: 'not needed', at: at(wf, 61) },
      { kind: 'posture', what: 'Scorecard run', detail: 'published to the dashboard', at: at('.github/workflows/scorecard.yml', 8) },
      { kind: 'policy', what: 'Conventional Commits', enforcedBy: 'a commit-msg hook', strength: 'declared', at: at('CONTRIBUTING.md', 12) },
      {
        kind: 'identity',
        san: `https://github.com/acme/lens/${wf}@refs/tags/*`,
        issuer: 'https://token.actions.githubusercontent.com',
        workflow: wf,
        refs: ['refs/tags/*'],
        at: at(wf, 30),
      },
    ],
    findings: [
      found(
        'evidence-tool-not-installed',
        'high',
        'container-image:ghcr.io/acme/lens:v{version}-cuda',
        'the SBOM can never be made: syft is not installed in this job',
        at(images, 30),
      ),
      found(
        'evidence-tool-not-installed',
        'high',
        'container-image:ghcr.io/acme/lens:v{version}-server',
        'the SBOM can never be made: syft is not installed in this job',
        at(images, 71),
      ),
      found('checksums-not-published', 'medium', 'release-asset:lens, liblens.so*, models.tar.gz', 'no checksum file is published', at(wf, 60)),
      found('tag-unsigned', 'low', null, 'tags carry no signature', at('.github/workflows/tag.yml', 9)),
      { ...found('platforms-unsigned', 'low', null, 'the index is signed, its platforms are not', at(images, 20)), audience: 'careful' },
    ],
    recipes: [
      {
        tool: 'cosign',
        command: 'cosign verify-blob --bundle lens.bundle lens',
        at: at('docs/release.md', 20),
        verdict: 'incomplete',
        reason: 'no identity is given',
        surfaces: ['release-asset:lens, liblens.so*, models.tar.gz'],
      },
      {
        tool: 'gh',
        command: 'gh attestation verify lens --repo acme/lens',
        at: at('README.md', 51),
        verdict: 'runs',
        reason: null,
        surfaces: ['release-asset:lens, liblens.so*, models.tar.gz'],
      },
    ],
    claims: [],
    dispositions: [],
    service: { api: null, facts: [{ what: 'environments', answer: null, reason: 'not asked: add --online' }] },
    unread: [
      { path: '.github/workflows/old.yml', line: 3, reason: 'a tab where YAML allows none' },
      { path: 'scripts/publish.ps1', line: null, reason: 'PowerShell: the flow of values is not followed' },
    ],
  };
}

/** The lineage that belongs to the sample report's first surface. */
export function sampleLineage(): LineageView {
  return {
    nodes: [
      { id: 'src', label: 'checkout', kind: 'source', at: null },
      { id: 'lens', label: 'lens', kind: 'file', at: at(wf, 20) },
      { id: 'bundle', label: 'lens.bundle', kind: 'evidence', at: at(wf, 30) },
      { id: 'files', label: 'lens, liblens.so*, models.tar.gz', kind: 'surface', at: at(wf, 60) },
      { id: 'tag', label: 'v*', kind: 'surface', at: null },
    ],
    edges: [
      { from: 'src', to: 'lens', effect: 'builds', label: 'make', at: at(wf, 20), weakened: null },
      { from: 'lens', to: 'bundle', effect: 'signs', label: 'cosign keyless', at: at(wf, 30), weakened: 'continue-on-error' },
      { from: 'lens', to: 'files', effect: 'publishes', label: 'release', at: at(wf, 60), weakened: null },
      { from: 'src', to: 'tag', effect: 'creates-tag', label: 'v*', at: at('.github/workflows/tag.yml', 9), weakened: null },
    ],
    wordsAt: () => '',
    cells: new Map([
      ['release-asset:lens, liblens.so*, models.tar.gz', { nodes: ['src', 'lens', 'bundle', 'files'], edges: [0, 1, 2] }],
      ['git-tag:v*', { nodes: ['src', 'tag'], edges: [3] }],
    ]),
  };
}

/** Text that tries to leave the form it is printed in: terminal escapes, reordering marks, Markdown, HTML and DOT. */
export const hostileText = 'a\u001b[31mb\nc|d`e`<img src=x>"]; x -->\u202eevil\u0000](http://h.example) ${{ x }} %%{init}%% \\" \ud800';

/** The sample report with every text that a repository controls replaced by hostile text. */
export function hostileReport(): AuditReport {
  const poison = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return closedWords.has(key) ? value : `${value}${hostileText}`;
    if (Array.isArray(value)) return value.map((one) => poison(one, key));
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poison(v, k)]));
    return value;
  };
  const report = sampleReport();
  const texts = Object.fromEntries(['surface', 'reason', 'by', 'revisit', 'record', 'why'].map((key) => [key, hostileText]));
  const decision = { ...sampleDisposition(), ...texts, standing: 'due' as const, rows: [hostileText], at: at(hostileText, 3) };
  return { ...(poison(report, '') as AuditReport), tool: report.tool, dispositions: [decision], baseline: { file: hostileText, gone: [] } };
}

const closedWords = new Set([
  'kind',
  'status',
  'strength',
  'binds',
  'role',
  'severity',
  'confidence',
  'audience',
  'verdict',
  'refKind',
  'id',
  'surface',
  'surfaces',
  'is',
  'signed',
]);

/** A recipe for the sample report's first surface, and why its second has none. */
export function sampleRecipes(): readonly SurfaceRecipes[] {
  const [first, second] = sampleReport().surfaces;
  return [
    {
      surface: first!.id,
      scenario: 'push:tag',
      none: null,
      recipes: [
        {
          kind: 'written',
          control: 'signature',
          tool: 'cosign',
          needs: 'cosign 2.4 or later',
          proves: 'this workflow signed the file',
          lines: ['TAG=v1.2.3 # the release that you took', 'cosign verify-blob "lens" --bundle "lens.bundle"'],
          notes: ['a note'],
          at: at(wf, 30),
        },
      ],
    },
    {
      surface: second!.id,
      scenario: 'push:tag',
      none: null,
      recipes: [{ kind: 'unwritten', control: 'sbom', why: 'its type is not known', at: at(second!.at.file, 3) }],
    },
  ];
}

/** A decision that stands, on nothing. */
export function sampleDisposition(): DispositionReport {
  return {
    id: 'd',
    disposition: 'accepted',
    finding: null,
    rule: 'sbom-missing',
    surface: null,
    reason: 'the base image has none',
    by: 'Kim',
    date: '2026-05-30',
    reviewBy: '2027-05-30',
    revisit: null,
    record: 'docs/adr/0902.md',
    standing: 'current',
    why: null,
    findings: [],
    rows: [],
    at: at('sealwright.yaml', 3),
  };
}

/** A decision that answers findings. */
export function decided(id: string, findings: readonly string[], rest: Partial<AuditReport['dispositions'][number]> = {}): AuditReport['dispositions'][number] {
  return {
    id,
    disposition: 'accepted',
    finding: null,
    rule: 'evidence-tool-not-installed',
    surface: null,
    reason: 'the image is for trials',
    by: 'ada',
    date: '2026-05-01',
    reviewBy: null,
    revisit: null,
    record: null,
    standing: 'current',
    why: null,
    findings,
    rows: [],
    at: at('sealwright.yaml', 4),
    ...rest,
  };
}
/** The rest of an audit's result, with nothing in it. */
export const sampleResult = { fixes: new Map(), unfixed: new Map(), publishing: [], isMendable: () => false } as const;
