import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { Effect, MadeType, Subject } from '../../effect.ts';
import { get, maps, scalarOf, text, texts } from '../support/node.ts';
import { both, not } from '../support/run.ts';
import { distinct } from './made.ts';
import type { Made, MadeFile } from './made.ts';
import type { ArtifactFields, Project } from './project.ts';
import { expandShell } from './signing-command.ts';

type Describes = Extract<Effect, { kind: 'describes' }>;

/**
 * `sboms` (internal/pipe/sbom at v2.18): for each archive unless `artifacts` says otherwise, by syft, named
 * `ARTIFACT.sbom.json` (`.sbom` before v1.19). Without the section there are none.
 */
export function describeArtifacts(project: Project, made: Made): void {
  const { run } = project;
  for (const entry of maps(get(project.root, 'sboms'))) {
    const does = both(project.options.does('sbom'), not(project.isTrue(get(entry, 'disable'))));
    if (does.truth === false) continue;
    const kind = text(entry, 'artifacts') ?? 'archive';
    const id = text(entry, 'id') ?? 'default';
    const tool = text(entry, 'cmd') ?? 'syft';
    const command = readCommand(tool, texts(get(entry, 'args')));
    const common = {
      kind: 'describes' as const,
      format: formatOf(entry, tool),
      attachedTo: 'beside' as const,
      tool,
      needs: [{ kind: 'tool' as const, name: tool }],
    };
    const documents = texts(get(entry, 'documents'));
    if (kind === 'any') {
      for (const document of documents) {
        const name = project.render(expandShell(document, {}));
        made.addFile({ type: 'sbom', id, name, path: project.inDist(name), fields: new Map() });
        run.add({ ...common, subject: anySubject(entry, command), output: project.inDist(name) }, entry.span, does);
      }
      if (documents.length === 0) run.idle({ at: entry.span, what: 'describes', section: 'sboms', reason: 'artifacts is any and no document is named' });
      continue;
    }
    const subjects = subjectsOf(project, made, kind, texts(get(entry, 'ids')));
    if (subjects.length === 0) {
      run.idle({ at: entry.span, what: 'describes', section: 'sboms', reason: `nothing is made of the kind ${kind} that it selects` });
      continue;
    }
    const template = documents[0] ?? (kind === 'binary' ? '{{ .Binary }}_{{ .Version }}_{{ .Os }}_{{ .Arch }}.sbom.json' : '{{ .ArtifactName }}.sbom.json');
    const outputs = subjects.map((file) =>
      project.render(expandShell(template, { artifact: '{{ .ArtifactName }}', artifactName: '{{ .ArtifactName }}' }), artifactFields(file)),
    );
    for (const name of distinct(outputs)) made.addFile({ type: 'sbom', id, name, path: project.inDist(name), fields: new Map() });
    // One document for many artifacts is written over and over: the last one stays.
    const shared = distinct(outputs).length < subjects.length;
    const pattern = /^\{\{-? *\.ArtifactName *-?\}\}([^{}]*)$/.exec(template)?.[1];
    if (!shared && pattern !== undefined && command === 'the artifact')
      run.add({ ...common, subject: subjectOf(kind, subjects, texts(get(entry, 'ids'))), outputPattern: `{file}${pattern}` }, entry.span, does);
    else subjects.forEach((file, i) => run.add(oneByOne(common, command, file, project.inDist(outputs[i]!)), entry.span, does));
  }
}

function oneByOne(common: Omit<Describes, 'subject'>, command: Reading, file: MadeFile, output: Text): Describes {
  return { ...common, subject: command === 'the artifact' ? { kind: 'files', paths: [file.path] } : command, output };
}

/** What templates see of an artifact. */
export function artifactFields(file: MadeFile): ArtifactFields {
  return new Map([...file.fields, ['ArtifactName', file.name], ['ArtifactPath', file.path]]);
}

const kinds: Readonly<Record<string, readonly MadeType[]>> = {
  source: ['source'],
  archive: ['archive'],
  package: ['package'],
  installer: ['installer'],
  diskimage: ['installer'],
};

function subjectsOf(project: Project, made: Made, kind: string, ids: readonly string[]): readonly MadeFile[] {
  if (kind === 'binary') {
    const uploaded = made.select(['binary'], ids);
    const paths = new Set(uploaded.map((file) => JSON.stringify(file.path)));
    const inner = made.built(ids).filter((binary) => !paths.has(JSON.stringify(binary.path)));
    return [
      ...uploaded,
      ...inner.map((binary): MadeFile => ({ type: 'binary', id: binary.build, name: binary.name, path: binary.path, fields: binary.fields })),
    ];
  }
  const types = kinds[kind];
  if (types === undefined) {
    if (kind !== 'none') project.run.doubt(project.spanOf('sboms'), `artifacts: ${kind} is not a kind that sboms knows`);
    return [];
  }
  return made.select(types, ids);
}

/** `ids` has no effect on the source archive. */
function subjectOf(kind: string, subjects: readonly MadeFile[], ids: readonly string[]): Subject {
  const types = kinds[kind];
  if (types === undefined || kind === 'diskimage') return { kind: 'files', paths: subjects.map((file) => file.path) };
  return { kind: 'made', types, ...(ids.length > 0 && kind !== 'source' ? { ids } : {}) };
}

function formatOf(entry: Node, tool: string): 'spdx' | 'cyclonedx' | 'syft' | 'unknown' {
  const written = texts(get(entry, 'args')).join(' ');
  if (written.includes('cyclonedx') || tool.includes('cyclonedx')) return 'cyclonedx';
  if (written.includes('spdx') || (tool === 'syft' && written === '')) return 'spdx';
  return tool === 'syft' && written.includes('syft-json') ? 'syft' : 'unknown';
}

/** What a command describes: the artifact that it is given, or something else. */
type Reading = 'the artifact' | Extract<Subject, { kind: 'source' | 'unknown' }>;

const makers = /^(?:syft|trivy|cdxgen|bom|sbom-tool|spdx-sbom-generator|cyclonedx)(?:[-_.]|$)/;

/**
 * Reads `cmd` and `args`: a program that is known to make SBOMs, by itself or as the one command of a shell's line, and
 * what it is told to look at. Without arguments that is the artifact.
 */
function readCommand(cmd: string, args: readonly string[]): Reading {
  const isShell = /^(?:ba|da|z)?sh$/.test(baseOf(cmd));
  const line = args.join(' ');
  const words = isShell ? line.split(/\s+/).slice(1) : [cmd, ...args];
  const program = baseOf((words[0] ?? '').replaceAll(/["']/g, ''));
  const notRead: Reading = { kind: 'unknown', why: `sboms describes what its own command says: ${cmd} ${line}`.slice(0, 200) };
  if (!makers.test(program) || (isShell && (args[0] !== '-c' || /[;&|`\n]|\$\(/.test(line)))) return notRead;
  // What describes a program by its source is run in the folder of that source.
  if (args.length === 0 || program.startsWith('cyclonedx') || /\$\{?artifact(?:Name|ID)?\b|\.Artifact(?:Name|Path)\b/.test(line)) return 'the artifact';
  // The command runs in the folder that GoReleaser writes to, so the source is one folder up.
  return words.slice(1).some((word) => /^(dir:)?\.\.\/?$/.test(word)) ? { kind: 'source' } : notRead;
}

function baseOf(command: string): string {
  return command.slice(command.lastIndexOf('/') + 1).replace(/\.exe$/, '');
}

/** With `any` there is no artifact to describe: a folder is the source, anything else is not known. */
function anySubject(entry: Node, command: Reading): Subject {
  const words = texts(get(entry, 'args'));
  if (command !== 'the artifact') return command;
  return { kind: 'unknown', why: `sboms describes what its own command says: ${scalarOf(get(entry, 'cmd')) ?? 'syft'} ${words.join(' ')}`.slice(0, 200) };
}
