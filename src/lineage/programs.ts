import type { FileTree } from '../base/index.ts';
import { callsNxRelease } from '../catalog/index.ts';
import { literalOf, resolvePath, type Text } from '../values/index.ts';

/** A program of the checkout that a command runs, as far as its text says what it does to releases. */
export interface ProjectProgram {
  readonly path: string;
  /** It calls the API that uploads files to a release. */
  readonly uploads: boolean;
  /** It is written to release: it runs a release tool, or it is called so. */
  readonly releases: boolean;
  /** It makes tags by the API of `nx release`. */
  readonly nx: boolean;
}

const uploads = /uploads\.github\.com|\bupload_asset\s*\(|\buploadReleaseAsset\b|\bUploadReleaseAsset\w*\(|\bupload_url\b|\bUploadAsset\s*\(/;
const releaseTools = /\bgoreleaser\b|release-utils\/mage/i;
const interpreters = /^(python[\d.]*|node|ruby|perl|deno|bun|tsx|ts-node|php|uv)$/;
const source = /\.(py|[cm]?[jt]s|rb|pl|php|go|rs)$/;
const quiet = /^(--dry-run|--check|--help|--version|-h|test|lint|fmt|format|vet|check)$/;
const maxFiles = 60;
const maxCharacters = 400_000;

/** The program of the checkout that a command runs in a language that is not interpreted here; undefined for other commands. */
export function projectProgram(files: FileTree, words: readonly Text[], cwd: Text): ProjectProgram | undefined {
  const plain = words.map((word) => literalOf(word) ?? '');
  if (plain.slice(1).some((word) => quiet.test(word))) return undefined;
  const at = (path: string): string | undefined => literalOf(resolvePath(cwd, [{ kind: 'lit', text: path }]));
  const paths = sources(files, plain, at);
  const path = paths[0];
  if (path === undefined) return undefined;
  const each = paths.slice(0, maxFiles).map((one) => saidBy(files, one));
  const found = { uploads: each.some((one) => one.uploads), releases: each.some((one) => one.releases), nx: each.some((one) => one.nx) };
  return found.uploads || found.releases || found.nx ? { path, ...found } : undefined;
}

/** The file of the checkout that a command runs in a language that is not interpreted here. */
export function programFile(files: FileTree, words: readonly Text[], cwd: Text): string | undefined {
  const plain = words.map((word) => literalOf(word) ?? '');
  if (plain.slice(1).some((word) => quiet.test(word))) return undefined;
  const from = /^(?:npx|bunx|pnpm|yarn)$/.test(plain[0] ?? '') ? plain.findIndex((word, i) => i > 0 && interpreters.test(word)) : 0;
  return from === -1 ? undefined : sources(files, plain.slice(from), (path) => literalOf(resolvePath(cwd, [{ kind: 'lit', text: path }])))[0];
}

type Said = Omit<ProjectProgram, 'path'>;

const said = new WeakMap<FileTree, Map<string, Said>>();

/** What the text of one file says; legs, events and callers run the same program again. */
function saidBy(files: FileTree, path: string): Said {
  const known = said.get(files) ?? new Map<string, Said>();
  said.set(files, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const read = files.read(path);
  const text = read.kind !== 'text' || read.text.length > maxCharacters ? '' : read.text.replaceAll(/^\s*(#|\/\/).*$/gm, '');
  const found = { uploads: uploads.test(text), releases: releaseTools.test(text), nx: callsNxRelease(files, path) };
  known.set(path, found);
  return found;
}

/** What the program of a local JavaScript or Docker action says of itself. */
export interface ActionProgram {
  /** It calls the API that uploads files to a release. */
  readonly uploads: boolean;
  /** No word of it speaks of other programs, digests, signatures or attestations. */
  readonly plain: boolean;
}

const besides =
  /\b(exec\w*|spawn\w*|createHash|crypto|sha-?(1|256|384|512)\w*|md5|gpg|cosign|minisign|signify|sigstore|sign|signs|signed|signing|signature)\b|attest|sbom/i;

/** Reads the program that lies in an action's own folder; undefined where none does. */
export function actionProgram(files: FileTree, folder: string): ActionProgram | undefined {
  const own = files.hasFolder(folder) ? files.folder(folder).filter((name) => source.test(name) || /\.sh$|^Dockerfile$/.test(name)) : [];
  const texts = own.slice(0, maxFiles).flatMap((name) => {
    const read = files.read(folder === '' ? name : `${folder}/${name}`);
    return read.kind === 'text' && read.text.length <= maxCharacters ? [read.text.replaceAll(/^\s*(#|\/\/).*$/gm, '')] : [];
  });
  if (texts.length === 0) return undefined;
  return { uploads: texts.some((text) => uploads.test(text)), plain: texts.length === own.length && !texts.some((text) => besides.test(text)) };
}

function sources(files: FileTree, words: readonly string[], at: (path: string) => string | undefined): readonly string[] {
  const program = (words[0] ?? '').split('/').at(-1) ?? '';
  const existing = (path: string): readonly string[] => {
    const full = at(path);
    return full !== undefined && files.has(full) ? [full] : [];
  };
  const below = (folder: string, ending: RegExp): readonly string[] => {
    const full = at(folder);
    return full === undefined || !files.hasFolder(full)
      ? []
      : files
          .folder(full)
          .filter((name) => ending.test(name) && !name.endsWith('_test.go'))
          .map((name) => (full === '' ? name : `${full}/${name}`))
          .filter((one) => files.has(one));
  };
  if (program === 'mage') return [...existing('magefile.go'), ...existing('mage.go'), ...existing('magefiles/magefile.go'), ...below('magefiles', /\.go$/)];
  if (program === 'cargo' && words[1] === 'xtask') return below('xtask/src', /\.rs$/);
  if (program === 'go' && words[1] === 'run') {
    const target = words.slice(2).find((word) => !word.startsWith('-'));
    if (target === undefined || target === '') return [];
    // A file that hands over to mage runs the targets beside it.
    if (/(^|\/)mage\.go$/.test(target)) return [...existing(target), ...existing('magefile.go'), ...below('magefiles', /\.go$/)];
    return target.endsWith('.go') ? existing(target) : below(target.replace(/\/\.\.\.$/, ''), /\.go$/);
  }
  if (interpreters.test(program)) {
    const script = words.slice(1).find((word) => source.test(word));
    return script === undefined ? [] : existing(script);
  }
  return words[0]?.includes('/') === true && source.test(words[0]) ? existing(words[0]) : [];
}
