import { concat, dropPrefix, holesOf, lit, literalOf, splitAt, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import { head } from './view.ts';
import type { View } from './view.ts';

/** The tag that `git tag` makes, as `tag`; listing, deleting and checking make none. */
export const gitTag: View = ({ argv }) => {
  const makes = !['list', 'delete', 'verify', 'n', 'contains', 'no-contains', 'merged', 'no-merged', 'points-at', 'sort', 'column'].some(
    (name) => argv.flags.get(name) !== undefined,
  );
  const first = argv.args[0];
  return makes && first !== undefined ? { tag: [first] } : {};
};

/** The tag that `git push` sends, as `tag`: one that a refspec names, or any with `--tags`. A mirror is sent the tags that are there. */
export const gitPush: View = ({ argv }) => {
  if (argv.flags.get('tags') !== undefined || argv.flags.get('follow-tags') !== undefined) return { tag: [wild('*')] };
  const refs = argv.args.slice(1);
  for (let i = 0; i < refs.length; i++) {
    if (literalOf(refs[i]!) === 'tag' && refs[i + 1] !== undefined) return { tag: [refs[i + 1]!] };
    // An upstream is set for branches.
    const tag = argv.flags.get('set-upstream') !== undefined && !head(refs[i]).includes('refs/tags/') ? undefined : tagOf(refs[i]!);
    if (tag !== undefined) return { tag: [tag] };
  }
  return {};
};

function tagOf(refspec: Text): Text | undefined {
  const bare = dropPrefix(refspec, '+') ?? refspec;
  if (head(bare).startsWith(':')) return undefined;
  const parts = splitAt(bare, /:/g);
  const to = parts.at(-1)!;
  const spelled = dropPrefix(to, 'refs/tags/');
  if (spelled !== undefined) return spelled;
  if (head(to).startsWith('refs/')) return undefined;
  if (parts.length > 1) return undefined;
  const literal = literalOf(to);
  if (literal !== undefined) return /^(?:[\w.-]+[@/-])?v?\d+(?:\.\d+)*(?:[-+.][\w.]+)?$/.test(literal) ? to : undefined;
  return holesOf(to).some((hole) => /tag|version|ref_name|release/i.test(hole.label)) ? to : undefined;
}

const imageSchemes = /^(?:registry|docker|podman|oci-archive|oci-dir|docker-archive|singularity|containerd|image):/;

/** What an SBOM program scans: `target`, and whether that is an `image`, `files` or the `source`. */
export const sbomTarget: View = ({ argv, words, flag }) => {
  const input = flag('input').values.at(-1);
  const first = input ?? argv.args[0];
  if (first === undefined) return {};
  const verb = words[0];
  if (verb === 'image' && input === undefined) return { 'target-kind': [lit('image')], target: [first] };
  if (verb === 'attest') return { 'target-kind': [lit('image')], target: [withoutScheme(first)] };
  return targetOf(first, verb !== undefined && ['filesystem', 'rootfs', 'repository', 'sbom', 'vm'].includes(verb));
};

/** The same of a program that takes files and images by their names alone. */
export const subjectTarget: View = ({ argv }) => (argv.args[0] === undefined ? {} : targetOf(argv.args[0], false));

function withoutScheme(text: Text): Text {
  const found = imageSchemes.exec(head(text));
  return found === null ? text : concat(lit(head(text).slice(found[0].length)), text.slice(1));
}

function targetOf(text: Text, path: boolean): Record<string, readonly Text[]> {
  const start = head(text);
  const of = (kind: string, target: Text): Record<string, readonly Text[]> => ({ 'target-kind': [lit(kind)], target: [target] });
  if (imageSchemes.test(start)) return of('image', withoutScheme(text));
  const local = /^(?:dir|file):/.exec(start);
  const named = local === null ? text : concat(lit(start.slice(local[0].length)), text.slice(1));
  const literal = literalOf(named);
  if (literal === '.' || literal === './' || literal === '/github/workspace' || (literal === '' && local !== null)) return of('source', named);
  if (holesOf(named).some((hole) => hole.label === 'github.workspace') && named.length === 1) return of('source', named);
  if (local !== null || path || /^[./~]/.test(start) || text.some((piece) => piece.kind === 'wild') || holesOf(text).some((hole) => hole.each !== undefined))
    return of('files', named);
  const literals = text.flatMap((piece) => (piece.kind === 'lit' ? [piece.text] : [])).join('');
  if (/[:@]/.test(literals) || /^[\w-]+\.[\w.-]+\//.test(start) || start.startsWith('localhost/')) return of('image', text);
  if (start === '') {
    const label = holesOf(text)[0]?.label ?? '';
    if (/image|ref$|tag|repo|digest/i.test(label)) return of('image', text);
    return /file|path|dir|bin|asset|artifact/i.test(label) ? of('files', text) : {};
  }
  return of('files', text);
}

const syftFormats: Readonly<Record<string, string>> = {
  'spdx-json': 'spdx',
  'spdx-tag-value': 'spdx',
  'spdx-tv': 'spdx',
  spdx: 'spdx',
  'cyclonedx-json': 'cyclonedx',
  'cyclonedx-xml': 'cyclonedx',
  cyclonedx: 'cyclonedx',
  'syft-json': 'syft',
  json: 'syft',
  syft: 'syft',
  'github-json': 'github',
  github: 'github',
};

/** `syft -o FORMAT=FILE`: the file of each format; without one it is `--file` or standard output. */
export const syftOutput: View = ({ argv, call, flag }) => {
  const stdout = flag('file').values.at(-1) ?? flag('stdout-file').values.at(-1) ?? call.stdoutPath;
  const configured = call.env('SYFT_OUTPUT');
  const given = argv.flags.get('output')?.values ?? (configured === undefined ? [] : [configured]);
  const found: Record<string, Text[]> = {};
  for (const value of given.flatMap((one) => splitAt(one, /,(?=[a-z-]+(?:@[\d.]+)?(?:=|$))/g))) {
    const start = head(value);
    const equals = start.indexOf('=');
    const name = (equals === -1 ? (literalOf(value) ?? '') : start.slice(0, equals)).replace(/@.*$/, '');
    const kind = syftFormats[name];
    const file = equals === -1 ? stdout : concat(lit(start.slice(equals + 1)), value.slice(1));
    if (kind === undefined) continue;
    found[kind] = [...(found[kind] ?? []), file ?? []].slice(0, 1);
  }
  return found;
};
