import type { FileTree, Span } from '../base/index.ts';
import { findScriptSteps, type ManualStep } from '../documents/index.ts';
import { manualUnit, type Unit } from '../surfaces/index.ts';
import { asList, asMap, entry, parseYaml, textOf, type Node } from '../workflow/index.ts';

type Found = Pick<Unit, 'kind' | 'place' | 'index' | 'names'> & { readonly step: string; readonly at: Span };

const forTests = /(^|[-_.])(pr|pull|test|tests|presubmit|integration|e2e|nightly)([-_.]|$)/i;
const maxSteps = 300;
const maxDepth = 40;

/**
 * What pipelines of Google Cloud Build and Azure Pipelines publish, as far as single steps say it. How a file or an
 * image came to be, and what is made for it, is not followed: all that does not lie in the place itself is unknown.
 */
export function otherReleases(files: FileTree, paths: readonly string[]): readonly Unit[] {
  return paths
    .filter((path) => !forTests.test(path.slice(path.lastIndexOf('/') + 1)))
    .flatMap((path) => {
      const file = files.read(path);
      if (file.kind !== 'text') return [];
      const node = parseYaml(path, file.text).node;
      const found = /cloudbuild/i.test(path) ? cloudBuild(node, path) : isAzure(path, node) ? azure(node, path) : [];
      return found.map(({ step, at, ...fields }) => ({
        ...manualUnit({ ...fields, unread: `${path}: the flow of this CI system is not followed` }, '', path, at),
        publishedBy: { workflow: path, job: '', step, config: '' },
        manual: false,
        notes: ['started from outside the repository'],
      }));
    });
}

const image = (names: readonly string[], step: string, at: Span): readonly Found[] =>
  names.length === 0 ? [] : [{ kind: 'container-image', place: 'registry', index: undefined, names, step, at }];

function cloudBuild(node: Node | undefined, path: string): readonly Found[] {
  const out: Found[] = [];
  const pushed = asList(entry(node, 'images')).flatMap((one) => repository(textOf(one)) ?? []);
  if (pushed.length > 0) out.push(...image(unique(pushed), 'images', entry(node, 'images')!.span));
  for (const step of asList(entry(node, 'steps')).slice(0, maxSteps)) {
    const builder = textOf(entry(step, 'name')) ?? '';
    const args = asList(entry(step, 'args')).map((arg) => textOf(arg) ?? '');
    const script = textOf(entry(step, 'script')) ?? args.find((arg) => /[\n;&]| /.test(arg) && !arg.startsWith('-')) ?? '';
    const env = [...asList(entry(step, 'env')).map((one) => textOf(one) ?? ''), ...Array.from(script.matchAll(/^\s*export (\w+=\S+)/gm), (m) => m[1]!)];
    const title = textOf(entry(step, 'id')) ?? builder;
    // Words of a step are one command, whose program is the last part of the builder's name.
    const program = textOf(entry(step, 'entrypoint')) ?? (builder.split(/[:@]/)[0] ?? '').split('/').at(-1)!;
    const line = [program === 'executor' ? 'kaniko' : program, ...args].filter((word) => !/\s/.test(word)).join(' ');
    if (program === 'executor')
      out.push(
        ...image(
          args.flatMap((arg) => repository(/^--destination=(.+)$/.exec(arg)?.[1]) ?? []),
          title,
          step.span,
        ),
      );
    // A repository that is given for one call is that image's own; such calls have no other.
    const own = Array.from(script.matchAll(/\bKO_DOCKER_REPO=["']?([^"'\s]+)["']?[ \t]+ko[ \t]/g), (m) => plain(m[1]!));
    out.push(...own.flatMap((name) => image([name], title, step.span)));
    for (const one of [...findScriptSteps(path, line), ...findScriptSteps(path, script)])
      if (own.length === 0 || !one.words.includes('--bare')) out.push(...fromStep(one, title, step.span, env));
    const base = env.map((one) => /^KO_DOCKER_REPO=["']?([^"'\s]+)/.exec(one)?.[1]).find((one) => one !== undefined);
    // The variable is there for ko alone, whatever starts it.
    if (base !== undefined && !/^(ko|kind)\.local/.test(base) && !out.some((one) => one.names.some((name) => name.startsWith(plain(base)))))
      out.push(...image([plain(base)], title, step.span));
  }
  return merged(out);
}

/** A command that publishes, whatever its step is. */
function fromStep(step: ManualStep, title: string, at: Span, env: readonly string[]): readonly Found[] {
  if (/--dry-run|--snapshot|testpypi/.test(step.words.join(' '))) return [];
  const index = (kind: Unit['kind'], of: Unit['index']): readonly Found[] => [{ kind, place: 'index', index: of, names: [], step: title, at }];
  switch (step.index) {
    case 'image': {
      const base = env.map((one) => /^KO_DOCKER_REPO=["']?([^"'\s]+)/.exec(one)?.[1]).find((one) => one !== undefined);
      if (step.tool === 'ko') {
        const paths = step.words.filter((word) => /\/cmd\/|^\.\//.test(word)).map((word) => word.split('/').at(-1)!);
        return base === undefined
          ? []
          : image(step.words.includes('--bare') || paths.length === 0 ? [plain(base)] : paths.map((name) => `${plain(base)}/${name}`), title, at);
      }
      return image(
        step.words
          .slice(2)
          .flatMap((word) => repository(word) ?? [])
          .slice(0, 1),
        title,
        at,
      );
    }
    case 'github':
      return step.tool === 'goreleaser' || step.words.length > 4
        ? [{ kind: 'release-asset', place: 'release', index: undefined, names: ['files of the release'], step: title, at }]
        : [];
    case 'crates':
      return index('crate', 'crates');
    case 'npm':
      return index('npm-package', 'npm');
    case 'pypi':
      return index('python-dist', 'pypi');
    case 'rubygems':
      return index('gem', 'rubygems');
    case 'nuget':
      return /nuget\.org/.test(step.words.join(' ')) ? index('other', 'nuget') : [];
    default:
      return [];
  }
}

/** Azure Pipelines: their own folders and names, or a list of tasks. */
function isAzure(path: string, node: Node | undefined): boolean {
  return (
    /azure-pipelines/i.test(path) || (/(^|\/)\.?pipelines\//.test(path) && ['steps', 'jobs', 'stages', 'extends'].some((key) => entry(node, key) !== undefined))
  );
}

function azure(node: Node | undefined, path: string): readonly Found[] {
  const out: Found[] = [];
  let left = 20_000;
  const walk = (one: Node | undefined, depth: number): void => {
    if (one === undefined || depth > maxDepth || left-- <= 0) return;
    if (one.kind === 'list') for (const item of one.items) walk(item, depth + 1);
    if (one.kind !== 'map') return;
    out.push(...ofTask(one, path));
    for (const { key, value } of asMap(one)) if (key.value !== 'inputs') walk(value, depth + 1);
  };
  walk(node, 0);
  return merged(out);
}

function ofTask(step: Node, path: string): readonly Found[] {
  const title = textOf(entry(step, 'displayName')) ?? textOf(entry(step, 'task')) ?? 'script';
  const at = step.span;
  const script = ['script', 'bash', 'pwsh', 'powershell'].map((key) => textOf(entry(step, key))).find((one) => one !== undefined);
  if (script !== undefined) return findScriptSteps(path, script).flatMap((one) => fromStep(one, title, at, []));
  // Templates of an organisation take the same tasks as outputs: `output: nuget`.
  const task = textOf(entry(step, 'task')) ?? (textOf(entry(step, 'output')) === 'nuget' ? '1ES.PublishNuget@1' : undefined);
  if (task === undefined) return [];
  const inputs = entry(step, 'inputs') ?? step;
  const input = (name: string): string => textOf(entry(inputs, name)) ?? '';
  if (/^(PowerShell|Bash|CmdLine|AzureCLI)@/.test(task))
    return findScriptSteps(path, input('script') || input('inlineScript')).flatMap((one) => fromStep(one, title, at, []));
  if (task.startsWith('GitHubRelease@')) {
    const assets = input('assets')
      .split('\n')
      .map((line) => line.trim().replaceAll('\\', '/'))
      .filter((line) => line !== '');
    return input('action') === 'delete' || assets.length === 0
      ? []
      : [{ kind: 'release-asset', place: 'release', index: undefined, names: assets.map((one) => one.split('/').slice(-2).join('/')), step: title, at }];
  }
  if (/^(DotNetCoreCLI|NuGetCommand|1ES\.PublishNuget)@/.test(task)) {
    const isPush = input('command') === 'push' || /PublishNuget/.test(task);
    return isPush && input('nuGetFeedType') === 'external' ? [{ kind: 'other', place: 'index', index: 'nuget', names: [], step: title, at }] : [];
  }
  if (task.startsWith('Npm@') && input('command') === 'publish' && input('publishRegistry') !== 'useFeed')
    return [{ kind: 'npm-package', place: 'index', index: 'npm', names: [], step: title, at }];
  if (task.startsWith('Docker@') && /^(push|buildAndPush)$/i.test(input('command') || 'buildAndPush') && input('repository') !== '') {
    const registry = input('containerRegistry');
    return image([plain(`${registry === '' ? '' : `${registry}/`}${input('repository')}`)], title, at);
  }
  return [];
}

/** A repository without tag and digest; undefined for an option, a path or a local name. */
function repository(word: string | undefined): string | undefined {
  const name = plain((word ?? '').replace(/@sha256.*$/, '').replace(/:[^/]*$/, ''));
  return /^[\w{][\w.{}:-]*\/[\w./{}-]+$/.test(name) && !name.startsWith('localhost') ? name : undefined;
}

/** Substitutions as a report writes what is not known: `$PROJECT_ID`, `${_NAME}`, `$(name)`. */
function plain(text: string): string {
  return text.replaceAll(/\$\$?\{?_?([A-Za-z]\w*)\}?/g, '{$1}').replaceAll(/\$\(([\w.]+)\)/g, '{$1}');
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** One row for what steps of one kind publish, names together; images apart. */
function merged(all: readonly Found[]): readonly Found[] {
  const out = new Map<string, Found>();
  for (const one of all) {
    const key = one.kind === 'container-image' ? `image ${one.names.join(' ')}` : `${one.kind} ${one.index ?? ''}`;
    if (!out.has(key)) out.set(key, one);
  }
  return [...out.values()];
}
