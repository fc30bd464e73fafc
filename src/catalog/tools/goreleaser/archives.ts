import { concat, lit, literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, maps, spanOf, text, texts, truth } from '../support/node.ts';
import { distinct } from './made.ts';
import type { Binary, Made } from './made.ts';
import { named } from './project.ts';
import type { ArtifactFields, Project } from './project.ts';

/** The end of GoReleaser's default names (internal/pipe/archive at v1.10 to v2.18, internal/pipe/nfpm). */
export const platformSuffix =
  '{{ .Version }}_{{ .Os }}_{{ .Arch }}{{ with .Arm }}v{{ . }}{{ end }}{{ with .Mips }}_{{ . }}{{ end }}{{ if not (eq .Amd64 "v1") }}{{ .Amd64 }}{{ end }}';

/**
 * `archives`: packs the binaries of each platform. Without the section one `tar.gz` a platform. A format `binary` packs
 * nothing: the binary itself is uploaded, under another name.
 */
export function packArchives(project: Project, made: Made): void {
  const written = maps(get(project.root, 'archives'));
  const singular = get(project.root, 'archive');
  const all = [...written, ...(singular?.kind === 'map' ? [singular] : [])];
  for (const archive of all.length > 0 ? all : [undefined]) packOne(project, made, archive);
}

function packOne(project: Project, made: Made, archive: Node | undefined): void {
  const { run } = project;
  const at = spanOf(archive, run.input.span);
  const id = text(archive, 'id') ?? 'default';
  const formats = formatsOf(archive);
  const ids = [...texts(get(archive, 'ids')), ...texts(get(archive, 'builds'))];
  const template = text(archive, 'name_template') ?? (formats.includes('binary') ? `{{ .Binary }}_${platformSuffix}` : `{{ .ProjectName }}_${platformSuffix}`);
  const replacements = get(archive, 'replacements');
  const outputs: Text[] = [];
  const inputs: Text[] = [];
  const pack = (format: string, fields: ArtifactFields, binaries: readonly Binary[]): void => {
    const name = concat(project.render(template, fields), lit(`.${format}`));
    const path = project.inDist(name);
    if (!made.addFile({ type: 'archive', id, name, path, fields })) return;
    outputs.push(path);
    inputs.push(...binaries.map((binary) => binary.path));
  };
  if (truth(get(archive, 'meta')) === true) {
    for (const format of formats) pack(format, new Map(), []);
  }
  for (const binaries of truth(get(archive, 'meta')) === true ? [] : platforms(made.built(ids))) {
    const first = binaries[0];
    if (first === undefined) continue;
    for (const format of overridden(archive, first, formats)) {
      if (format === 'none') continue;
      if (format !== 'binary') {
        pack(format, replaced(first.fields, replacements), binaries);
        continue;
      }
      for (const binary of binaries) {
        const fields = replaced(binary.fields, replacements);
        made.addFile({ type: 'binary', id, name: named(project.render(template, fields), fields.get('Ext') ?? []), path: binary.path, fields });
      }
    }
  }
  if (outputs.length > 0)
    run.add({ kind: 'transforms', how: 'archive', inputs: distinct(inputs), outputs, madeType: 'archive', id }, at, project.options.does('archive'));
}

function formatsOf(node: Node | undefined): readonly string[] {
  const formats = [...texts(get(node, 'formats')), ...texts(get(node, 'format'))].filter((format) => format !== '');
  return formats.length > 0 ? formats : ['tar.gz'];
}

/** `packageFormats`: the first override whose `goos` begins the platform's name. */
function overridden(archive: Node | undefined, binary: Binary, formats: readonly string[]): readonly string[] {
  for (const rule of maps(get(archive, 'format_overrides'))) {
    const goos = text(rule, 'goos');
    if (goos === undefined || goos === '' || !binary.os.startsWith(goos)) continue;
    return formatsOf(rule);
  }
  return formats;
}

function platforms(binaries: readonly Binary[]): readonly (readonly Binary[])[] {
  const groups = new Map<string, Binary[]>();
  for (const binary of binaries) {
    const group = groups.get(binary.platform);
    if (group === undefined) groups.set(binary.platform, [binary]);
    else group.push(binary);
  }
  return [...groups.values()];
}

/** `replacements` of version 1: other words for systems and architectures. */
export function replaced(fields: ArtifactFields, replacements: Node | undefined): ArtifactFields {
  if (replacements?.kind !== 'map') return fields;
  return new Map(
    [...fields].map(([key, value]): [string, Text] => {
      const word = literalOf(value);
      const other = word === undefined || word === '' || !['Os', 'Arch', 'Arm', 'Mips'].includes(key) ? undefined : text(replacements, word);
      return [key, other === undefined ? value : lit(other)];
    }),
  );
}

/** `source`: a `git archive` of the commit; off unless `enabled`. */
export function packSource(project: Project, made: Made): void {
  const source = get(project.root, 'source');
  if (truth(get(source, 'enabled')) !== true) return;
  const name = concat(project.renderNode(get(source, 'name_template'), '{{ .ProjectName }}-{{ .Version }}'), lit(`.${text(source, 'format') ?? 'tar.gz'}`));
  const path = project.inDist(name);
  made.addFile({ type: 'source', id: '', name, path, fields: new Map([['ArtifactName', name]]) });
  project.run.add({ kind: 'builds', outputs: [path], by: 'git archive', madeType: 'source' }, spanOf(source, project.run.input.span));
}
