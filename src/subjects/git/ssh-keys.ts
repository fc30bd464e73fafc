import { limits } from '../../base/index.ts';
import { decodeBase64 } from '../../trust/json/index.ts';
import type { KeyUse, KeyUses } from '../../trust/policy/index.ts';
import { parsed, quoted, type Parsed } from '../../trust/reason/index.ts';
import { malformed, sshKey } from './ssh.ts';

/** Who a key is for and what it may do, each a word in which quotes keep spaces; then the kind, the key and a comment. */
const keyLine = /^((?:(?:[^\s"]|"[^"]*")+[ \t]+){0,2})((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/=]+)(?:[ \t].*)?$/;

/** The keys of a file, and what each may sign. */
export interface SshKeys {
  readonly keys: readonly [Uint8Array, ...Uint8Array[]];
  readonly uses: readonly KeyUses[];
}

/**
 * The SPKIs of the public keys that a file of `allowed_signers`, or a `.pub`, lets sign git objects or files. A key that is
 * a certificate authority's is none of them, and neither is one that is for other namespaces. A key that is bound to a time
 * refuses the file: nobody vouches for when something was signed. Source: ssh-keygen(1), "ALLOWED SIGNERS".
 */
export function sshPublicKeys(text: string): Parsed<SshKeys> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length > limits.maxKeysGiven) return malformed(`there are ${lines.length} keys, expected at most ${limits.maxKeysGiven}`);
  const keys: Uint8Array[] = [];
  const all: KeyUses[] = [];
  for (const line of lines) {
    const [, front = '', type = '', packed = ''] = keyLine.exec(line.trim()) ?? [];
    const wire = decodeBase64(packed);
    if (wire === undefined || type === '') return malformed('a line is not a public key of SSH');
    const uses = usesOf(front);
    if (uses.kind === 'refused') return uses;
    if (uses.value.length === 0) continue;
    const key = sshKey(wire);
    if (key.kind !== 'parsed' || key.value.type !== type) return malformed('a line is not a public key of SSH');
    keys.push(key.value.spki);
    all.push(uses.value);
  }
  const [first, ...others] = keys;
  return first === undefined ? malformed('it has no key that may sign files or git objects') : parsed({ keys: [first, ...others], uses: all });
}

const everyUse: readonly KeyUse[] = ['git', 'file'];

/** Reads the options of a key, whose names are compared without case. Returns what it may sign, nothing where it is for something else. */
function usesOf(front: string): Parsed<KeyUses> {
  if (/^(?:cert-authority|namespaces=|valid-)/i.test(front)) return malformed('a line does not say first whom its key is for');
  const [, options] = /^(?:[^\s"]|"[^"]*")+[ \t]+(.*?)[ \t]*$/.exec(front) ?? [];
  let uses: KeyUses = 'anything';
  let isAuthority = false;
  for (const option of options?.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name = '', value] = /^([^=]*)(?:="([^"]*)")?$/.exec(option) ?? [];
    switch (name.toLowerCase()) {
      case 'cert-authority':
        isAuthority = true;
        break;
      case 'namespaces':
        if (value === undefined) return malformed('an option of a key has no value in quotes');
        uses = everyUse.filter((use) => allows(value, use));
        break;
      case 'valid-after':
      case 'valid-before':
        return malformed('a key is bound to a time, and nobody vouches for when something was signed: give a file without it');
      default:
        return malformed(`a key has the option ${quoted(option)}, which is not known`);
    }
  }
  return parsed(isAuthority ? [] : uses);
}

/** A list of patterns, of which one has to fit, and none that begins with an exclamation mark. Source: ssh_config(5), "PATTERNS". */
function allows(patterns: string, use: KeyUse): boolean {
  const all = patterns.split(',').map((one) => one.trim());
  return all.some((one) => fits(one, use)) && !all.some((one) => one.startsWith('!') && fits(one.slice(1), use));
}

/** Whether a pattern with * and ? fits a namespace, by what of the name each beginning of the pattern can stand for. */
function fits(pattern: string, name: KeyUse): boolean {
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
