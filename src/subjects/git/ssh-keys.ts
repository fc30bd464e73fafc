import { limits } from '../../base/index.ts';
import { decodeBase64 } from '../../trust/json/index.ts';
import { parsed, quoted, type Parsed } from '../../trust/reason/index.ts';
import { malformed, sshKey } from './ssh.ts';

/** Who a key is for and what it may do, each a word in which quotes keep spaces; then the kind, the key and a comment. */
const keyLine = /^((?:(?:[^\s"]|"[^"]*")+[ \t]+){0,2})((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/=]+)(?:[ \t].*)?$/;

/**
 * The SPKIs of the public keys that a file of `allowed_signers`, or a `.pub`, lets sign git objects. A key that is a
 * certificate authority's is none of them, and neither is one that is for other namespaces. A key that is bound to a time
 * refuses the file: nobody vouches for when a git object was signed. Source: ssh-keygen(1), "ALLOWED SIGNERS".
 */
export function sshPublicKeys(text: string): Parsed<readonly [Uint8Array, ...Uint8Array[]]> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length > limits.maxKeysGiven) return malformed(`there are ${lines.length} keys, expected at most ${limits.maxKeysGiven}`);
  const keys: Uint8Array[] = [];
  for (const line of lines) {
    const [, front = '', type = '', packed = ''] = keyLine.exec(line.trim()) ?? [];
    const wire = decodeBase64(packed);
    if (wire === undefined || type === '') return malformed('a line is not a public key of SSH');
    const use = useOf(front);
    if (use.kind === 'refused') return use;
    const key = sshKey(wire);
    if (use.value === 'git' && (key.kind !== 'parsed' || key.value.type !== type)) return malformed('a line is not a public key of SSH');
    if (use.value === 'git' && key.kind === 'parsed') keys.push(key.value.spki);
  }
  const [first, ...others] = keys;
  return first === undefined ? malformed('it has no key that may sign git objects') : parsed([first, ...others]);
}

/** Reads the options of a key, whose names are compared without case. */
function useOf(front: string): Parsed<'git' | 'something else'> {
  if (/^(?:cert-authority|namespaces=|valid-)/i.test(front)) return malformed('a line does not say first whom its key is for');
  const [, options] = /^(?:[^\s"]|"[^"]*")+[ \t]+(.*?)[ \t]*$/.exec(front) ?? [];
  let use: 'git' | 'something else' = 'git';
  for (const option of options?.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name = '', value] = /^([^=]*)(?:="([^"]*)")?$/.exec(option) ?? [];
    switch (name.toLowerCase()) {
      case 'cert-authority':
        use = 'something else';
        break;
      case 'namespaces':
        if (value === undefined) return malformed('an option of a key has no value in quotes');
        if (!allowsGit(value)) use = 'something else';
        break;
      case 'valid-after':
      case 'valid-before':
        return malformed('a key is bound to a time, and nobody vouches for when a git object was signed: give a file without it');
      default:
        return malformed(`a key has the option ${quoted(option)}, which is not known`);
    }
  }
  return parsed(use);
}

/** A list of patterns, of which one has to fit, and none that begins with an exclamation mark. Source: ssh_config(5), "PATTERNS". */
function allowsGit(patterns: string): boolean {
  const all = patterns.split(',').map((one) => one.trim());
  return all.some((one) => fitsGit(one)) && !all.some((one) => one.startsWith('!') && fitsGit(one.slice(1)));
}

/** Whether a pattern with * and ? fits `git`, by what of the name each beginning of the pattern can stand for. */
function fitsGit(pattern: string): boolean {
  const name = 'git';
  let ends = new Set([0]);
  for (const one of pattern.slice(0, limits.maxPatternLength)) {
    const next = new Set<number>();
    for (const end of ends) {
      if (one === '*') for (let to = end; to <= name.length; to++) next.add(to);
      else if (end < name.length && (one === '?' || one === name[end])) next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(name.length);
}
