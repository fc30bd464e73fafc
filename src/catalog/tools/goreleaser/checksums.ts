import { lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType } from '../../effect.ts';
import { get, items, scalarOf, spanOf, text, texts, truth } from '../support/node.ts';
import { below } from '../support/path.ts';
import type { MadeList } from '../../tool.ts';
import type { Made } from './made.ts';
import type { Project } from './project.ts';
import { artifactFields } from './sboms.ts';

/** Types that are checksummed (`ReleaseUploadableTypes` without checksums, signatures and certificates). SBOMs since v1.2. */
const hashed: readonly MadeType[] = ['archive', 'binary', 'source', 'package', 'installer', 'sbom'];

/** Files of `extra_files`: where they are, and what they are called when `name_template` renames them. */
export interface ExtraFile {
  readonly path: Text;
  readonly name: Text | undefined;
}

/** Reads `extra_files`; the paths are globs from the folder that GoReleaser runs in. */
export function extraFiles(project: Project, section: Node | undefined): readonly ExtraFile[] {
  const folder = text(project.root, 'monorepo', 'dir') ?? '';
  const written = items(get(section, 'extra_files')).flatMap((entry): readonly ExtraFile[] => {
    const glob = entry.kind === 'map' ? text(entry, 'glob') : scalarOf(entry);
    if (glob === undefined || glob === '') return [];
    const template = text(entry, 'name_template');
    return [{ path: below(folder, stripDot(project.render(glob))), name: template === undefined ? undefined : project.render(template) }];
  });
  const templated = items(get(section, 'templated_extra_files')).flatMap((entry): readonly ExtraFile[] => {
    const dst = text(entry, 'dst');
    return dst === undefined ? [] : [{ path: project.inDist(project.render(dst)), name: undefined }];
  });
  return [...written, ...templated];
}

function stripDot(path: Text): Text {
  const first = path[0];
  return first?.kind === 'lit' && first.text.startsWith('./') ? [{ kind: 'lit', text: first.text.slice(2) }, ...path.slice(1)] : path;
}

const none = { withChecksum: [], checksummed: undefined } as const;

/**
 * `checksum`: on by default, sha256, one list of everything that is uploaded but signatures, and files that `extra_files`
 * of this section names. With `split` one file each. Returns what in the JSON list carries a checksum.
 */
export function hashFiles(project: Project, made: Made): Pick<MadeList, 'withChecksum' | 'checksummed'> {
  const { run } = project;
  const section = get(project.root, 'checksum');
  if (truth(get(section, 'disable')) === true) return none;
  const at = spanOf(section, run.input.span);
  const algorithm = text(section, 'algorithm') ?? 'sha256';
  const ids = texts(get(section, 'ids'));
  const extras = extraFiles(project, section);
  const files = made.select(hashed, ids);
  const types = hashed.filter((type) => files.some((file) => file.type === type));
  if (files.length === 0 && extras.length === 0) return none;
  const split = truth(get(section, 'split')) === true;
  const paths = [...files.map((file) => file.path), ...extras.map((extra) => extra.path)];
  // The JSON list knows only types that the subject names whole: anything else is given by its path.
  const whole = extras.length === 0 && !types.includes('binary') && files.length === made.select(types, []).length;
  const subject = whole ? ({ kind: 'made', types } as const) : ({ kind: 'files', paths } as const);
  if (split) {
    const fallback = '{{ .ArtifactName }}.{{ .Algorithm }}';
    const template = text(section, 'name_template') ?? fallback;
    const pattern = template === fallback ? `{file}.${algorithm}` : undefined;
    const lists = files.map((file) => project.inDist(project.render(template, new Map([...artifactFields(file), ['Algorithm', lit(algorithm)]]))));
    if (pattern !== undefined) run.add({ kind: 'hashes', subject, algorithm, perFile: pattern, madeType: 'checksum' }, at);
    else
      files.forEach((file, i) =>
        run.add({ kind: 'hashes', subject: { kind: 'files', paths: [file.path] }, algorithm, list: lists[i]!, madeType: 'checksum' }, at),
      );
    files.forEach((file, i) => made.addFile({ type: 'checksum', id: '', name: file.name, path: lists[i]!, fields: new Map() }));
    return none;
  }
  const name = project.renderNode(get(section, 'name_template'), '{{ .ProjectName }}_{{ .Version }}_checksums.txt');
  run.add({ kind: 'hashes', subject, algorithm, list: project.inDist(name), madeType: 'checksum' }, at);
  made.addFile({ type: 'checksum', id: '', name, path: project.inDist(name), fields: new Map() });
  return { withChecksum: types, checksummed: whole ? subject : { kind: 'files', paths: files.map((file) => file.path) } };
}
