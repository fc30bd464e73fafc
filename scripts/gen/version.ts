import type { Generated, ReadProject } from './generated.ts';

export function versionModule(read: ReadProject): Generated {
  const manifest = JSON.parse(read('package.json') ?? '{}') as { readonly version?: string };
  if (manifest.version === undefined || !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(manifest.version)) throw new Error('package.json has no version');
  return {
    path: 'src/base/version.ts',
    text: `// Made by scripts/gen.ts from package.json.\n\n/** The version of this package. */\nexport const version = '${manifest.version}';\n`,
  };
}
