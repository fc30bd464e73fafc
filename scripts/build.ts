// Makes dist/: the command line with its commands loaded on demand, the library, the types, and the licences of what is bundled.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { actionRows } from '../src/catalog/actions/index.ts';
import { commandRows } from '../src/catalog/commands/index.ts';
import { textsOfRows } from '../src/catalog/row-store.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

/** The catalog's rows as text: a process reads the few that its checkout needs, where making them all would take longer than an audit. */
const catalogAsText: Plugin = {
  name: 'catalog-as-text',
  setup(building) {
    building.onLoad({ filter: /[\\/]src[\\/]catalog[\\/]built-in\.ts$/ }, () => ({
      loader: 'ts',
      contents: `import { storeOfText } from './row-store.ts';\nexport const builtIn = storeOfText(${JSON.stringify(textsOfRows(actionRows, commandRows))});\n`,
    }));
  },
};

const { metafile } = await build({
  entryPoints: { cli: 'src/cli/index.ts', index: 'src/index.ts', errors: 'src/base/errors.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The same code as an ES module: the default entry is CommonJS, which cannot be bundled without its dead parts.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  plugins: [catalogAsText],
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: 'warning',
});

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
if (types.status !== 0) {
  console.error('the declarations could not be made: correct the types above');
  process.exit(1);
}

pruneTypes(['dist/types/index.d.ts', 'dist/types/base/errors.d.ts']);

const packages = [...new Set(Object.keys(metafile.inputs).flatMap((path) => packageOf(path) ?? []))].toSorted();
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`));

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1024)} KiB, with ${packages.length} packages: ${packages.join(', ')}`);

/** Returns `name` or `@scope/name` of a path below node_modules, the innermost. */
function packageOf(path: string): string | undefined {
  return /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function licenceOf(name: string): string {
  const folder = join('node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string; readonly license?: string };
  const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  if (file === undefined) throw new Error(`${name} is bundled and brings no licence text`);
  return `${name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Removes the declarations that no door leads to: a declaration is made of every module, and most are nobody's business. */
function pruneTypes(doors: readonly string[]): void {
  const kept = new Set(doors);
  for (const path of kept) {
    for (const match of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)\.(?:ts|js)["']/g))
      kept.add(join(dirname(path), `${match[1]}.d.ts`));
  }
  for (const path of readdirSync('dist/types', { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.d.ts') && !kept.has(join('dist/types', path))) rmSync(join('dist/types', path));
  }
}
