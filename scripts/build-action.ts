// Makes the GitHub Action: one script that needs nothing beside it.
import { fileURLToPath } from 'node:url';
import { build, type BuildResult } from 'esbuild';
import { catalogAsText, catalogInside, common, lateBuiltins, threadFile } from './bundle.ts';

/** Bundles the action's entry into a folder. `.cjs`, as the package's own type is another. */
export async function buildAction(outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    ...common,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outdir,
    entryPoints: { index: 'src/cli/action/main.ts' },
    outExtension: { '.js': '.cjs' },
    plugins: [catalogAsText(catalogInside), lateBuiltins, threadFile('undefined')],
    format: 'cjs',
    metafile: true,
  });
}
