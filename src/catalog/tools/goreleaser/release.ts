import type { Span } from '../../../base/index.ts';
import { concat, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType, Sink } from '../../effect.ts';
import { get, spanOf, text, texts, truth } from '../support/node.ts';
import { both, not } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { extraFiles } from './checksums.ts';
import type { Made, MadeFile } from './made.ts';
import { named } from './project.ts';
import type { Project } from './project.ts';

/** Everything that is uploaded to the release (`ReleaseUploadableTypes`), by kind. */
export const uploadable: readonly (readonly MadeType[])[] = [
  ['archive'],
  ['binary'],
  ['package'],
  ['installer'],
  ['source'],
  ['checksum'],
  ['sbom'],
  ['signature', 'certificate'],
];

/** `release`: the GitHub release of the tag with all that was made and its own extra files, which no checksum or signature covers by itself. */
export function publishRelease(project: Project, made: Made, published: Holds): void {
  const { run } = project;
  const section = get(project.root, 'release');
  const at = spanOf(section, run.input.span);
  const does = both(published, not(project.isTrue(get(section, 'disable'))));
  if (does.truth === false || (project.options.nightly && truth(get(project.root, 'nightly', 'publish_release')) !== true)) return;
  for (const forge of ['gitlab', 'gitea']) {
    if (get(section, forge, 'name') === undefined) continue;
    run.doubt(at, `the release is made on ${forge}, which is not followed`);
    return;
  }
  const tag = text(section, 'tag') === undefined ? project.gitTag : project.render(text(section, 'tag') ?? '');
  const draft = project.options.draft || truth(get(section, 'draft')) === true;
  run.add({ kind: 'creates-release', tag, draft, createsTag: false, by: 'GoReleaser' }, at, does);
  const uploads = both(does, not(project.isTrue(get(section, 'skip_upload'))));
  const sink: Sink = { kind: 'release', tag, ...repositoryOf(project, section) };
  const options = { draft, ...(truth(get(section, 'replace_existing_artifacts')) === true ? { replaces: true } : {}), config: project.config };
  publishMade(project, made, { sink, types: uploadable, ids: texts(get(section, 'ids')), at, does: uploads, ...options });
  for (const extra of extraFiles(project, section)) {
    run.add(
      {
        kind: 'publishes',
        sink,
        subject: { kind: 'files', paths: [extra.path] },
        ...(extra.name === undefined ? {} : { names: [extra.name] }),
        draft,
        ...(project.config === undefined ? {} : { config: project.config }),
      },
      get(section, 'extra_files')?.span ?? at,
      uploads,
    );
  }
}

function repositoryOf(project: Project, section: Node | undefined): { readonly repository?: Text } {
  const name = text(section, 'github', 'name');
  if (name === undefined) return {};
  const owner = text(section, 'github', 'owner');
  return { repository: concat(owner === undefined ? project.run.input.owner : project.render(owner), lit('/'), project.render(name)) };
}

export interface Publishing {
  readonly sink: Sink;
  readonly types: readonly (readonly MadeType[])[];
  readonly ids: readonly string[];
  readonly at: Span;
  readonly does: Holds;
  readonly draft?: boolean;
  readonly replaces?: boolean;
  readonly config: string | undefined;
}

/** Publishes what was made, one effect for each kind. Binaries that are not packed go up under another name than they have. */
export function publishMade(project: Project, made: Made, publishing: Publishing): void {
  const { sink, ids, at, does } = publishing;
  const rest = {
    ...(publishing.draft === undefined ? {} : { draft: publishing.draft }),
    ...(publishing.replaces === undefined ? {} : { replaces: publishing.replaces }),
    ...(publishing.config === undefined ? {} : { config: publishing.config }),
  };
  for (const types of publishing.types) {
    const files = made.select(types, ids);
    if (files.length === 0) continue;
    const all = made.select(types, []);
    if (types.includes('binary')) {
      project.run.add(
        { kind: 'publishes', sink, subject: { kind: 'files', paths: files.map((file) => file.path) }, names: files.map((file) => file.name), ...rest },
        at,
        does,
      );
    } else if (files.length === all.length) {
      project.run.add({ kind: 'publishes', sink, subject: { kind: 'made', types }, ...rest }, at, does);
    } else if (hasIds(files)) {
      project.run.add({ kind: 'publishes', sink, subject: { kind: 'made', types, ids }, ...rest }, at, does);
    } else {
      project.run.add({ kind: 'publishes', sink, subject: { kind: 'files', paths: files.map((file) => file.path) }, ...rest }, at, does);
    }
  }
}

/** Kinds whose effects carry an id. */
function hasIds(files: readonly MadeFile[]): boolean {
  return files.every((file) => file.type === 'archive' || file.type === 'package' || file.type === 'installer' || file.type === 'os-package');
}

/** A repository as `owner/name`, as configured. */
export function repositoryName(project: Project, node: Node | undefined): Text | undefined {
  const name = text(node, 'name');
  if (name === undefined) return undefined;
  const owner = text(node, 'owner');
  return named(owner === undefined ? project.run.input.owner : project.render(owner), '/', project.render(name));
}
