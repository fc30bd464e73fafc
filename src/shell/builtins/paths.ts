import { basename, concat, dirname, hole, keyOf, lit, resolvePath, stripSuffix, type Text } from '../../values/index.ts';
import { line } from '../output.ts';
import { loosened, tightened } from '../pattern.ts';
import { textOfRows } from '../rows.ts';
import type { Builtin } from './index.ts';
import { lastValue, readOptions } from './options.ts';
import { printed } from './print.ts';
import { give } from './source.ts';

const basenameBuiltin: Builtin = (m, call) => {
  const options = readOptions(call.words, ['s', 'suffix']);
  const several = options.flags.has('a') || options.flags.has('multiple') || options.flags.has('s');
  const operands = printed(m, options.operands, call);
  const suffix = lastValue(options, 's', 'suffix') ?? (several ? undefined : operands[1]);
  const names = several ? operands : operands.slice(0, 1);
  return give(m, textOfRows(names.map((name) => (suffix === undefined ? lastName(name) : stripSuffix(lastName(name), suffix)))));
};

/** A value that is no path in sight may be one. */
function lastName(name: Text): Text {
  return tightened(basename(loosened(name)));
}

const dirnameBuiltin: Builtin = (m, call) => give(m, textOfRows(printed(m, readOptions(call.words, []).operands, call).map((name) => dirname(loosened(name)))));

/** `realpath`, `readlink -f`: the path from the root of the file system, as far as the workspace is one. */
const realpath: Builtin = (m, call) => {
  const path = readOptions(call.words, ['relative-to', 'relative-base']);
  const target = path.operands[0];
  if (target === undefined || path.flags.has('relative-to')) return undefined;
  const full = resolvePath(m.scope.cwd, target);
  const first = full[0];
  const absolute = first?.kind === 'lit' ? /^[/~]/.test(first.text) : first?.kind === 'hole' && keyOf(resolvePath(lit('x'), full)) === keyOf(full);
  const workspace = m.variable('GITHUB_WORKSPACE', call.node);
  return give(m, line(absolute ? full : full.length === 0 ? workspace : concat(workspace, lit('/'), full)));
};

const mktemp: Builtin = (m, call) => give(m, line(hole(m.host.freshId(m.span(call.node), 'mktemp'), { label: 'a temporary file', shape: '/[^\\s]+' })));

export const paths: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['basename', basenameBuiltin],
  ['dirname', dirnameBuiltin],
  ['realpath', realpath],
  ['grealpath', realpath],
  ['readlink', realpath],
  ['greadlink', realpath],
  ['mktemp', mktemp],
]);
