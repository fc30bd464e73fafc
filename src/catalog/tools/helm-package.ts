import { concat, lit, literalOf, splitAt, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { parseArgs } from './support/args.ts';
import { readText } from './support/config.ts';
import { joinPath, resolveFile } from './support/path.ts';
import { Run } from './support/run.ts';

/**
 * Reads `helm package FOLDER…`: one `NAME-VERSION.tgz` for each chart, after its Chart.yaml as it is by then, or with
 * the version that `--version` gives. Read in helm/helm at v4.1.0 (commit e9b85e4, pkg/cmd/package.go) on 2026-11-23.
 */
export function readHelmPackage(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['key', 'keyring', 'passphrase-file', 'version', 'app-version', 'destination', 'username', 'password', 'namespace', 'kubeconfig', 'kube-context'],
    aliases: { d: 'destination', u: 'dependency-update', n: 'namespace' },
  });
  const to = args.flags.get('destination')?.at(-1) ?? lit('.');
  const folder = concat(to, lit('/'));
  // The first word is `package`, where it was not taken off the line.
  const charts = literalOf(args.words[0] ?? []) === 'package' ? args.words.slice(1) : args.words;
  for (const chart of charts) {
    const read = chartAt(input, chart);
    const version = args.flags.get('version')?.at(-1) ?? read?.version ?? wild('*');
    const file = read === undefined ? wild('*') : concat(read.name, lit('-'), version);
    run.add({ kind: 'builds', outputs: [concat(folder, file, lit('.tgz'))], by: 'helm package', madeType: 'chart', inputs: [chart] }, input.span);
  }
  return run.result(undefined);
}

interface Named {
  readonly name: Text;
  readonly version: Text | undefined;
}

/** The name and version of the chart in a folder; the name alone where the file was changed before in a way that is not known. */
function chartAt(input: ToolInput, folder: Text): Named | undefined {
  const written = literalOf(folder);
  const path = written === undefined ? undefined : resolveFile(input.cwd, joinPath(written, 'Chart.yaml'));
  if (path === undefined) return undefined;
  const inTree = readText(input.files, path);
  const now = input.written === undefined ? (inTree === undefined ? undefined : lit(inTree)) : input.written(lit(joinPath(written ?? '', 'Chart.yaml')));
  const name = valueOf(now, 'name') ?? valueOf(inTree === undefined ? undefined : lit(inTree), 'name');
  return name === undefined ? undefined : { name, version: valueOf(now, 'version') };
}

/** A plain value of a key at the left margin of a YAML text. */
function valueOf(text: Text | undefined, key: string): Text | undefined {
  for (const line of text === undefined ? [] : splitAt(text, /\r?\n/g)) {
    const [first, ...rest] = line;
    if (first?.kind !== 'lit' || !first.text.startsWith(`${key}:`)) continue;
    const whole = literalOf(line);
    if (whole !== undefined) {
      const value = /^\w+:\s+(?:"([^"\\]+)"|'([^']+)'|([^\s"'#&*|>[{][^\s#]*))\s*(?:#.*)?$/.exec(whole);
      return value === null ? undefined : lit((value[1] ?? value[2] ?? value[3])!);
    }
    const before = first.text.slice(key.length + 1).trim();
    return rest.length === 1 && before === '' ? rest : undefined;
  }
  return undefined;
}
