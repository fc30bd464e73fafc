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

// Exported so that tools see a module where there is no import. Built-in modules are asked for by this function: importing one costs a list of all that it exports.
export async function start() {
  const fs = process.getBuiltinModule('node:fs');
  const root = process.getBuiltinModule('node:path').dirname(import.meta.dirname);
  // A checkout of the project runs its source; the published package holds the bundle alone.
  if (fs.existsSync(`${root}/src/cli/index.ts`)) {
    const { main } = await import('../src/cli/index.ts');
    await main();
  } else await runBundle(fs, root);
}

/**
 * Runs the bundle, a function written as a script, with the compiled code that an earlier run of the same command kept.
 * Node's own cache of compiled code keeps what is compiled when a module is loaded; most functions are compiled when
 * they are first called, which takes longer than most audits.
 */
async function runBundle(fs, root) {
  const file = `${root}/dist/cli.js`;
  const { Script } = process.getBuiltinModule('node:vm');
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  // What suits a run that ends within a few tenths of a second; each was measured, with audits of many seconds beside it.
  const flags = [
    // Compiling better what such a run calls took a tenth of it.
    '--invocation-count-for-maglev=8000',
    '--invocation-count-for-maglev-osr=4000',
    // Compiling for good took as much of runs of a few seconds; in runs of minutes functions still come to it.
    '--invocation-count-for-turbofan=20000',
    // A heap that grows in smaller steps lets ten thousand workflows do without a gigabyte.
    '--heap-growing-percent=50',
    // New objects get their full room at once, 32 MiB: a short run ends before it is full, and is never collected.
    '--semi-space-growth-factor=32',
    // Each pattern is compiled at once, not first to be interpreted: nine of ten are used again.
    '--no-regexp-tier-up',
    // No collection when nothing is left to do but to end.
    '--no-minor-gc-task',
  ];
  for (const flag of flags) setFlagsFromString(flag);
  const compiled = [];
  const compile = (path) => {
    const one = compiledCode(fs, Script, path);
    compiled.push(one);
    return one.script.runInThisContext();
  };
  const module = { exports: {} };
  compile(file)(process.getBuiltinModule, module, module.exports, `${root}/dist`, { compile });
  await module.exports.main();
  // With nothing left to wait for, the process ends as it is: taking the heap apart first is left to the system.
  process.once('beforeExit', () => process.exit());
  // By its own work: on a busy machine a short run takes long.
  const { user, system } = process.cpuUsage();
  const isShort = user + system < 1_500_000;
  for (const { script, kept, cachedData } of compiled) {
    if (kept === undefined) continue;
    const rejected = cachedData === undefined || script.cachedDataRejected === true;
    // A long run met more functions than a short one keeps, and can spare the time to keep them.
    if (!rejected && isShort) continue;
    const code = script.createCachedData();
    if (rejected || code.length > cachedData.length * 1.05) keep(fs, kept, code);
  }
}

/** A file of the bundle as a script, with the code that an earlier run kept of it. */
function compiledCode(fs, Script, file) {
  // The build writes ASCII, and a first line that names its content.
  const source = fs.readFileSync(file, 'latin1');
  const kept = keptCode(source.slice(0, source.indexOf('\n')));
  let cachedData;
  try {
    if (kept !== undefined) cachedData = fs.readFileSync(kept.file);
  } catch {
    // The first run.
  }
  return { script: new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) }), kept, cachedData };
}

/** Where compiled code is kept: in the user's own cache, as the shared temporary folder could hold code that someone else put there. */
function keptCode(name) {
  const hash = /\b[0-9a-f]{32}\b/.exec(name)?.[0];
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && `${process.env.HOME}/.cache`) || process.env.LOCALAPPDATA;
  if (hash === undefined || !home) return undefined;
  const command = /^[a-z]{1,20}$/.exec(process.argv[2] ?? '')?.[0] ?? 'other';
  return { folder: `${home}/sealwright`, file: `${home}/sealwright/${hash}-${process.version}-${process.arch}-${command}` };
}

/** Written beside and renamed, so that no run reads half of it. A cache that cannot be written is no failure. */
function keep(fs, { folder, file }, code) {
  const part = `${file}.${process.pid}.part`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(part, code, { flag: 'wx', mode: 0o600 });
    fs.renameSync(part, file);
  } catch {
    fs.rmSync(part, { force: true });
  }
}
