import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType, Subject } from '../../effect.ts';
import { versionSpan, within } from '../../version.ts';
import { get, text, texts } from '../support/node.ts';
import { both } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { distinct, passesIds } from './made.ts';
import type { Made, MadeFile } from './made.ts';
import type { Project } from './project.ts';
import { artifactFields } from './sboms.ts';
import { expandShell, readSigningCommand } from './signing-command.ts';
import type { SigningCommand } from './signing-command.ts';
import { argsOf, attestation, conditionOf, entriesOf, unreadCommand } from './signing-entry.ts';

/** What each word of `signs[].artifacts` selects (internal/pipe/sign at v2.18); `installer` and `diskimage` are the paid edition's. */
const selections: Readonly<Record<string, readonly MadeType[]>> = {
  all: ['archive', 'binary', 'source', 'package', 'installer', 'checksum', 'sbom'],
  checksum: ['checksum'],
  source: ['source'],
  archive: ['archive'],
  binary: ['binary'],
  sbom: ['sbom'],
  package: ['package'],
  installer: ['installer'],
  diskimage: ['installer'],
  none: [],
};

const gpgArgs = ['--output', '$signature', '--detach-sig', '$artifact'];

/** `signs`: with no `artifacts` an entry signs nothing. By gpg unless `cmd` says otherwise. */
export function signFiles(project: Project, made: Made): void {
  const { run } = project;
  for (const entry of entriesOf(project, 'signs')) {
    const does = both(project.options.does('sign'), conditionOf(project, entry));
    if (does.truth === false) continue;
    const word = text(entry, 'artifacts') ?? 'none';
    const types = selections[word];
    const ids = texts(get(entry, 'ids'));
    const files = types === undefined ? [] : made.select(types, ids);
    if (files.length === 0) {
      run.idle({ at: entry.span, what: 'signs', section: 'signs', reason: idleReason(word, types === undefined, get(entry, 'artifacts') === undefined) });
      continue;
    }
    const command = readSigningCommand(text(entry, 'cmd') ?? 'gpg', argsOf(entry, gpgArgs));
    const stops = stopsWithoutBundle(project, command, argsOf(entry, gpgArgs));
    if (stops !== undefined) {
      run.idle({ at: entry.span, what: 'signs', section: 'signs', reason: stops });
      continue;
    }
    const outputs = outputsOf(project, entry, files, '${artifact}.sig');
    for (const group of split(types ?? [], ids, made)) signGroup(project, command, group.subject, group.files, outputs, entry, does);
    for (const file of outputs.files)
      made.addFile({ type: 'signature', id: text(entry, 'id') ?? 'default', name: file.name, path: file.path, fields: new Map() });
  }
}

/** `binary_signs`: the binaries before they are packed, all of them unless `ids` or `artifacts: none` says otherwise. */
export function signBinaries(project: Project, made: Made): void {
  const { run } = project;
  for (const entry of entriesOf(project, 'binary_signs')) {
    const does = both(project.options.does('sign'), conditionOf(project, entry));
    if (does.truth === false) continue;
    const binaries = made.built(texts(get(entry, 'ids')));
    const word = text(entry, 'artifacts') ?? 'binary';
    if (word !== 'binary' || binaries.length === 0) {
      run.idle({
        at: entry.span,
        what: 'signs',
        section: 'binary_signs',
        reason: word === 'binary' ? 'no binary has one of these ids' : `artifacts is ${word}`,
      });
      continue;
    }
    const command = readSigningCommand(text(entry, 'cmd') ?? 'gpg', argsOf(entry, gpgArgs));
    const stops = stopsWithoutBundle(project, command, argsOf(entry, gpgArgs));
    if (stops !== undefined) {
      run.idle({ at: entry.span, what: 'signs', section: 'binary_signs', reason: stops });
      continue;
    }
    const files = binaries.map((binary): MadeFile => ({ type: 'binary', id: binary.build, name: binary.name, path: binary.path, fields: binary.fields }));
    const outputs = outputsOf(
      project,
      entry,
      files,
      '${artifact}_{{ .Os }}_{{ .Arch }}{{ with .Arm }}v{{ . }}{{ end }}{{ with .Mips }}_{{ . }}{{ end }}{{ if not (eq .Amd64 "v1") }}{{ .Amd64 }}{{ end }}',
    );
    signGroup(project, command, { kind: 'files', paths: distinct(files.map((file) => file.path)) }, files, outputs, entry, does);
    for (const file of outputs.files)
      made.addFile({ type: 'signature', id: text(entry, 'id') ?? 'default', name: file.name, path: file.path, fields: new Map() });
  }
}

/** Why cosign stops: from version 3 on it signs and attests files only into a bundle, unless the form of older versions is asked for. */
function stopsWithoutBundle({ run }: Project, { tool }: SigningCommand, args: readonly string[]): string | undefined {
  const verb = args.find((arg) => arg === 'sign-blob' || arg === 'attest-blob');
  if (tool !== 'cosign' || verb === undefined || args.some((arg) => /^--(?:bundle(?:=|$)|new-bundle-format=(?:false|f|0)$)/i.test(arg))) return undefined;
  if (['COSIGN_BUNDLE', 'COSIGN_NEW_BUNDLE_FORMAT'].some((name) => run.input.env(name) !== undefined)) return undefined;
  const version = run.input.version?.('cosign');
  const isThird = version === 'latest' || (version !== undefined && within(versionSpan(version), { since: '3.0.0' }) === true);
  return isThird ? `cosign 3 ${verb === 'sign-blob' ? 'signs' : 'attests'} a file only with --bundle` : undefined;
}

function idleReason(word: string, unknown: boolean, byDefault: boolean): string {
  if (unknown) return `artifacts: ${word} is not a kind that signs knows`;
  if (word === 'none') return byDefault ? 'artifacts is none by default, so nothing is signed' : 'artifacts is none, so nothing is signed';
  return `nothing is made of the kind ${word} that it selects`;
}

/** An `ids` filter holds for some types only: those that carry no id are signed whatever it says. */
function split(types: readonly MadeType[], ids: readonly string[], made: Made): readonly { readonly subject: Subject; readonly files: readonly MadeFile[] }[] {
  const groups = ids.length === 0 ? [types] : [types.filter(passesIds), types.filter((type) => !passesIds(type))];
  return groups.flatMap((group, i) => {
    const files = made.select(group, ids);
    // Binaries that are not packed lie under another name than the one they are uploaded as.
    const binaries = files.filter((file) => file.type === 'binary');
    const others = group.filter((type) => type !== 'binary' && files.some((file) => file.type === type));
    return [
      ...(others.length === 0
        ? []
        : [{ subject: { kind: 'made', types: others, ...(i === 1 ? { ids } : {}) } as const, files: files.filter((file) => file.type !== 'binary') }]),
      ...(binaries.length === 0 ? [] : [{ subject: { kind: 'files', paths: binaries.map((file) => file.path) } as const, files: binaries }]),
    ];
  });
}

interface Outputs {
  /** The pattern over each subject's name, when the name is made of that alone. */
  readonly patterns: readonly string[] | undefined;
  readonly files: readonly { readonly name: Text; readonly path: Text }[];
}

/** The signature and certificate files of each artifact. */
function outputsOf(project: Project, entry: Node, files: readonly MadeFile[], fallback: string): Outputs {
  const templates = [text(entry, 'signature') ?? fallback, text(entry, 'certificate') ?? ''].filter((template) => template !== '');
  const patterns = templates.map((template) => /^(?:\$\{artifact\}|\$artifact(?!\w))([^${}]*)$/.exec(template)?.[1]);
  const made = files.flatMap((file) =>
    templates.map((template) => {
      const name = project.render(
        expandShell(template, { artifact: '{{ .ArtifactName }}', artifactName: '{{ .ArtifactName }}', artifactID: file.id }),
        artifactFields(file),
      );
      const path = project.render(
        expandShell(template, { artifact: '{{ .ArtifactPath }}', artifactName: '{{ .ArtifactName }}', artifactID: file.id }),
        artifactFields(file),
      );
      return { name, path: template.includes('artifact}') || template.includes('$artifact') ? path : project.inDist(path) };
    }),
  );
  return { patterns: patterns.every((pattern) => pattern !== undefined) ? patterns.map((pattern) => `{file}${pattern ?? ''}`) : undefined, files: made };
}

function signGroup(project: Project, command: SigningCommand, subject: Subject, files: readonly MadeFile[], outputs: Outputs, entry: Node, does: Holds): void {
  const { run } = project;
  const paths = distinct(outputs.files.map((file) => file.path));
  const why = unreadCommand(command);
  if (why !== undefined) {
    // Whether its outputs are signatures, and of what, is not known: an answer about these files is unknown.
    run.doubt(entry.span, why);
    run.add(
      {
        kind: 'signs',
        subject: { kind: 'unknown', why },
        mechanism: 'unknown',
        keyless: false,
        outputPaths: paths,
        attachedTo: 'beside',
        needs: command.needs,
      },
      entry.span,
      does,
    );
    return;
  }
  const inPlace = command.mechanism === 'authenticode' || command.mechanism === 'apple-codesign';
  const where = outputs.patterns !== undefined && files.length > 0 ? { outputs: outputs.patterns } : { outputPaths: paths };
  if (command.action === 'attest') run.add(attestation(command, subject, paths), entry.span, does);
  else
    run.add(
      {
        kind: 'signs',
        subject,
        mechanism: command.mechanism,
        keyless: command.keyless,
        ...(command.key === undefined ? {} : { key: command.key }),
        ...where,
        attachedTo: 'beside',
        ...(inPlace ? { inPlace: true } : {}),
        ...(isBare(command, entry) ? { bare: true } : {}),
        needs: command.needs,
      },
      entry.span,
      does,
    );
}

/** Whether a keyless signature is released without the certificate: written nowhere, or to a file that the entry does not name. */
function isBare(command: SigningCommand, entry: Node): boolean {
  if (command.tool !== 'cosign' || !command.keyless || command.writes === 'bundle') return false;
  return command.writes === 'neither' || (text(entry, 'certificate') ?? '') === '';
}
