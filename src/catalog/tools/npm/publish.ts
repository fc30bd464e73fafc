import type { Span } from '../../../base/index.ts';
import { lit, literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Subject } from '../../effect.ts';
import type { ToolInput } from '../../tool.ts';
import { isGiven } from '../../wildcard.ts';
import { get, spanOf, text, truth } from '../support/node.ts';
import { always } from '../support/run.ts';
import type { Holds, Run } from '../support/run.ts';
import { runHooks } from './hooks.ts';
import { npmrc, readManifest, workspacePackages } from './manifest.ts';
import { registryOfSetup } from './setup-registry.ts';
import type { Manifest } from './manifest.ts';
import { yarnProvenance, yarnTooOld } from './yarn.ts';

/** What is published: packages by their manifests, or by name alone when a manifest is made later. */
export interface Package {
  readonly name: Text;
  readonly manifest: Manifest | undefined;
}

export interface PublishOptions {
  readonly packages: readonly Package[];
  /** The tarball or folder that the command names. */
  readonly subject?: Subject;
  /** `--provenance`, or undefined when the command line does not speak of it. */
  readonly provenance: boolean | 'unknown' | undefined;
  readonly registry: Text | undefined;
  /** Why the client that publishes can make no provenance. */
  readonly noProvenance?: string;
  /** `--access`. */
  readonly access?: Text | undefined;
  /** Yarn of the second generation publishes, by its own settings. */
  readonly byYarn?: boolean;
  /** `--ignore-scripts`: the packages' own scripts are not run. */
  readonly ignoresScripts?: boolean;
  readonly holds?: Holds;
}

/**
 * Publishes packages to npm's index, with a provenance attestation where the text shows that one is made: a flag, the
 * environment, `.npmrc`, or `publishConfig.provenance` of every package. Trusted publishing alone shows none.
 */
export function publishPackages(run: Run, options: PublishOptions): void {
  const { input } = run;
  const holds = options.holds ?? always;
  // Each registry, and each answer about provenance, is a publication of its own.
  const groups = new Map<
    string,
    { readonly registry: string; readonly provenance: boolean | 'unknown'; readonly refused: string | undefined; readonly packages: Package[] }
  >();
  for (const one of options.packages) {
    const registry = registryOf(input, one, options.registry);
    const asked = options.byYarn === true ? yarnProvenance(input, one.manifest, options.provenance) : provenanceOf(input, one, options.provenance);
    const provenance = registry === '' && asked;
    const refused = registry === '' ? (options.noProvenance ?? refusedBy(input, one, options)) : undefined;
    const key = `${provenance} ${registry} ${refused ?? ''}`;
    const group = groups.get(key) ?? { registry, provenance, refused, packages: [] };
    group.packages.push(one);
    groups.set(key, group);
  }
  const manifests = options.byYarn === true || options.ignoresScripts === true ? [] : options.packages.flatMap((one) => one.manifest ?? []);
  runHooks(run, manifests, 'before', holds);
  for (const { registry, provenance: asked, refused, packages } of groups.values()) {
    const provenance = refused !== undefined && asked === 'unknown' ? false : asked;
    const index = registry === '' ? ({ kind: 'index', index: 'npm' } as const) : ({ kind: 'index', index: 'private', url: lit(registry) } as const);
    run.add(
      {
        kind: 'publishes',
        sink: index,
        subject: options.subject ?? { kind: 'files', paths: [] },
        names: packages.map((one) => one.name),
        auth: authOf(input),
        ...(packages[0]?.manifest === undefined ? {} : { config: packages[0].manifest.path }),
        ...(provenance === 'unknown' ? { perhapsAttested: perhaps } : {}),
      },
      input.span,
      holds,
    );
    if (provenance === true) attest(run, options, refused, provenanceSpan(packages[0], input.span), holds);
    else if (provenance === 'unknown') run.doubt(spanOf(packages[0]?.manifest?.node, input.span), perhaps);
  }
  runHooks(run, manifests, 'after', holds);
}

const perhaps = 'whether the packages are published with provenance is not known';

function attest(run: Run, options: PublishOptions, refused: string | undefined, at: Span, holds: Holds): void {
  run.add(
    {
      kind: 'attests',
      subject: options.subject ?? { kind: 'files', paths: [] },
      predicate: 'slsa-provenance',
      signed: true,
      mechanism: 'npm-provenance',
      keyless: true,
      attachedTo: 'index',
      needs: [
        { kind: 'permission', scope: 'id-token', level: 'write' },
        { kind: 'hosted-runner', why: 'npm takes provenance from hosted runners only' },
        ...(refused === undefined ? [] : [{ kind: 'unmet', why: refused } as const]),
      ],
    },
    at,
    holds,
  );
}

function provenanceSpan(one: Package | undefined, fallback: Span): Span {
  return spanOf(get(one?.manifest?.node, 'publishConfig', 'provenance'), fallback);
}

/** npm's order: the command line, then `publishConfig`, the environment, `.npmrc` (npm/cli, lib/commands/publish.js). */
function provenanceOf(input: Pick<ToolInput, 'env' | 'files' | 'cwd'>, one: Package, flag: PublishOptions['provenance']): boolean | 'unknown' {
  if (flag !== undefined) return flag;
  const written = truth(get(one.manifest?.node, 'publishConfig', 'provenance'));
  if (written !== undefined) return written;
  const env = input.env('NPM_CONFIG_PROVENANCE') ?? input.env('npm_config_provenance');
  if (env !== undefined) {
    const value = literalOf(env);
    return value === undefined ? 'unknown' : value === 'true' || value === '1';
  }
  const rc = npmrc(input.files, [one.manifest?.folder ?? input.cwd, input.cwd, ''], 'provenance');
  if (rc !== undefined) return rc === 'true';
  return one.manifest === undefined ? 'unknown' : false;
}

/**
 * Whether the environment, `.npmrc` or the manifests ask npm for provenance of every package that the checkout could
 * publish: whatever program calls npm or pnpm then gets it. Yarn of the second generation reads its own settings.
 */
export function asksProvenance(input: Pick<ToolInput, 'env' | 'files' | 'cwd'>): boolean {
  if (input.files.has('.yarnrc.yml')) return false;
  const root = readManifest(input.files, '');
  const all = [...(root === undefined ? [] : [root]), ...workspacePackages(input.files, '')].filter((manifest) => !manifest.isPrivate);
  const packages: readonly Package[] = all.length === 0 ? [{ name: [], manifest: undefined }] : all.map((manifest) => ({ name: [], manifest }));
  return packages.every((one) => provenanceOf(input, one, undefined) === true);
}

const tokens = ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_AUTH_TOKEN', 'YARN_NPM_AUTH_TOKEN', 'NPM_CONFIG_TOKEN', 'npm_config__authToken'];

/** A token in the environment, or trusted publishing where the job may ask for an identity token and holds none. */
export function authOf(input: ToolInput): 'trusted-publishing' | 'token' | 'unknown' {
  for (const name of tokens) {
    const value = input.env(name);
    if (value !== undefined && isGiven(value) !== false) return 'token';
  }
  return input.permission('id-token: write') === true ? 'trusted-publishing' : 'unknown';
}

/** Why no provenance is made or kept: access to the package is restricted, Yarn is too old, or the registry is that of actions/setup-node, where nothing of more weight names one. */
function refusedBy(input: ToolInput, one: Package, { registry, access, byYarn }: PublishOptions): string | undefined {
  const told = access === undefined ? text(one.manifest?.node, 'publishConfig', 'access') : literalOf(access);
  if (told === 'restricted') return 'the registry takes no provenance of a package with restricted access';
  const old = byYarn === true ? yarnTooOld(input) : undefined;
  if (old !== undefined) return old;
  if (registry !== undefined || isWritten(input, one)) return undefined;
  return registryOfSetup(input, literalOf(one.name) ?? '')?.includes('npm.pkg.github.com') === true ? 'npm.pkg.github.com takes no provenance' : undefined;
}

/** Whether the manifest, the environment or the checkout's `.npmrc` names the registry. */
function isWritten(input: ToolInput, one: Package): boolean {
  const folders = [one.manifest?.folder ?? input.cwd, input.cwd, ''];
  const scope = /^@[^/]+(?=\/)/.exec(literalOf(one.name) ?? '')?.[0];
  return (
    text(one.manifest?.node, 'publishConfig', 'registry') !== undefined ||
    (input.env('npm_config_registry') ?? input.env('NPM_CONFIG_REGISTRY')) !== undefined ||
    [...(scope === undefined ? [] : [`${scope}:registry`]), 'registry'].some((name) => npmrc(input.files, folders, name) !== undefined)
  );
}

/** Another registry's address, or empty for npm's own. */
function registryOf(input: ToolInput, one: Package, flag: Text | undefined): string {
  const own = text(one.manifest?.node, 'publishConfig', 'registry');
  const name = literalOf(one.name) ?? '';
  const scope = name.startsWith('@') ? name.slice(0, Math.max(name.indexOf('/'), 0)) : undefined;
  const folders = [one.manifest?.folder ?? input.cwd, input.cwd, ''];
  const scoped =
    scope === undefined ? undefined : (text(one.manifest?.node, 'publishConfig', `${scope}:registry`) ?? npmrc(input.files, folders, `${scope}:registry`));
  const env = input.env('npm_config_registry') ?? input.env('NPM_CONFIG_REGISTRY');
  const found =
    (flag === undefined ? undefined : (literalOf(flag) ?? '(unknown)')) ??
    scoped ??
    own ??
    (env === undefined ? undefined : literalOf(env)) ??
    npmrc(input.files, folders, 'registry');
  return found === undefined || found === '' || /^(https?:)?\/\/registry\.(npmjs\.(org|com)|yarnpkg\.com)\/?$/.test(found) ? '' : found;
}
