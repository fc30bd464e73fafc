import { concat, dropPrefix, hole, literalOf, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { readText } from '../support/config.ts';
import { folderOf, resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { closing, codeOf, property, splitTop, type Code } from './code.ts';
import { ScriptPaths } from './paths.ts';

const maxFiles = 8;
const maxCharacters = 200_000;

/**
 * Reads what a script of actions/github-script does with releases: it makes them and uploads files to them. Paths are
 * read out of the text, nothing is run; a script of the checkout that it loads is read with it.
 */
export function readGithubScript(input: ToolInput): ToolResult {
  const run = new Run(input);
  const flag = input.args[0] ?? [];
  const script = dropPrefix(flag, '--script=') ?? flag;
  if (script.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 1), 0) > maxCharacters) {
    run.unclear(input.span, `the script is longer than ${maxCharacters} characters`);
    return run.result(undefined);
  }
  const { text, missing } = withLoaded(run, script);
  const code = codeOf(text);
  const paths = new ScriptPaths(code, input.env);
  const uploads = callsOf(code, /\.uploadReleaseAsset\s*\(/g);
  const requests = /\b(?:github|octokit)\.request\s*\(/.test(code.text) && /uploads\.github\.com|upload_url/.test(code.text);
  const tag = tagOf(run, code, paths);
  for (const call of callsOf(code, /\.createRelease\s*\(/g))
    run.add({ kind: 'creates-release', tag, draft: property(call, 'draft') === 'true', createsTag: true, by: 'a call of the API' }, input.span);
  let untraced = requests ? 'the script sends files to the release by itself' : undefined;
  const found: Text[] = [];
  for (const call of uploads) {
    const own = filesOf(call, code, paths);
    if (own === undefined) untraced ??= 'the script computes the names of the files that it uploads';
    else found.push(...own);
  }
  if (found.length > 0) run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'files', paths: found } }, input.span);
  if (untraced !== undefined) {
    run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'unknown', why: untraced } }, input.span);
    run.add({ kind: 'opaque', why: 'the script calls the release API', mayPublish: true }, input.span);
  }
  if (missing || /exec\.exec|child_process|execSync|getExecOutput/.test(code.text))
    run.add({ kind: 'opaque', why: 'the script runs programs or code from a file', mayPublish: true }, input.span);
  return run.result(undefined);
}

/** The script with the files of the checkout that it loads behind it. */
function withLoaded(run: Run, script: Text): { readonly text: Text; readonly missing: boolean } {
  const seen = new Set<string>();
  let missing = false;
  let whole = script;
  const queue: { readonly text: Text; readonly folder: string }[] = [{ text: script, folder: run.input.cwd }];
  for (let next = queue.shift(); next !== undefined && seen.size < maxFiles; next = queue.shift()) {
    const code = codeOf(next.text);
    const paths = new ScriptPaths(code, run.input.env);
    for (const call of callsOf(code, /\b(?:require|import)\s*\(/g)) {
      const named = paths.texts(call)?.[0];
      const known = named === undefined ? undefined : literalOf(inWorkspace(named));
      if (known !== undefined && !/^[./]/.test(known) && sameText(named!, known)) continue;
      const base = known === undefined ? undefined : resolveFile(known.startsWith('.') ? next.folder : '', known);
      const path =
        base === undefined ? undefined : ['', '.js', '.cjs', '.mjs', '.ts', '/index.js'].map((end) => base + end).find((one) => run.input.files.has(one));
      const text = path === undefined ? undefined : readText(run.input.files, path);
      if (path === undefined || text === undefined || text.length > maxCharacters / maxFiles) missing = true;
      else if (!seen.has(path)) {
        seen.add(path);
        queue.push({ text: lit(text), folder: folderOf(path) });
        whole = concat(whole, lit(`\n;${text}`));
      }
    }
  }
  return { text: whole, missing: missing || queue.length > 0 };
}

function sameText(text: Text, known: string): boolean {
  return literalOf(text) === known;
}

/** A path below the workspace, without it. */
function inWorkspace(path: Text): Text {
  const [first, ...rest] = path;
  if (first?.kind !== 'hole' || !/workspace/i.test(first.id)) return path;
  return dropPrefix(rest, '/') ?? rest;
}

/** The arguments of the calls that a pattern finds, an object's brackets dropped. */
function callsOf(code: Code, pattern: RegExp): readonly string[] {
  return [...code.text.matchAll(pattern)].slice(0, 50).map((match) => {
    const open = match.index + match[0].length - 1;
    const inner = code.text.slice(open + 1, closing(code.text, open) - 1).trim();
    return inner.startsWith('{') ? inner.slice(1, -1) : inner;
  });
}

/** The files of one upload: what its `data` reads. */
function filesOf(call: string, code: Code, paths: ScriptPaths): readonly Text[] | undefined {
  const data = property(call, 'data');
  if (data === undefined) return undefined;
  const path = readPath(data) ?? readPath(assigned(code, data));
  return path === undefined ? undefined : paths.texts(path);
}

/** `x` of `fs.readFileSync(x)` and its like. */
function readPath(expression: string | undefined): string | undefined {
  const match = /(?:readFileSync|readFile|createReadStream)\s*\(/.exec(expression ?? '');
  if (match === null || expression === undefined) return undefined;
  const open = match.index + match[0].length - 1;
  return splitTop(expression.slice(open + 1, closing(expression, open) - 1), ',')[0];
}

function assigned(code: Code, name: string): string | undefined {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
  const all = [...code.text.matchAll(new RegExp(String.raw`(?:^|[;{}\s])${name.replaceAll('$', String.raw`\$`)}\s*=(?![=>])([^\n;]*)`, 'g'))];
  return all.length === 1 ? all[0]![1] : undefined;
}

/** The tag of the release: what the script gives, the event's own where it asks for the ref. */
function tagOf(run: Run, code: Code, paths: ScriptPaths): Text {
  for (const call of callsOf(code, /\.(?:createRelease|getReleaseByTag)\s*\(/g)) {
    const given = property(call, 'tag_name') ?? property(call, 'tag');
    if (given === undefined) continue;
    const text = paths.texts(given)?.[0];
    if (text !== undefined) return dropPrefix(text, 'refs/tags/') ?? text;
    if (/context\.ref|GITHUB_REF/.test(`${given} ${assigned(code, given) ?? ''}`)) return run.input.tag;
  }
  return hole(`${run.input.idPrefix}.release-tag`, { label: 'tag' });
}
