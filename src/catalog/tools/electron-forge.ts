import { concat, lit, literalOf, stripPrefix } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isOn, parseArgs } from './support/args.ts';
import { readText } from './support/config.ts';
import { joinPath } from './support/path.ts';
import { Run } from './support/run.ts';

/**
 * Reads `electron-forge make` and `publish`. The configuration is a program most of the time, so its publishers and
 * signing options are recognised in its text, and what they cover stays unknown. Facts from Electron Forge's
 * documentation, read 2026-11-23.
 */
export function readElectronForge(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['platform', 'arch', 'targets', 'from-dry-run'], aliases: { p: 'platform', a: 'arch' } });
  const verb = args.words.map(literalOf).find((word) => word === 'make' || word === 'publish' || word === 'package');
  if (verb === undefined || verb === 'package') return run.result(undefined);
  const path = ['forge.config.js', 'forge.config.cjs', 'forge.config.mjs', 'forge.config.ts', 'package.json']
    .map((name) => joinPath(input.cwd, name))
    .find((name) => input.files.has(name));
  const text = path === undefined ? '' : (readText(input.files, path) ?? '');
  const made = [lit('out/make/**')];
  run.add({ kind: 'builds', outputs: made, by: 'electron-forge', madeType: 'installer' }, input.span);
  if (/osxSign|windowsSign|certificateFile|signWithParams|azureCodeSign/.test(text)) {
    const why = 'the configuration of Electron Forge signs in a way that was not read';
    run.doubt(input.span, why);
    run.add({ kind: 'signs', subject: { kind: 'unknown', why }, mechanism: 'unknown', keyless: false, attachedTo: 'embedded' }, input.span);
  }
  if (verb !== 'publish' || isOn(args, 'dry-run')) return run.result(path);
  const version = stripPrefix(input.tag, lit('v'));
  const rest = path === undefined ? {} : { config: path };
  const subject = { kind: 'made', types: ['installer'] } as const;
  let known = false;
  if (text.includes('@electron-forge/publisher-github')) {
    known = true;
    const tag = concat(lit(/tagPrefix:\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'v'), version);
    const draft = !/draft["']?:\s*false/.test(text);
    run.add({ kind: 'creates-release', tag, draft, createsTag: true, by: 'electron-forge' }, input.span);
    run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject, draft, ...rest }, input.span);
  }
  for (const [plugin, scheme] of [
    ['publisher-s3', 's3'],
    ['publisher-gcs', 'gs'],
  ] as const) {
    if (!text.includes(`@electron-forge/${plugin}`)) continue;
    known = true;
    run.add(
      { kind: 'publishes', sink: { kind: 'bucket', url: lit(`${scheme}://${/bucket["']?:\s*["']([^"']+)["']/.exec(text)?.[1] ?? ''}`) }, subject, ...rest },
      input.span,
    );
  }
  if (text.includes('@electron-forge/publisher-snapcraft')) {
    known = true;
    run.add({ kind: 'publishes', sink: { kind: 'os-channel', channel: 'snap', pointer: false }, subject, ...rest }, input.span);
  }
  if (!known) run.unclear(input.span, 'where Electron Forge publishes was not read');
  return run.result(path);
}
