// Makes dist/standalone/sealwright.cjs: the command line as one script, which needs Node and nothing beside it.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { catalogAsText, catalogInside, common, lateBuiltins, threadFile } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the command line into a file of a folder. Returns its path. */
export async function buildStandalone(outdir: string): Promise<string> {
  const outfile = join(outdir, 'sealwright.cjs');
  await build({
    ...common,
    absWorkingDir: root,
    outdir,
    outExtension: { '.js': '.cjs' },
    entryNames: 'sealwright',
    stdin: { contents: "import { main } from './src/cli/index.ts';\nvoid main();\n", resolveDir: root, loader: 'ts' },
    banner: { js: `#!/usr/bin/env node\n${oldNode}` },
    plugins: [catalogAsText(catalogInside), lateBuiltins, threadFile('undefined')],
    format: 'cjs',
  });
  chmodSync(outfile, 0o755);
  return outfile;
}

/** What bin/sealwright.js says to a Node that is too old, for whom the rest may be no syntax. */
const oldNode = `const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15) || major === 25) {
  process.stderr.write('sealwright needs Node.js 24.15 or later in the 24 line, or 26; this is ' + process.version + '.\\n');
  process.exit(2);
}`;

if (import.meta.main) console.log(await buildStandalone(join(root, 'dist/standalone')));
