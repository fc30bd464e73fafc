import type { Span } from '../../../base/index.ts';
import { concatAll, derive, emptyText, hole, lit, literalOf, show, stripPrefix } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readConfig, readText } from '../support/config.ts';
import { get, isSet, scalarOf, text, texts, truth } from '../support/node.ts';
import { below, joinPath } from '../support/path.ts';
import { always, when } from '../support/run.ts';
import type { Holds, Run } from '../support/run.ts';
import type { Options } from './options.ts';
import { renderTemplate } from './template.ts';
import { boolValue, textValue, truthOf } from './value.ts';
import type { Value } from './value.ts';

/** Fields that a template sees of one artifact: `Os`, `Arch`, `Binary`, … */
export type ArtifactFields = ReadonlyMap<string, Text>;

/** One release as its configuration sees it: names, version, environment, and templates over them. */
export class Project {
  readonly run: Run;
  readonly root: Node | undefined;
  readonly config: string | undefined;
  readonly options: Options;
  readonly name: Text;
  /** The name as a build's or image's default id. */
  readonly id: string;
  /** The git tag that is released. */
  readonly gitTag: Text;
  /** `.Tag`: the git tag without the prefix of a monorepo. */
  readonly tag: Text;
  readonly version: Text;
  readonly dist: string;
  readonly #env = new Map<string, Text>();

  constructor(run: Run, root: Node | undefined, config: string | undefined, options: Options) {
    this.run = run;
    this.root = root;
    this.config = config;
    this.options = options;
    this.dist = text(root, 'dist') ?? 'dist';
    this.gitTag = options.nightly ? hole('goreleaser.nightly', { label: 'nightly' }) : run.input.tag;
    const prefix = text(root, 'monorepo', 'tag_prefix');
    this.tag = prefix === undefined || prefix === 'v' ? this.gitTag : stripPrefix(this.gitTag, lit(prefix));
    this.name = this.#projectName();
    this.id = literalOf(this.name) ?? show(this.name);
    const bare = stripPrefix(this.tag, lit('v'));
    for (const entry of texts(get(root, 'env'))) {
      const at = entry.indexOf('=');
      if (at > 0) this.#env.set(entry.slice(0, at), this.#render(entry.slice(at + 1), new Map(), bare));
    }
    this.version = options.snapshot
      ? this.#render(
          text(root, 'snapshot', 'version_template') ?? text(root, 'snapshot', 'name_template') ?? '{{ .Version }}-SNAPSHOT-{{ .ShortCommit }}',
          new Map(),
          bare,
        )
      : bare;
  }

  /** `internal/pipe/project`: what the file says, Cargo.toml, the repository's name, the Go module's last word. */
  #projectName(): Text {
    const { files, cwd, repo } = this.run.input;
    const written = text(this.root, 'project_name');
    if (written !== undefined && written !== '') return this.#render(written, new Map(), emptyText, emptyText);
    const cargo = readConfig(files, joinPath(cwd, 'Cargo.toml'));
    const crate = text(cargo?.node, 'package', 'name');
    if (crate !== undefined) return lit(crate);
    const other = text(this.root, 'release', 'github', 'name') ?? text(this.root, 'release', 'gitlab', 'name') ?? text(this.root, 'release', 'gitea', 'name');
    if (other !== undefined) return this.#render(other, new Map(), emptyText, emptyText);
    if (truth(get(this.root, 'release', 'disable')) === true) {
      const module = /^module\s+"?([^\s"]+)/m.exec(readText(files, joinPath(cwd, 'go.mod'))?.slice(0, 20_000) ?? '')?.[1];
      if (module !== undefined) return lit(module.slice(module.lastIndexOf('/') + 1));
    }
    return repo;
  }

  /** Evaluates a template of the configuration; `artifact` adds the fields of one artifact. */
  render(source: string, artifact: ArtifactFields = new Map()): Text {
    return this.#render(source, artifact, this.version);
  }

  /** Evaluates the template written at a node, or `fallback`. */
  renderNode(node: Node | undefined, fallback = '', artifact: ArtifactFields = new Map()): Text {
    return this.render(scalarOf(node) ?? fallback, artifact);
  }

  /** Whether a templated boolean (`disable`, `skip_push`, `enabled`) comes out true; missing is false. */
  isTrue(node: Node | undefined): Holds {
    if (!isSet(node)) return when(false, '');
    const value = this.renderNode(node);
    const known = literalOf(value);
    // A comparison outside of a template is read by something else than the template.
    if (known !== undefined && !/[$<>=!|&]/.test(known)) return when(known.trim().toLowerCase() === 'true', '');
    return when('unknown', `${scalarOf(node) ?? '?'} is true`);
  }

  /** Whether a templated setting comes out as anything but empty. */
  isGiven(node: Node | undefined): Holds {
    const { truth: answer, key } = truthOf(textValue(this.renderNode(node)));
    return when(answer, key);
  }

  /** A list of templates evaluated, empty results dropped; one that may be empty keeps what it is otherwise. */
  renderList(nodes: readonly string[], artifact: ArtifactFields = new Map()): readonly Text[] {
    return nodes.flatMap((source) => notEmpty(this.render(source, artifact)));
  }

  env(name: string): Text | undefined {
    return this.#env.get(name) ?? this.run.input.env(name);
  }

  /** A path in the folder that GoReleaser writes to. */
  inDist(name: Text): Text {
    return below(this.dist, name);
  }

  spanOf(...keys: readonly string[]): Span {
    return get(this.root, ...keys)?.span ?? this.run.input.span;
  }

  /** What is published only when the command line publishes. */
  get published(): Holds {
    return this.options.publishes ?? always;
  }

  #render(source: string, artifact: ArtifactFields, version: Text, name: Text = this.name): Text {
    return renderTemplate(source, { env: (key) => this.env(key), field: (key) => this.#field(key, artifact, version, name) });
  }

  #field(key: string, artifact: ArtifactFields, version: Text, name: Text): Value | undefined {
    const own = artifact.get(key);
    if (own !== undefined) return textValue(own);
    switch (key) {
      case 'ProjectName':
        return textValue(name);
      case 'Version':
        return textValue(version);
      case 'Tag':
        return textValue(this.tag);
      case 'PrefixedTag':
        return textValue(this.gitTag);
      case 'RawVersion':
      case 'Major':
      case 'Minor':
      case 'Patch':
        return textValue(versionPart(key, version));
      case 'Prerelease':
        return textValue(prerelease(version));
      case 'IsSnapshot':
        return boolValue(this.options.snapshot, '');
      case 'IsNightly':
        return boolValue(this.options.nightly, '');
      case 'IsDraft':
        return boolValue(this.options.draft || truth(get(this.root, 'release', 'draft')) === true, '');
      case 'IsGitDirty':
        return boolValue(false, '');
      case 'IsGitClean':
        return boolValue(true, '');
      case 'IsSingleTarget':
        return boolValue(false, '');
      case 'Date':
      case 'Now':
      case 'Timestamp':
        // Another run is another moment.
        return textValue(hole(`${this.run.input.idPrefix}.${key}`, { label: key }));
      case 'Env':
        return {
          kind: 'map',
          get: (env) => textValue(this.env(env) ?? hole(`env.${env}`, { label: `env.${env}` })),
          find: (env) => optional(this.env(env)),
        };
      case 'Var':
        return { kind: 'map', get: (variable) => this.#variable(variable) };
      case 'Binary':
        return textValue(name);
      default:
        return undefined;
    }
  }

  #variable(name: string): Value | undefined {
    const value = text(this.root, 'variables', name);
    return value === undefined ? undefined : textValue(value.includes('{{') ? hole(`goreleaser.Var.${name}`) : lit(value));
  }
}

function optional(value: Text | undefined): Value | undefined {
  return value === undefined ? undefined : textValue(value);
}

const semantic = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?/;

function versionPart(part: 'RawVersion' | 'Major' | 'Minor' | 'Patch', version: Text): Text {
  const known = literalOf(version);
  const match = known === undefined ? undefined : semantic.exec(known);
  if (match === undefined || match === null) return derive(part, version, { label: part, shape: part === 'RawVersion' ? '\\d+\\.\\d+\\.\\d+' : '\\d+' });
  const [, major = '0', minor = '0', patch = '0'] = match;
  return lit(part === 'Major' ? major : part === 'Minor' ? minor : part === 'Patch' ? patch : `${major}.${minor}.${patch}`);
}

function prerelease(version: Text): Text {
  const known = literalOf(version);
  if (known !== undefined) return lit(semantic.exec(known)?.[4] ?? '');
  return derive('Prerelease', version, { label: 'Prerelease' });
}

function notEmpty(value: Text): readonly Text[] {
  if (truthOf(textValue(value)).truth === false) return [];
  const only = value.length === 1 ? value[0] : undefined;
  return only?.kind === 'alt' ? only.options.filter((option) => option.length > 0) : [value];
}

/** Joins pieces of a name. */
export function named(...parts: readonly (string | Text)[]): Text {
  return concatAll(parts.map((part) => (typeof part === 'string' ? lit(part) : part)));
}
