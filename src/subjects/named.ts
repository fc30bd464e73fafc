import type { Disk } from '../base/index.ts';
import { parseImageReference, type ImageReference } from '../registry/oci/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import { parsePackage, type NamedPackage } from './package-url.ts';

/** What a word of the command line names. */
export type NamedSubject =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'image'; readonly reference: ImageReference }
  | { readonly kind: 'layout'; readonly path: string; readonly form: 'folder' | 'archive'; readonly image: ImageName | undefined }
  | { readonly kind: 'package'; readonly package: NamedPackage }
  | { readonly kind: 'git'; readonly tag: string };

/** An image in a layout. */
export type ImageName = { readonly tag: string } | { readonly digest: string };

const layoutWords: Readonly<Record<string, 'folder' | 'archive'>> = { 'oci-layout': 'folder', 'oci-archive': 'archive', 'docker-archive': 'archive' };

/**
 * Reads a word as a subject. What says itself what it is, is that; else what exists as a file is a file; else what has a
 * registry, a tag or a digest is an image. A name alone is never an image: a file that is missing is not looked for elsewhere.
 */
export function parseSubject(word: string, disk: Disk): Parsed<NamedSubject> {
  if (word === '') return refused('SUBJECT_MALFORMED', 'the name is empty', { hint: 'is a variable unset?' });
  if (word.length > 4_096 || word.includes('\0')) return refused('SUBJECT_MALFORMED', `${quoted(word)} names nothing`);
  if (/^sha(?:256|384|512):/.test(word)) return parsed({ kind: 'digest', digest: word });
  if (/^sha-?(?:256|384|512):/i.test(word))
    return refused('SUBJECT_MALFORMED', `${quoted(word)} is no digest`, { hint: 'sha256: and 64 hexadecimal digits, all in lower case' });
  const [scheme = '', rest = ''] = split(word, ':') ?? [];
  if (scheme === 'pkg') {
    const named = parsePackage(word);
    return named.kind === 'parsed' ? parsed({ kind: 'package', package: named.value }) : named;
  }
  if (scheme === 'git') return rest === '' ? refused('SUBJECT_MALFORMED', 'git: names no tag', { hint: 'git:v1.2.3' }) : parsed({ kind: 'git', tag: rest });
  if (scheme === 'file') return parsed({ kind: 'file', path: rest });
  const form = Object.hasOwn(layoutWords, scheme) ? layoutWords[scheme] : undefined;
  if (form !== undefined) return parsed({ kind: 'layout', form, ...pathAndImage(rest, disk) });
  if (/^(?:docker|oci):\/\//.test(word)) return image(word.slice(word.indexOf('://') + 3));
  const there = disk.open(word).kind;
  if (there === 'folder' && disk.open(disk.join(word, 'oci-layout')).kind === 'pieces')
    return parsed({ kind: 'layout', form: 'folder', path: word, image: undefined });
  if (there !== 'missing' || /^(?:\.{0,2}\/|~|[A-Za-z]:\\)/.test(word)) return parsed({ kind: 'file', path: word });
  const [host = '', path = ''] = split(word, '/') ?? [];
  const hasRegistry = path !== '' && (/[.:]/.test(host) || host === 'localhost');
  const last = word.slice(word.lastIndexOf('/') + 1);
  if (!hasRegistry && !/[:@]/.test(last)) return refused('SUBJECT_MISSING', `there is no file ${quoted(word)}`, { hint: nextAfter(word, last) });
  return image(word);
}

/** What to look at where there is no file of a name: most that end as files do are meant as files, and no image has a wildcard. */
function nextAfter(word: string, last: string): string {
  if (/[*?[]/.test(word)) return 'patterns are for the shell to fill in: look whether it is in quotes, or stands for nothing';
  const isImage = /^[a-z0-9][a-z0-9._/-]*$/.test(word) && !/\.[a-z][a-z0-9]{0,9}$/.test(last);
  return isImage ? `look at the name again; docker://${word}, if it is an image` : 'look at the name again, and at the folder that it is in';
}

function image(text: string): Parsed<NamedSubject> {
  const reference = parseImageReference(text);
  return reference.kind === 'parsed' ? parsed({ kind: 'image', reference: reference.value }) : reference;
}

/** `DIR`, `DIR:TAG` or `DIR@sha256:…`; a path that exists stands for itself, colons and all. */
function pathAndImage(text: string, disk: Disk): { readonly path: string; readonly image: ImageName | undefined } {
  if (disk.open(text).kind !== 'missing') return { path: text, image: undefined };
  const digest = /^(.+)@(sha(?:256|384|512):[0-9a-f]+)$/.exec(text);
  if (digest !== null) return { path: digest[1] ?? '', image: { digest: digest[2] ?? '' } };
  const tag = /^(.+):([\w][\w.-]{0,127})$/.exec(text);
  return tag === null ? { path: text, image: undefined } : { path: tag[1] ?? '', image: { tag: tag[2] ?? '' } };
}

function split(text: string, at: string): readonly [string, string] | undefined {
  const i = text.indexOf(at);
  return i === -1 ? undefined : [text.slice(0, i), text.slice(i + 1)];
}
