// Makes dist/: the command line, the library, the types, and the licences of what is bundled.
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { arrayLoops } from './array-loops.ts';
import { buildAction } from './build-action.ts';
import { catalog, catalogAsText, catalogBeside, catalogInside, common, lateBuiltins, sharedErrors, threadFile } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

/** Parts of the command line that most runs never need, by the module that a run loads them with. */
const lateParts = [
  { module: 'src/report/formats/index.ts', file: 'report.js', gives: ['renderers'] },
  { module: 'src/registry/service/index.ts', file: 'registry.js', gives: ['observe'] },
  { module: 'src/cli/verify/late.ts', file: 'verify.js', gives: ['spec', 'parse', 'run', 'decide', 'tell', 'conform', 'fileJudge'] },
  { module: 'src/cli/release/late.ts', file: 'release.js', gives: ['spec', 'parse', 'run'] },
  { module: 'src/cli/tag/late.ts', file: 'tag.js', gives: ['spec', 'parse', 'run'] },
  { module: 'src/cli/gate/late.ts', file: 'gate.js', gives: ['spec', 'parse', 'run'] },
  { module: 'src/cli/sign/late.ts', file: 'sign.js', gives: ['spec', 'parse', 'run', 'signBundle', 'attest', 'provenance'] },
  { module: 'src/cli/sbom/late.ts', file: 'sbom.js', gives: ['spec', 'parse', 'run', 'wholeSbom', 'fileIn'] },
  { module: 'src/cli/lab/late.ts', file: 'lab-command.js', gives: ['spec', 'parse', 'run'] },
  { module: 'src/policies/index.ts', file: 'policies.js', gives: ['asksOf', 'readPolicies'] },
  { module: 'src/trust/cross-check/index.ts', file: 'cross-check.js', gives: ['secondOpinion'] },
  { module: 'src/trust/roots/tuf.ts', file: 'tuf.js', gives: ['bringTarget'] },
] as const;

/** The same, for functions of modules that are imported as any other: the first call reads the file. */
const latePieces = [
  { module: 'src/trust/verify/by-digest.ts', file: 'by-digest.js', gives: ['verifyDigest', 'verifyPrehashed'] },
  { module: 'src/subjects/package-url.ts', file: 'package-url.js', gives: ['parsePackage'] },
] as const;

/** In the one file a dynamic import costs what any import costs: these are read from files of their own when they are asked for, also by one another. */
const lateModules = (itself?: string): Plugin => ({
  name: 'late-modules',
  setup(building) {
    for (const { module, file, gives } of [...lateParts, ...latePieces]) {
      if (module === itself) continue;
      const isPiece = latePieces.some((one) => one.module === module);
      building.onLoad({ filter: new RegExp(`[\\\\/]${module.replaceAll('/', '[\\\\/]').replaceAll('.', '\\.')}$`) }, () => ({
        resolveDir: root,
        contents: `
          import { SealwrightError, errorTable } from './src/base/errors.ts';
          const load = () => {
            const file = __dirname + ${JSON.stringify(`/${file}`)};
            const part = { exports: {} };
            const { compile } = shared;
            compile(file)(process.getBuiltinModule, part, part.exports, __dirname, { SealwrightError, errorTable, compile });
            return part.exports;
          };
          ${isPiece ? `let part;\n${gives.map((name) => `export const ${name} = (...words) => (part ??= load()).${name}(...words);`).join('\n')}` : `export const { ${gives.join(', ')} } = load();`}`,
      }));
    }
  },
});

const library = await build({
  ...common,
  entryPoints: {
    index: 'src/index.ts',
    errors: 'src/base/errors.ts',
    lab: 'src/lab/index.ts',
    trust: 'src/trust/library/index.ts',
    'sbom-library': 'src/sbom-library/index.ts',
  },
  plugins: [catalogAsText(catalogInside), lateBuiltins, arrayLoops(root)],
  splitting: true,
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  metafile: true,
});

const script = {
  ...common,
  format: 'cjs',
  banner: { js: '(function (require, module, exports, __dirname, shared) {' },
  footer: { js: '})' },
  metafile: true,
  write: false,
} as const;

// One function in one file: bin/sealwright.js runs it as a script, with the compiled code that it kept of an earlier run.
const commandLine = await build({
  ...script,
  entryPoints: { cli: 'src/cli/index.ts' },
  plugins: [catalogAsText(catalogBeside), lateBuiltins, lateModules(), threadFile("__dirname + '/thread.js'"), arrayLoops(root)],
});
writeScript('cli.js', commandLine);

// A thread is a module, and reads the same parts as the process that starts it.
const thread = await build({
  ...common,
  entryPoints: { thread: 'src/cli/thread.ts' },
  plugins: [lateModules(), arrayLoops(root)],
  format: 'esm',
  banner: {
    js: `const __dirname = import.meta.dirname;
const shared = { compile: (file) => new (process.getBuiltinModule('node:vm').Script)(process.getBuiltinModule('node:fs').readFileSync(file, 'latin1'), { filename: file }).runInThisContext() };`,
  },
  metafile: true,
});

const late: Metafile[] = [];
for (const { module, file } of [...lateParts, ...latePieces]) {
  const part = await build({
    ...script,
    entryPoints: [module],
    plugins: [catalogAsText(catalogBeside), lateBuiltins, sharedErrors, lateModules(module), arrayLoops(root)],
  });
  writeScript(file, part);
  late.push(part.metafile);
}
writeFileSync('dist/catalog.txt', catalog.index + catalog.rows, 'latin1');

const action = await buildAction('dist/action');

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
if (types.status !== 0) {
  console.error('the declarations could not be made: correct the types above');
  process.exit(1);
}

pruneTypes([
  'dist/types/index.d.ts',
  'dist/types/base/errors.d.ts',
  'dist/types/lab/index.d.ts',
  'dist/types/trust/library/index.d.ts',
  'dist/types/sbom-library/index.d.ts',
]);

const metafiles = [library.metafile, commandLine.metafile, thread.metafile, ...late, action.metafile];
const inputs = metafiles.flatMap((one) => Object.keys(one.inputs));
const packages = [...new Set(inputs.flatMap((path) => packageOf(path) ?? []))].toSorted();
for (const folder of ['dist', 'dist/action']) writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`));

const outputs = metafiles.flatMap((one) => Object.values(one.outputs));
const bytes = outputs.reduce((sum, output) => sum + output.bytes, 0);
console.log(`dist: ${outputs.length} files, ${Math.round(bytes / 1024)} KiB, with ${packages.length} packages: ${packages.join(', ')}`);

/** A first line names the content: compiled code is kept under that name. */
function writeScript(file: string, built: { readonly outputFiles: readonly OutputFile[] }): void {
  const text = asciiOf(built);
  writeFileSync(join('dist', file), `// sealwright ${hash('sha256', text).slice(0, 32)}\n${text}`);
}

/** ASCII alone, so that it is read without being decoded: what is not is in regular expressions, which take escapes as strings do. */
function asciiOf({ outputFiles }: { readonly outputFiles: readonly OutputFile[] }): string {
  const [bundled] = outputFiles;
  if (bundled === undefined) throw new Error('the command line was not built');
  return bundled.text.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Returns `name` or `@scope/name` of a path below node_modules, the innermost. */
function packageOf(path: string): string | undefined {
  return /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function licenceOf(name: string): string {
  const folder = join('node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string; readonly license?: string };
  const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  // A package that says Apache-2.0 and brings no text is under the text of that name, which is ours too.
  const text = file === undefined ? (manifest.license === 'Apache-2.0' ? 'LICENSE' : undefined) : join(folder, file);
  if (text === undefined) throw new Error(`${name} is bundled and brings no licence text`);
  return `${name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${readFileSync(text, 'utf8').trim()}\n`;
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
