#!/usr/bin/env node
// Plain JavaScript that any Node can read: an old one must get a sentence, not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15) || major === 25) {
  process.stderr.write(
    `sealwright needs Node.js 24.15 or later in the 24 line, or 26; this is ${process.version}.\nInstall a current LTS release, or add the package node@24 to the project and run sealwright through npx.\n`,
  );
  process.exitCode = 2;
} else {
  start();
}

async function start() {
  const [{ enableCompileCache }, { existsSync }, { join }, { fileURLToPath }] = await Promise.all([
    import('node:module'),
    import('node:fs'),
    import('node:path'),
    import('node:url'),
  ]);
  // Compiled code is kept in the user's own cache: the shared temporary folder could hold code that someone else put there.
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache')) || process.env.LOCALAPPDATA;
  if (home) enableCompileCache(join(home, 'sealwright'));
  // A checkout of the project runs its source; the published package holds the bundle alone.
  const source = fileURLToPath(new URL('../src/cli/index.ts', import.meta.url));
  const { main } = await import(existsSync(source) ? '../src/cli/index.ts' : '../dist/cli.js');
  await main();
}
