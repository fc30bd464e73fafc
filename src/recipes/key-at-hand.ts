import type { FileRead } from '../base/index.ts';
import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { lit } from '../values/index.ts';
import { neverPublished } from './cannot-pass.ts';

/** Tools that cannot check anything without a key of the signer's, given as a file or in the command itself. */
const takesKey = new Set(['cosign', 'minisign', 'signify', 'openssl', 'gpg', 'gpgv']);
const written = /-----BEGIN [A-Z ]*(?:PUBLIC KEY|CERTIFICATE|PGP PUBLIC KEY BLOCK)|(?<![\w+/])RW[\w+/]{54}(?![\w+/=])/;
/** How documents tell of a key of GnuPG: its number, where it is fetched, or a word for it. */
const tellsOfKey =
  /--(?:import|recv-keys?|receive-keys|fetch-keys?|locate-\S*keys?|keyserver|keyring|search-keys)\b|-----BEGIN PGP|\b(?:pgp|gpg|openpgp|public|signing|release) keys?\b|\bfingerprints?\b|\bkeyring\b|\bKEYS\b|key(?:s|server)\.\S|\bopenpgp\b.*\.org|\bkeybase\b|\.gpg\b|(?<![\w/])(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40})(?!\w)|(?:\b[0-9A-F]{4}\s{1,2}){9}[0-9A-F]{4}\b|\b(?:clef|schl(?:ü|ue)ssel|clave|chiave|llave)|鍵|密钥|公钥|ключ/i;
/** A command that takes a file of keys, which has to come from somewhere. */
const importsFile = /--(?:import|keyring)[ =]+["']?(?:\.\/)?[\w.+-]+(?=["'\s`]|$)/g;
const keyFiles = /(?:^|\/)(?:KEYS(?:\.\w+)?|[^/]*(?:pub(?:lic)?|sign(?:ing)?|release|gpg|pgp|key)[^/]*\.(?:asc|gpg|pgp|key|pub))$/i;
const maxLines = 20_000;
const maxDocuments = 300;

/**
 * The key that a command takes and that its reader is nowhere given: no file of the checkout and nothing published is
 * called so, and no document names it in another line than those of commands that take it, nor writes a key out.
 */
export function lacksKey(command: VerifyCommand, traced: Traced): string | undefined {
  if (!takesKey.has(command.tool)) return undefined;
  if (command.tool === 'gpg') {
    if (isToldOfKeys(command, traced)) return undefined;
    if (command.key === undefined) return 'of who signs';
  }
  const key = command.key ?? (command.tool === 'minisign' ? './minisign.pub' : undefined);
  if (key === undefined || !/^(?:\.\/)?[\w./+-]*[\w+-]\.[A-Za-z]\w*$/.test(key)) return undefined;
  const name = key.slice(key.lastIndexOf('/') + 1);
  const { files } = traced.trace.input;
  if (files.list().some((path) => path === name || path.endsWith(`/${name}`)) || mayBePublished(name, traced)) return undefined;
  const others = files.list().filter((path) => path !== command.file && /\.(?:mdx?|rst|adoc|txt)$/i.test(path));
  return [command.file, ...others.slice(0, maxDocuments)].some((path) => tellsOf(name, files.read(path))) ? undefined : name;
}

/** Whether anything tells a reader which key to look for: a document, a file of the checkout or one that is published. */
function isToldOfKeys(command: VerifyCommand, { trace }: Traced): boolean {
  const paths = trace.input.files.list();
  if (paths.some((path) => keyFiles.test(path))) return true;
  if (trace.publishes.some((p) => p.shown.some((shown) => shown.split(', ').some((name) => keyFiles.test(name))))) return true;
  const documents = paths.filter((path) => path !== command.file && /\.(?:mdx?|rst|adoc|txt|html?)$/i.test(path));
  return [command.file, ...documents.slice(0, maxDocuments)].some((path) => {
    const read = trace.input.files.read(path);
    return read.kind === 'text' && read.text.split('\n', maxLines).some((line) => tellsOfKey.test(line.replace(importsFile, '')));
  });
}

/** Whether a document writes a key out, or names this one otherwise than for a command to take it. */
function tellsOf(name: string, document: FileRead): boolean {
  if (document.kind !== 'text') return false;
  return written.test(document.text) || document.text.split('\n', maxLines).some((line) => line.includes(name) && !isTaken(line, name));
}

function mayBePublished(name: string, traced: Traced): boolean {
  const assets = traced.trace.publishes.some((p) => p.sink.kind === 'release' || p.sink.kind === 'bucket');
  return assets && !neverPublished({ patterns: [lit(name)], isAnything: false }, traced);
}

/** Whether a line only has a command take a key of this name. */
function isTaken(line: string, name: string): boolean {
  const before = line.slice(0, line.indexOf(name));
  return /(?:^|\s)(?:--?(?:key|p|pubkey|public-key|verify|inkey|CAfile|keyring|import)[ =]["']?|-p["']?)(?:\.\/)?[\w./-]*$/.test(before);
}
