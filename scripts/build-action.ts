// Makes the GitHub Action: one script that needs nothing beside it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildResult } from 'esbuild';
import { stepNames } from '../src/cli/action/steps.ts';
import { catalogAsText, catalogInside, common, lateBuiltins, threadFile } from './bundle.ts';

/** Bundles the action's entry into a folder, and beside it one script for each command that is an action. `.cjs`, as the package's own type is another. */
export async function buildAction(outdir: string): Promise<BuildResult<{ metafile: true }>> {
  const built = await build({
    ...common,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outdir,
    entryPoints: { index: 'src/cli/action/main.ts' },
    outExtension: { '.js': '.cjs' },
    plugins: [catalogAsText(catalogInside), lateBuiltins, threadFile('undefined')],
    format: 'cjs',
    metafile: true,
  }); // Each is known by its name: they are one program.
  for (const name of stepNames) writeFileSync(join(outdir, `${name}.cjs`), "require('./index.cjs');\n");
  return built;
}
