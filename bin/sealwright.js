#!/usr/bin/env node
// Plain JavaScript that any Node can read: an old one must get a sentence, not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15) || major === 25) {
  process.stderr.write(`sealwright needs Node.js 24.15 or later in the 24 line, or 26; this is ${process.version}.\nInstall a current LTS release, or run it in a project with \`npm install --save-dev node@24\` through npx.\n`);
  process.exitCode = 2;
} else {
  start();
}

async function start() {
  const [{ enableCompileCache }, { existsSync }, { fileURLToPath }] = await Promise.all([import('node:module'), import('node:fs'), import('node:url')]);
  enableCompileCache();
  // A checkout of the project runs its source; the published package holds the bundle alone.
  const source = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const { main } = await import(existsSync(source) ? '../src/cli/main.ts' : '../dist/cli.js');
  await main();
}
