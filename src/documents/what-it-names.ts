import type { Text } from '../values/index.ts';
import { gapsIn, isAllPlaceholder, patternsOf } from './placeholders.ts';
import { isImageTool } from './recipes-found.ts';
import type { VerifyCommand } from './verify-command.ts';
import { isChecksum } from './verify-judge.ts';

/** A published thing that a recipe is about. */
export interface NamedThing {
  readonly kind: 'file' | 'image' | 'chart' | 'package' | 'tag' | 'checksum-list';
  /** As the command has it. */
  readonly written: string;
  /**
   * The names it stands for: a file's own name without folder or address; an image's or chart's repository in lower
   * case without scheme, tag and digest; a package's or tag's name. Placeholders, versions and digests are `*`.
   */
  readonly patterns: readonly Text[];
  /** The name is a placeholder and nothing else, so that it fits whatever is published. */
  readonly isAnything: boolean;
  /** How an image is told; a tag can be moved. */
  readonly by: 'tag' | 'digest' | 'name' | undefined;
  readonly index: 'pypi' | 'npm' | undefined;
  /** What was taken on trust: `1.2.0 stands for any version`. */
  readonly assumes: readonly string[];
}

/** Lists what a recipe verifies, told from its tool and words; nothing when it names nothing, or only what another command prints. */
export function whatItNames(command: VerifyCommand): readonly NamedThing[] {
  const known = named.get(command);
  if (known !== undefined) return known;
  const things = thingsNamed(command);
  named.set(command, things);
  return things;
}

/** Every surface asks about every command. */
const named = new WeakMap<VerifyCommand, readonly NamedThing[]>();

function thingsNamed(command: VerifyCommand): readonly NamedThing[] {
  return thingsOf(command).filter((thing) => !(thing.isAnything && /[$<]\(|`/.test(thing.written)));
}

function thingsOf(command: VerifyCommand): readonly NamedThing[] {
  const { subjects, flags } = command;
  if (isImageTool(command)) return flags.has('--local-image') || flags.has('--oci-layout') ? [] : subjects.map((one) => imageThing(one, 'image'));
  if (isChecksum(command)) return checksumThings(command);
  switch (command.tool) {
    case 'gh':
      if (command.subcommand === 'release verify') return subjects.map((one) => tagThing(one));
      if (command.subcommand === 'release verify-asset') return subjects.slice(-1).map((one) => fileThing(one, 'file'));
      return subjects.map((one) => (one.startsWith('oci://') ? imageThing(one, 'image') : fileThing(one, 'file')));
    case 'slsa-verifier': {
      const name = flags.get('--package-name')?.at(-1);
      if (command.subcommand === 'verify-npm-package' && name !== undefined) return [packageThing(name, 'npm')];
      return [...subjects, ...(command.subcommand === '' ? valuesOf(command, '--artifact-path') : [])].map((one) => fileThing(one, 'file'));
    }
    case 'gpg':
    case 'gpgv':
    case 'sqv':
      return signedFiles(subjects).map((one) => fileThing(one, /(?:sums?|checksums?)(?:\.txt)?$/i.test(one) ? 'checksum-list' : 'file'));
    case 'minisign':
    case 'signify':
      return valuesOf(command, '-m')
        .map((one) => fileThing(one, 'file'))
        .concat(
          command.tool === 'signify' && (flags.has('-C') || flags.has('-Cq'))
            ? valuesOf(command, '-x').map((one) => fileThing(withoutEnding(one), 'checksum-list'))
            : [],
        );
    case 'pypi-attestations':
      return subjects.map((one) =>
        one.startsWith('pypi:') || one.includes('pythonhosted.org')
          ? { ...fileThing(one.replace(/^pypi:/, ''), 'package'), index: 'pypi' as const }
          : fileThing(one, 'file'),
      );
    case 'npm':
      return [{ ...packageThing('*', 'npm'), written: '', isAnything: true }];
    case 'helm':
      return helmThings(command);
    case 'git':
    case 'gitsign':
      return subjects.filter((one) => one !== 'HEAD').map((one) => tagThing(one));
    case 'rekor-cli':
      return valuesOf(command, '--artifact').map((one) => fileThing(one, 'file'));
    case 'openssl':
      return [...(command.subcommand === 'dgst' ? subjects : []), ...valuesOf(command, command.subcommand === 'pkeyutl' ? '-in' : '-content')].map((one) =>
        fileThing(one, 'file'),
      );
    case 'ssh-keygen':
      return command.input
        .filter((one) => one !== 'cat' && !one.startsWith('-'))
        .slice(-1)
        .map((one) => fileThing(one, 'file'));
    case 'sealwright':
      return subjects.filter((one) => !/^(?:sha\d+|oci-layout|oci-archive|docker-archive):/.test(one)).map((one) => subjectThing(one));
    case 'skopeo':
      return subjects.slice(1, 2).map((one) => imageThing(one, 'image'));
    case 'witness':
      return [...valuesOf(command, '-f'), ...valuesOf(command, '--artifactfile')].map((one) => fileThing(one, 'file'));
    case 'Get-AuthenticodeSignature':
      return [...subjects, ...valuesOf(command, '-FilePath'), ...valuesOf(command, '-LiteralPath')].map((one) => fileThing(one, 'file'));
    default:
      return subjects.filter((one) => one !== '-').map((one) => fileThing(one, 'file'));
  }
}

/** The list that is checked, and the files that a `grep` or `echo` before it picks out. */
function checksumThings(command: VerifyCommand): readonly NamedThing[] {
  const lists = command.subjects.filter((one) => one !== '-').map((one) => fileThing(one, 'checksum-list'));
  const fed: NamedThing[] = [];
  const words = command.input.filter((one) => one !== '' && !one.startsWith('-'));
  const from = words[0];
  if (from === 'grep' || from === 'egrep' || from === 'fgrep') {
    const [pattern, ...files] = words.slice(1);
    if (pattern !== undefined) fed.push(fileThing(pattern.replaceAll('\\', '').replace(/\$$/, ''), 'file'));
    fed.push(...files.map((one) => fileThing(one, 'checksum-list')));
  } else if (from === 'echo' || from === 'printf') {
    const name = words
      .slice(1)
      .flatMap((one) => one.trim().split(/\s+/))
      .at(-1)
      ?.replace(/^\*|\\n$/g, '');
    if (name !== undefined && name !== '') fed.push(fileThing(name, 'file'));
  } else if (from === 'cat' || from === 'curl' || from === 'wget') {
    fed.push(
      ...words
        .slice(1)
        .filter((one) => from === 'cat' || one.includes('://'))
        .map((one) => fileThing(one, 'checksum-list')),
    );
  } else if (command.input.length === 1 && from !== undefined) fed.push(fileThing(from, 'checksum-list'));
  return [...lists, ...fed];
}

/** `gpg --verify SIGNATURE FILE…`: the files; a signature alone stands for the file that it is named after. */
function signedFiles(subjects: readonly string[]): readonly string[] {
  const only = subjects[0];
  if (subjects.length !== 1 || only === undefined) return subjects.slice(1).filter((one) => one !== '-');
  return [withoutEnding(only)];
}

function withoutEnding(name: string): string {
  return name.replace(/\.(?:asc|sig|sign|gpg|pgp|minisig)$/i, '');
}

/** `helm verify PATH` names a packaged chart; the others a chart by reference, `helm install` a release's name before it. */
function helmThings(command: VerifyCommand): readonly NamedThing[] {
  const takesName = ['install', 'upgrade', 'template'].includes(command.subcommand) && command.subjects.length > 1;
  const chart = command.subjects[takesName ? 1 : 0];
  if (chart === undefined) return [];
  if (chart.startsWith('oci://')) return [imageThing(chart, 'chart')];
  return [{ ...fileThing(chart, 'chart'), by: 'name' }];
}

function fileThing(written: string, kind: NamedThing['kind']): NamedThing {
  const path = written.replace(/[?#][^<>{}]*$/, '').replace(/[\\/]+$/, '');
  const name = nameOf(path);
  const stand = standIn.exec(name);
  if (stand !== null)
    return {
      kind,
      written,
      patterns: patternsOf(`*${name.slice(stand[0].length)}`),
      isAnything: true,
      by: undefined,
      index: undefined,
      assumes: [`${stand[0]} stands for any file`],
    };
  return { kind, written, patterns: patternsOf(name), isAnything: isAllPlaceholder(name), by: undefined, index: undefined, assumes: assumed(name) };
}

/** Names that stand for whatever the reader has: `artifact`, `signature.asc`, `file.tar.gz`. */
const standIn =
  /^(?:(?:the|some|my|your|downloaded)[-_])?(?:file|filename|artifact|binary|package|archive|asset|blob|release|tarball|signature|sig|download|foo|bar|something)(?=\.|$)/i;

/** What `sealwright verify` takes: a package's address, a tag of git, an image, or else a file. */
function subjectThing(written: string): NamedThing {
  if (written.startsWith('git:')) return tagThing(written.slice('git:'.length));
  const address = /^pkg:(npm|pypi|oci|github)\/([^?#]*)(?:\?(?:.*&)?file_name=([^&#]*))?/.exec(written);
  if (address !== null) {
    const [, type, path = '', file] = address;
    if (file !== undefined) return fileThing(file, 'file');
    const name = path.replace(/(?<=.)@[^/]*$/, '').replace(/^%40/i, '@');
    if (type === 'npm' || type === 'pypi') return { ...packageThing(name, type), written };
    return type === 'oci' ? imageThing(/[?&]repository_url=([^&#]*)/.exec(written)?.[1] ?? name, 'image') : fileThing('*', 'file');
  }
  const isImage = /^(?:oci|docker):\/\//.test(written) || /^(?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d+)?\/[^\s]+$/.test(written);
  return isImage ? imageThing(written, 'image') : fileThing(written, 'file');
}

/** The part behind the last slash that is not inside a placeholder. */
function nameOf(path: string): string {
  const gaps = gapsIn(path).filter((gap) => !gap.text.endsWith('path/to/'));
  for (let at = path.length - 1; at >= 0; at--) {
    if ((path[at] === '/' || (path[at] === '\\' && /^(?:[A-Za-z]:|\.)/.test(path))) && !gaps.some((gap) => gap.start <= at && at < gap.end))
      return path.slice(at + 1);
  }
  return path;
}

function imageThing(written: string, kind: 'image' | 'chart'): NamedThing {
  const bare = written.replace(/^(?:oci|docker|docker-daemon|containers-storage):(?:\/\/)?/, '');
  const gaps = gapsIn(bare);
  const inGap = (at: number): boolean => gaps.some((gap) => gap.kind === 'placeholder' && gap.start <= at && at < gap.end);
  let end = bare.length;
  let by: NamedThing['by'] = 'name';
  for (let at = bare.length - 1; at >= 0; at--) {
    if (inGap(at)) continue;
    if (bare[at] === '@') {
      end = at;
      by = 'digest';
    } else if (bare[at] === ':') {
      end = at;
      if (by === 'name') by = 'tag';
    } else if (bare[at] === '/') break;
  }
  const repository = bare.slice(0, end);
  return {
    kind,
    written,
    patterns: patternsOf(repository.replace(/[A-Z]+/g, (run, at: number) => (inGap(at) ? run : run.toLowerCase()))),
    isAnything: isAllPlaceholder(repository),
    by,
    index: undefined,
    assumes: assumed(repository),
  };
}

function tagThing(written: string): NamedThing {
  return {
    kind: 'tag',
    written,
    patterns: patternsOf(written),
    isAnything: isAllPlaceholder(written),
    by: undefined,
    index: undefined,
    assumes: assumed(written),
  };
}

function packageThing(written: string, index: 'npm' | 'pypi'): NamedThing {
  return { kind: 'package', written, patterns: patternsOf(written), isAnything: isAllPlaceholder(written), by: undefined, index, assumes: [] };
}

function valuesOf(command: VerifyCommand, flag: string): readonly string[] {
  return command.flags.get(flag)?.filter((one) => one !== '') ?? [];
}

function assumed(name: string): readonly string[] {
  return gapsIn(name)
    .filter((gap) => gap.kind !== 'placeholder')
    .map((gap) => `${gap.text} stands for any ${gap.kind}`);
}
