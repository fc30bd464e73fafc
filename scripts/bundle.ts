// What the bundles of the command line, the library and the action have in common.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { actionRows } from '../src/catalog/actions/index.ts';
import { commandRows } from '../src/catalog/commands/index.ts';
import { textsOfRows } from '../src/catalog/row-store.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export const catalog = textsOfRows(actionRows, commandRows);

/** Puts the catalog's rows as text in place of the rows: a process reads the few that its checkout needs, where making them all would take longer than an audit. */
export function catalogAsText(store: string): Plugin {
  return {
    name: 'catalog-as-text',
    setup(building) {
      building.onLoad({ filter: /[\\/]src[\\/]catalog[\\/]built-in\.ts$/ }, () => ({
        loader: 'ts',
        contents: `import { storeOfText } from './row-store.ts';\nexport const builtIn = ${store};\n`,
      }));
    },
  };
}

/** Within the module: whoever bundles the library has it whole. */
export const catalogInside = `((rows) => storeOfText(${JSON.stringify(catalog.index)}, (start, end) => rows.slice(start, end)))(${JSON.stringify(catalog.rows)})`;

/** In a file beside, of which the rows that are asked for are read: as a text in the script it would be a quarter of the compiled code that each run takes back. */
export const catalogBeside = `((fs, file) => {
  const handle = fs.openSync(file, 'r');
  const part = (start, end) => {
    const bytes = Buffer.allocUnsafe(end - start);
    if (fs.readSync(handle, bytes, 0, bytes.length, start) !== bytes.length) throw new Error(file + ' is cut short');
    return bytes.latin1Slice();
  };
  return storeOfText(part(0, ${catalog.index.length}), (start, end) => part(${catalog.index.length} + start, ${catalog.index.length} + end));
})(process.getBuiltinModule('node:fs'), __dirname + '/catalog.txt')`;

/**
 * Modules of Node that most runs never need, loaded when a function of theirs is called, or a class is made or asked
 * for. Importing one loads what it rests on, which takes milliseconds.
 */
export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup(building) {
    building.onResolve({ filter: /^node:(?:child_process|crypto|zlib)$/ }, ({ path }) => ({ path, namespace: 'late' }));
    building.onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: Object.entries(process.getBuiltinModule(path) ?? {})
        .filter(([name, value]) => typeof value === 'function' && /^[A-Za-z]\w*$/.test(name))
        .map(([name]) => (/^[a-z]/.test(name) ? lateFunction(name, path) : lateClass(name, path)))
        .concat(numbersOf(path))
        .join('\n'),
    }));
  },
};

function lateFunction(name: string, path: string): string {
  return `export const ${name} = (...words) => process.getBuiltinModule(${JSON.stringify(path)}).${name}(...words);`;
}

/** A class by `new`, which would take the first call behind it for its own without brackets, and by `instanceof`. */
function lateClass(name: string, path: string): string {
  const late = `process.getBuiltinModule(${JSON.stringify(path)}).${name}`;
  return `export const ${name} = /* @__PURE__ */ Object.defineProperty(function (...words) { return new (${late})(...words); }, Symbol.hasInstance, { value: (one) => one instanceof ${late} });`;
}

/** Tables of numbers, which are the same in every build of Node: written out, so that they need no module. */
function numbersOf(path: string): readonly string[] {
  const module: Readonly<Record<string, unknown>> = { ...process.getBuiltinModule(path) };
  const { constants } = module;
  return typeof constants === 'object' ? [`export const constants = ${JSON.stringify(constants)};`] : [];
}

/** Errors are told apart by their class: what is read from a file of its own takes that of the command line. */
export const sharedErrors: Plugin = {
  name: 'shared-errors',
  setup(building) {
    building.onLoad({ filter: /[\\/]src[\\/]base[\\/]errors\.ts$/ }, () => ({ contents: 'export const { SealwrightError, errorTable } = shared;' }));
  },
};

export const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node24',
  // The same code as an ES module: the default entry is CommonJS, which cannot be bundled without its dead parts.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  legalComments: 'none',
  charset: 'ascii',
  minifySyntax: true,
  minifyWhitespace: true,
  // A quarter less to read on each run.
  minifyIdentifiers: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/** What threads run, by the expression that says where it is. */
export function threadFile(expression: string): Plugin {
  return {
    name: 'thread-file',
    setup(building) {
      building.onLoad({ filter: /[\\/]src[\\/]cli[\\/]ports[\\/]thread-file\.ts$/ }, () => ({ contents: `export const threadFile = ${expression};` }));
    },
  };
}
