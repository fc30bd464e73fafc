import { basename, concat, dropPrefix, holesOf, lit, literalOf, originsOf, splitAt, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import { after, before, head, tail } from './view.ts';
import type { View } from './view.ts';

const jobToken = /(?:^|\.)(?:GITHUB_TOKEN|github\.token|github_token)$|^github\.token$/i;

/** Whose credential a text is: the job's own token, another secret, or neither as far as can be seen. */
export function credentialOf(text: Text | undefined): 'job-token' | 'secret' | 'unknown' {
  if (text === undefined) return 'unknown';
  const labels = holesOf(text).map((hole) => hole.label);
  if (labels.some((label) => jobToken.test(label)) || originsOf(text).some((id) => jobToken.test(id))) return 'job-token';
  return labels.some((label) => label.startsWith('secrets.')) ? 'secret' : 'unknown';
}

/** A login's password, from a flag or standard input, as `credential`. */
export const credential: View = ({ argv, call }) => {
  const given = argv.flags.get('password')?.values.at(-1) ?? argv.flags.get('pass')?.values.at(-1) ?? call.stdin;
  return { credential: [lit(credentialOf(given))] };
};

/** Drops the scheme of a reference. */
export function bare(ref: Text): Text {
  return dropPrefix(ref, 'oci://') ?? dropPrefix(ref, 'docker://') ?? ref;
}

/** The repository of a reference: what stands before `@`, and before the `:` after the last `/`. */
export function repositoryOf(ref: Text): Text {
  const name = before(bare(ref), '@');
  const slash = name.findLastIndex((piece) => piece.kind === 'lit' && piece.text.includes('/'));
  const colon = name.findLastIndex((piece) => piece.kind === 'lit' && piece.text.includes(':'));
  if (colon === -1 || colon < slash) return name;
  const piece = name[colon]!;
  if (piece.kind !== 'lit') return name;
  const at = piece.text.lastIndexOf(':');
  if (colon === slash && at < piece.text.lastIndexOf('/')) return name;
  return concat(name.slice(0, colon), lit(piece.text.slice(0, at)));
}

/** Where podman and buildah push: a registry, unless the second word begins with another transport. */
export const transport: View = ({ argv }) => {
  const scheme = /^([a-z][a-z-]*):(?!\/\/|\d)/.exec(head(argv.args[1]))?.[1] ?? /^([a-z]+):\/\//.exec(head(argv.args[1]))?.[1];
  const local = scheme !== undefined && ['oci', 'oci-archive', 'dir', 'docker-archive', 'docker-daemon', 'containers-storage'].includes(scheme);
  return { 'target-is': [lit(local ? 'local' : 'registry')], ...(scheme === undefined ? {} : { 'target-scheme': [lit(scheme)] }) };
};

/** `crane tag IMG TAG…`: the same repository under other tags, as `retagged`. */
export const retag: View = ({ argv }) => {
  const first = argv.args[0];
  if (first === undefined) return {};
  const tags = [...argv.args.slice(1), ...(argv.flags.get('tag')?.values ?? [])].flatMap((tag) => splitAt(tag, /,/g));
  return { retagged: tags.map((tag) => concat(repositoryOf(first), lit(':'), tag)) };
};

/** `helm push PACKAGE oci://PLACE`: the chart's name and version are those of the package's file. */
export const helmPush: View = ({ argv }) => {
  const [file, remote] = argv.args;
  if (file === undefined || remote === undefined) return {};
  const place = bare(tail(remote).endsWith('/') ? concat(remote.slice(0, -1), lit(tail(remote).slice(0, -1))) : remote);
  return { ref: [concat(place, lit('/'), chartOf(file))] };
};

function chartOf(file: Text): Text {
  const name = basename(file);
  const first = name[0];
  const last = name.at(-1);
  if (first?.kind !== 'lit' || last?.kind !== 'lit' || !last.text.endsWith('.tgz')) return wild('*');
  const whole = literalOf(name);
  if (whole !== undefined) {
    const found = /^(.+?)-(v?\d+\.\d+.*)\.tgz$/.exec(whole);
    return found === null ? wild('*') : lit(`${found[1]}:${found[2]}`);
  }
  if (!first.text.endsWith('-')) return wild('*');
  const version = concat(name.slice(1, -1), lit(last.text.slice(0, -'.tgz'.length)));
  return concat(lit(first.text.slice(0, -1)), ...(version.some((piece) => piece.kind === 'wild') ? [] : [lit(':'), version]));
}

/** What a program that reads or makes a digest prints, as `printed`. */
export const imageInspect: View = ({ argv, output, program, words }) => {
  const ref = argv.args[0];
  if (ref === undefined) return {};
  const digest = output('digest');
  const full = concat(bare(ref), lit('@'), digest);
  const line = [program, ...words].join(' ');
  if (/^(?:g?crane digest|oras (?:resolve|digest)|regctl (?:image digest|manifest head))$/.test(line)) {
    return { printed: [argv.flags.get('full-ref') !== undefined || argv.flags.get('full-reference') !== undefined ? full : digest] };
  }
  if (line === 'flux push artifact') {
    const format = literalOf(argv.flags.get('output')?.values.at(-1) ?? []);
    if (format === 'json')
      return { printed: [concat(lit('{"url":"oci://'), full, lit('","repository":"'), repositoryOf(ref), lit('","digest":"'), digest, lit('"}'))] };
    return {};
  }
  const format = literalOf(argv.flags.get('format')?.values.at(-1) ?? []);
  if (format === undefined || format === '') return {};
  if (/^\{\{\s*json\s+\.\s*\}\}$/.test(format)) return { printed: [concat(lit('{"name":"'), bare(ref), lit('","manifest":{"digest":"'), digest, lit('"}}'))] };
  if (/RepoDigests/.test(format)) return { printed: [concat(repositoryOf(ref), lit('@'), digest)] };
  if (/json\s+\.(?:Manifest\.)?Digest\s*\}\}/.test(format)) return { printed: [concat(lit('"'), digest, lit('"'))] };
  if (/^\{\{\s*\.(?:Manifest\.)?Digest\s*\}\}$/.test(format)) return { printed: [digest] };
  if (/json\s+\.Manifest\s*\}\}/.test(format)) return { printed: [concat(lit('{"digest":"'), digest, lit('"}'))] };
  return {};
};

/** `oras`: the references of `NAME:TAG,TAG` as `refs`, files without their media types as `files`, and what it prints. */
export const oras: View = ({ argv, output }) => {
  const name = argv.args[0];
  if (name === undefined) return {};
  const [first, ...more] = splitAt(name, /,/g);
  const refs = [first!, ...more.map((tag) => concat(repositoryOf(first!), lit(':'), tag))];
  const files = argv.args.slice(1).map((word) => (after(word, ':') === undefined || /^[A-Za-z]:\\/.test(head(word)) ? word : before(word, ':')));
  const digest = output('digest');
  const format = literalOf(argv.flags.get('format')?.values.at(-1) ?? []);
  const reference = concat(repositoryOf(first!), lit('@'), digest);
  const given = argv.flags.get('template')?.values.at(-1);
  const template = given === undefined ? (format?.startsWith('go-template=') === true ? format.slice('go-template='.length) : undefined) : literalOf(given);
  const printed =
    template !== undefined
      ? /^\{\{\s*\.digest\s*\}\}$/.test(template)
        ? digest
        : /^\{\{\s*\.reference\s*\}\}$/.test(template)
          ? reference
          : undefined
      : format === 'json'
        ? concat(lit('{"reference":"'), reference, lit('","digest":"'), digest, lit('"}'))
        : concat(lit('Pushed [registry] '), first!, lit('\nDigest: '), digest);
  return { refs, files, ...(printed === undefined ? {} : { printed: [printed] }) };
};

/** Sets `several` where the words are more than one, or one that stands for any number. */
export const several: View = ({ argv }) => {
  const many = (word: Text): boolean =>
    word.some((piece) => piece.kind === 'wild' || (piece.kind === 'hole' && piece.each !== undefined) || (piece.kind === 'alt' && piece.options.some(many)));
  return argv.args.length > 1 || argv.args.some(many) ? { several: [lit('true')] } : {};
};
