import { showSpan } from '../base/index.ts';
import { sinkLabel, showRepository, type Trace, type Traced } from '../lineage/index.ts';
import type { Observed } from '../registry/service/index.ts';
import { show } from '../values/index.ts';
import type { InventoryEntry } from './report.ts';

/** One row per workflow that does something for a release, with what it publishes and what evidence it makes. */
export function workflowInventory(traced: Traced): readonly InventoryEntry[] {
  const { trace } = traced;
  const published = Map.groupBy(trace.publishes, (one) => one.origin.entry);
  const made = Map.groupBy(trace.evidence, (one) => one.origin.entry);
  const unattested = new Set(
    trace.images.filter((image) => image.pushed && ['default', 'min', 'max'].includes(image.provenance)).map((image) => image.origin.entry),
  );
  const releases = releasesByEntry(traced);
  const rows: InventoryEntry[] = [];
  for (const [path, workflow] of traced.workflows) {
    const publishes = withoutPlain([
      ...(published.get(path) ?? []).map((p) => (p.sink.kind === 'registry' ? imageName(trace, p.sink.image) : sinkLabel(p.sink))),
      ...releases(path),
      ...trace.posture.filter((p) => p.publishes && p.origin.entry === path).map((p) => `${p.what} result`),
    ]);
    const evidence = made.get(path) ?? [];
    const signs = unique(
      evidence
        .filter((e) => e.kind === 'signature' || (e.kind === 'attestation' && e.predicate === 'publish'))
        .map((e) => withWork(e.mechanism ?? e.tool, e.cannotWork)),
    );
    const sbom = unique(
      evidence
        .filter((e) => e.kind === 'sbom')
        .map((e) =>
          withWork(`${e.format ?? 'SBOM'} of ${e.target.source ? 'the source tree' : e.target.images.length > 0 ? 'the image' : 'files'}`, e.cannotWork),
        ),
    );
    const provenance = unique(
      evidence
        .filter((e) => e.kind === 'attestation' && e.predicate !== 'sbom-spdx' && e.predicate !== 'sbom-cyclonedx')
        .map((e) => withWork(`${e.predicate ?? e.predicateType ?? 'attestation'} (${e.mechanism ?? e.tool})`, e.cannotWork)),
    );
    const unsigned = unattested.has(path);
    rows.push({
      kind: 'workflow',
      path,
      name: workflow.name?.value ?? path.split('/').at(-1)!,
      triggers: workflow.triggers.map((t) =>
        triggerLabel(
          t.event,
          [...(t.tags ?? []), ...(t.branches ?? []), ...(t.types ?? [])].map((s) => s.value),
        ),
      ),
      publishes,
      signs,
      sbom,
      provenance: unsigned ? [...provenance, 'unsigned (BuildKit)'] : provenance,
      at: workflow.triggers[0]?.span ?? { file: path, start: 0, end: 0, line: 1, column: 1, endLine: 1 },
    });
  }
  return rows;
}

function withWork(label: string, cannotWork: string | undefined): string {
  return cannotWork === undefined ? label : `${label}: cannot work`;
}

/** The releases and tags that each workflow makes; with its own token where other workflows wait for them in vain. */
function releasesByEntry({ trace, scenarios }: Traced): (path: string) => readonly string[] {
  const waiting = new Set([...scenarios].filter(([, list]) => list.some((s) => s.id === 'release' || s.id === 'push:tag')).map(([path]) => path));
  // A run that a release starts adds to it.
  const made = Map.groupBy(
    trace.releases.filter((one) => one.origin.scenario !== 'release'),
    (one) => one.origin.entry,
  );
  const pushed = Map.groupBy(
    trace.tags.filter((one) => one.pushed),
    (one) => one.origin.entry,
  );
  return (path) => {
    const isAwaited = waiting.size > (waiting.has(path) ? 1 : 0);
    const releases = made.get(path) ?? [];
    const tags = [...(pushed.get(path) ?? []), ...releases.filter((one) => one.createsTag)];
    const withToken = (what: string, all: readonly { readonly token?: 'job-token' | 'other' | 'unknown' }[]): readonly string[] =>
      all.length === 0
        ? []
        : [isAwaited && all.some((one) => one.token === 'job-token') && !all.some((one) => one.token === 'other') ? `${what} ${byJobToken}` : what];
    return [...withToken('GitHub release', releases), ...withToken('git tag', tags)];
  };
}

/** Each once; what is said with its token is not said without it too. */
function withoutPlain(list: readonly string[]): readonly string[] {
  return unique(list).filter((one) => !list.includes(`${one} ${byJobToken}`));
}

const byJobToken = '(with GITHUB_TOKEN)';

function triggerLabel(event: string, filters: readonly string[]): string {
  return filters.length === 0 ? event : `${event} (${filters.slice(0, 4).join(', ')}${filters.length > 4 ? ', …' : ''})`;
}

function imageName(trace: Trace, id: string): string {
  const image = trace.image(id);
  return image === undefined ? 'an image' : unique(image.refs.map((r) => showRepository(show(r.repository)))).join(', ');
}

/** Certificate identities that the workflows' keyless signers will have, one row per signing workflow. */
export function identities(traced: Traced, observed?: Observed): readonly InventoryEntry[] {
  const { trace } = traced;
  const { deployment, git } = trace.input;
  // Whoever's workflow signs, the source is the repository whose run it is.
  const ids = observed?.repository.kind === 'known' ? observed.repository.value.ids : null;
  const rows = new Map<string, { refs: Set<string>; at: (typeof trace.evidence)[number]['origin']['at']; workflow: string }>();
  for (const e of trace.evidence) {
    if (!e.keyless || (e.kind !== 'signature' && e.kind !== 'attestation')) continue;
    const scenario = (traced.scenarios.get(e.origin.entry) ?? []).find((s) => s.id === e.origin.scenario);
    const ref =
      scenario === undefined
        ? '?'
        : scenario.refPatterns.length === 0
          ? `${scenario.refKind === 'tag' ? 'refs/tags/' : 'refs/heads/'}*`
          : scenario.refPatterns.map((p) => `${scenario.refKind === 'tag' ? 'refs/tags/' : 'refs/heads/'}${p}`).join(' | ');
    const repo = git.owner === null ? 'OWNER/REPO' : `${git.owner}/${git.repo ?? 'REPO'}`;
    const callee = trace.calleeRefs.get(e.origin.workflow);
    const san =
      e.signer !== undefined
        ? `${deployment.sanPrefix}${e.signer.workflow}@`
        : callee !== undefined
          ? `${deployment.sanPrefix}${e.origin.workflow}@`
          : `${deployment.sanPrefix}${repo}/${e.origin.workflow}@`;
    const refs = e.signer?.ref ?? callee ?? ref;
    const row = rows.get(san) ?? { refs: new Set<string>(), at: e.origin.at, workflow: e.origin.entry };
    row.refs.add(refs);
    rows.set(san, row);
  }
  return [...rows]
    .map(([san, row]): InventoryEntry => ({
      kind: 'identity',
      san,
      issuer: deployment.issuer,
      workflow: row.workflow,
      refs: [...row.refs].toSorted(),
      ...(ids === null ? {} : { repositoryId: ids.repository, ownerId: ids.owner }),
      at: row.at,
    }))
    .toSorted((a, b) => byText(showSpan(a.at), showSpan(b.at)));
}

/** By its characters, not by the habits of a language: making those ready takes milliseconds, and they differ between machines. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function postureRows(trace: Trace): readonly InventoryEntry[] {
  const seen = new Set<string>();
  return trace.posture.flatMap((p): InventoryEntry[] => {
    const key = `${p.what}:${p.origin.at.file}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ kind: 'posture', what: p.what, detail: p.publishes ? 'its signed result is published' : 'its result stays in the repository', at: p.origin.at }];
  });
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
