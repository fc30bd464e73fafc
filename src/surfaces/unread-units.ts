import type { OpaqueRecord, Trace } from '../lineage/index.ts';
import { lines, literalOf, show } from '../values/index.ts';
import { finishersOf } from './finishers.ts';
import { kindOfIndex } from './index-kind.ts';
import type { SurfaceKind } from './surface.ts';
import type { Unit } from './unit.ts';
import { uploadedFiles } from './release-uploaders.ts';
import { namedPublisher } from './unread-publishers.ts';

/** What the name of something unread says it publishes; read only where it also holds the means to. */
const words: readonly { readonly says: RegExp; readonly kind: SurfaceKind; readonly place: 'registry' | 'index' | 'release'; readonly index: Unit['index'] }[] =
  [
    { says: /pypi|python-(publish|release)|publish-(python|wheel)/i, kind: 'python-dist', place: 'index', index: 'pypi' },
    { says: /npm-?(publish|release)|(publish|release)-?npm/i, kind: 'npm-package', place: 'index', index: 'npm' },
    { says: /helm|chart/i, kind: 'helm-chart', place: 'registry', index: undefined },
    { says: /docker|container|image|oci|buildx|kaniko/i, kind: 'container-image', place: 'registry', index: undefined },
    { says: /release|publish|binar|goreleaser|assets/i, kind: 'release-asset', place: 'release', index: undefined },
  ];

/**
 * Surfaces of steps and called workflows that were not read: their name and inputs say what they publish, their job
 * holds the permission and a credential to. All that can be said of them is that it is not known.
 */
export function unreadUnits(trace: Trace, known: readonly Unit[]): readonly Unit[] {
  const out: Unit[] = [];
  const all = [...known];
  const add = (units: readonly Unit[]): void => {
    out.push(...units);
    all.push(...units);
  };
  const finishers = new Set(finishersOf(trace, known));
  for (const o of trace.opaque) {
    // What opens the release of files that are known adds none: that it changes none is an assumption of their answers.
    if (finishers.has(o)) continue;
    if (o.scope === 'command') {
      const byKey = byCredential(o, all);
      add([...byKey, ...pushedByCommand(o, all)]);
    }
    if (o.scope === 'action') {
      add(pushedImage(o, all));
      const named = o.places.includes('index') ? namedPublisher(o, [...known, ...out.filter((u) => u.scenario === o.origin.scenario)]) : undefined;
      if (named !== undefined) add([{ ...unreadUnit(o, named), pointer: named.pointer }]);
      const files = named === undefined ? uploadedFiles(trace, o, all) : undefined;
      if (files !== undefined) add([unreadUnit(o, { kind: 'release-asset', place: 'release', index: undefined, names: files })]);
    }
    if (o.scope !== 'workflow') continue;
    const path = o.what.split('@')[0]!.split('/');
    const called = `${path.at(-1) ?? ''} ${o.origin.job}`;
    // The repository's own name counts last: `helm-workflows` holds workflows for charts.
    const said = [called, path[1] ?? '']
      .map((text) =>
        words.find(
          (w) =>
            w.says.test(text) &&
            o.places.includes(w.place) &&
            (w.place !== 'release' || (isRelease(o) && (o.permissions.includes('contents') || saysRelease(path.at(-1) ?? '')))),
        ),
      )
      .find((one) => one !== undefined);
    if (said === undefined) continue;
    // A configuration in the checkout says better what such a workflow releases.
    if (known.some((u) => u.unread !== undefined && u.kind === said.kind && u.publishedBy.job === o.origin.job)) continue;
    const names = namesOf(trace, o, said.place, said.kind);
    if (names === undefined) continue;
    add([unreadUnit(o, { kind: said.kind, place: said.place, index: said.index, names })]);
  }
  return out;
}

function unreadUnit(o: OpaqueRecord, said: Pick<Unit, 'kind' | 'place' | 'index' | 'names'>): Unit {
  return {
    ...said,
    files: [],
    image: undefined,
    pointer: false,
    publish: undefined,
    publishedBy: { workflow: o.origin.workflow, job: o.origin.job, step: o.origin.step, config: '' },
    at: o.origin.at,
    scenario: o.origin.scenario,
    run: o.origin.run,
    notes: [`published by ${o.what}, which was not read`],
    manual: false,
    unread: `${o.what} was not read: ${o.why}`,
  };
}

/** An image that an action which was not read is told to push: it has the name and a token, and nothing that was read pushes there. */
function pushedImage(o: OpaqueRecord, known: readonly Unit[]): readonly Unit[] {
  const action = /([\w.-]+)(?:@|$)/.exec(o.what)?.[1] ?? '';
  const holds = o.touches.some((t) => t.some((piece) => piece.kind === 'hole' && /^(secrets\.|github\.token)/.test(piece.id)));
  if (!holds || !o.places.includes('registry') || !/push|publish|build|release|kaniko|deploy/i.test(action)) return [];
  const names = imageNames(o).filter((name) => !name.includes('@'));
  const repository = (name: string): string => name.replace(/:[^/]*$/, '').toLowerCase();
  const isKnown = names.some((name) => known.some((u) => u.names.some((n) => repository(n) === repository(name))));
  return names.length === 0 || isKnown ? [] : [unreadUnit(o, { kind: 'container-image', place: 'registry', index: undefined, names })];
}

/** An image that a task of the project is told to push (`nix run .#push -- ghcr.io/…`), where the job has logged in to a registry. */
function pushedByCommand(o: OpaqueRecord, known: readonly Unit[]): readonly Unit[] {
  const line = [o.what, ...o.touches.map(show)].join(' ');
  const logged = o.places.includes('registry') || o.permissions.includes('packages');
  if (!logged || !/(^|[\s.#:_-])(push|publish)([\s:_-]|$)/.test(line) || /--dry-run|--help/.test(line)) return [];
  const repository = (name: string): string => name.replace(/:[^/]*$/, '').toLowerCase();
  const names = imageNames(o).filter((name) => !name.includes('@') && !known.some((u) => u.names.some((n) => repository(n) === repository(name))));
  return names.length === 0 ? [] : [unreadUnit(o, { kind: 'container-image', place: 'registry', index: undefined, names })];
}

/** What it publishes is called: images by an input, else after the repository where the registry is GitHub's own. */
function namesOf(trace: Trace, o: OpaqueRecord, place: 'registry' | 'index' | 'release', kind: SurfaceKind): readonly string[] | undefined {
  if (place === 'release') return ['files of the release'];
  if (place === 'index') return [];
  const given = imageNames(o);
  if (given.length > 0) return given;
  const hub = kind === 'container-image' ? hubNames(trace, o) : [];
  if (hub.length > 0) return hub;
  const { owner, repo } = trace.input.git;
  return o.permissions.includes('packages') && owner !== null && repo !== null
    ? [`${kind === 'helm-chart' ? 'oci://' : ''}ghcr.io/${owner}/${repo}`.toLowerCase()]
    : undefined;
}

/** A tag or a release started it: what it publishes is one. */
function isRelease(o: OpaqueRecord): boolean {
  return /^(push:tag|release|create:tag)/.test(o.origin.scenario);
}

/** The file name of a called workflow that makes the release itself, where its permission to is a default that no file shows. */
function saysRelease(file: string): boolean {
  return (
    /goreleaser|(^|[-_])releases?([-_.]|$)/i.test(file) &&
    !/note|notif|draft|announc|changelog|docs?([-_.]|$)|please|prepare|bump|check|test|sync|tweet|slack/i.test(file)
  );
}

/**
 * A program of the project that holds the credential of a package index and is called for publishing, where nothing that
 * was read publishes there. What a command makes is taken to be no evidence, as everywhere.
 */
function byCredential(o: OpaqueRecord, known: readonly Unit[]): readonly Unit[] {
  const line = [o.what, ...o.touches.map(show)].join(' ');
  if (!/publish|release|deploy|upload/i.test(`${line} ${o.origin.step}`) || /(^|\s)(--dry-run|--check|--help|--version)(\s|$)/.test(line)) return [];
  return o.indexes.flatMap(({ index, auth, provenance }): readonly Unit[] => {
    const same = known.filter((u) => u.index === index);
    if (same.some((u) => u.publish !== undefined || u.publishedBy.job !== o.origin.job || u.scenario === o.origin.scenario)) return [];
    return [
      {
        kind: kindOfIndex(index),
        place: 'index',
        names: [],
        files: [],
        image: undefined,
        index,
        pointer: false,
        publish: undefined,
        publishedBy: { workflow: o.origin.workflow, job: o.origin.job, step: o.origin.step, config: '' },
        at: o.origin.at,
        scenario: o.origin.scenario,
        run: o.origin.run,
        notes: [`published by ${o.what}, which holds the credential and was not read`],
        manual: false,
        unread: undefined,
        auth,
        ...(provenance === undefined ? {} : { asksProvenance: o.what, asksBy: provenance }),
      },
    ];
  });
}

/** What inputs of a called workflow name on Docker Hub: `owner/name`, where no file of the checkout is called so. */
function hubNames(trace: Trace, o: OpaqueRecord): readonly string[] {
  const { files } = trace.input;
  return o.touches
    .flatMap((touched) => lines(touched))
    .flatMap((t) => literalOf(t)?.trim() ?? [])
    .filter((name) => /^[a-z\d][\w-]*\/[a-z\d][\w.-]*(:[\w.-]+)?$/.test(name) && !/^(linux|windows|darwin|refs|application|text)\//.test(name))
    .filter((name) => !files.has(name) && !files.hasFolder(name) && !files.hasFolder(name.split('/')[0]!))
    .map((name) => `docker.io/${name}`);
}

function imageNames(o: OpaqueRecord): readonly string[] {
  return o.touches
    .flatMap((touched) => lines(touched))
    .flatMap((t) => {
      const text = show(t).trim();
      const value = literalOf(t) ?? text;
      if (!/^[\w.{}$ -]+(:\d+)?(\/[\w.{} -]+)+(:[\w.{} -]+)?$/.test(value) || /\.(ya?ml|json|txt|md|sh)$|^\.|^https?:/.test(value) || value.includes('  '))
        return [];
      return /^(ghcr\.io|docker\.io|quay\.io|[\w-]+\.gcr\.io|gcr\.io|public\.ecr\.aws|registry\.|[\w-]+\.azurecr\.io)/.test(value) ? [value] : [];
    });
}
