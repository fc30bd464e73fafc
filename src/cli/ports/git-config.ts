/** One `key = value` of a git configuration; `section` is lower case, `name` keeps its case, `key` is lower case. */
export interface GitSetting {
  readonly section: string;
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Reads a git configuration file as git-config(1) writes it: sections with quoted names, comments, quoted values,
 * lines continued by a backslash. What cannot be read is passed over; includes are not followed.
 */
export function parseGitConfig(text: string): readonly GitSetting[] {
  const settings: GitSetting[] = [];
  let section = '';
  let name = '';
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    let line = (lines[i] ?? '').trim();
    while (/(^|[^\\])(\\\\)*\\$/.test(line) && i + 1 < lines.length) line = line.slice(0, -1) + (lines[++i] ?? '').trimEnd();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const header = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header !== null) {
      section = (header[1] ?? '').toLowerCase();
      name = (header[2] ?? '').replaceAll(/\\(.)/g, '$1');
      line = line.slice(header[0].length).trim();
      if (line === '') continue;
    }
    const pair = /^([A-Za-z][A-Za-z0-9-]*)\s*(?:=(.*))?$/.exec(line);
    if (pair !== null) settings.push({ section, name, key: (pair[1] ?? '').toLowerCase(), value: pair[2] === undefined ? 'true' : unquote(pair[2].trim()) });
  }
  return settings;
}

function unquote(raw: string): string {
  let value = '';
  let kept = 0;
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i] ?? '';
    if (c === '\\') {
      i += 1;
      const next = raw[i] ?? '';
      value += next === 'n' ? '\n' : next === 't' ? '\t' : next;
      kept = value.length;
    } else if (c === '"') {
      quoted = !quoted;
    } else if ((c === '#' || c === ';') && !quoted) {
      break;
    } else {
      value += c;
      if (quoted || c.trim() !== '') kept = value.length;
    }
  }
  return value.slice(0, kept);
}

/** Where a remote is: the host in lower case with a port only when it is not the scheme's own. */
export interface Remote {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

/**
 * Reads a remote's URL in the forms of git-fetch(1), `https://…`, `ssh://…`, `git://…` and `user@host:path`. User
 * names, passwords and tokens in it are dropped. A local path, or anything else, gives null.
 */
export function parseRemote(url: string): Remote | null {
  const text = url.trim();
  if (text.length > 2_000) return null;
  const full = /^(?:git\+)?(https?|ssh|git|git\+ssh):\/\/(?:[^/@]*@)*([A-Za-z0-9.-]+)(?::(\d+))?\/+(.+)$/.exec(text);
  const short = full === null ? /^(?:[^/@:]+@)?([A-Za-z0-9.-]{2,}):(?!\/\/)\/*(.+)$/.exec(text) : null;
  const scheme = full?.[1] ?? 'ssh';
  const named = (full?.[2] ?? short?.[1] ?? '').toLowerCase();
  const path = (full?.[4] ?? short?.[2] ?? '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const parts = path.split('/').filter((part) => part !== '');
  const repo = parts.at(-1);
  const owner = parts.slice(0, -1).join('/');
  if (named === '' || repo === undefined || owner === '') return null;
  if (parts.some((part) => !/^[\w.~-]+$/.test(part) || part === '..' || part === '.')) return null;
  const port = full?.[3];
  const isWeb = scheme === 'https' || scheme === 'http';
  const host = aliases.get(named) ?? named;
  return { host: isWeb && port !== undefined && port !== '443' && port !== '80' ? `${host}:${port}` : host, owner, repo };
}

/** Other names under which a host answers for git: over the HTTPS port, and with `www`. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['www.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
]);
