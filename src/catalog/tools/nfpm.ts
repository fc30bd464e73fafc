import { concat, hole, lit, literalOf, wild } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { flagText, parseArgs } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { get, spanOf, text } from './support/node.ts';
import { resolveFile } from './support/path.ts';
import { Run } from './support/run.ts';

const endings: Readonly<Record<string, string>> = { archlinux: '.pkg.tar.zst' };

/**
 * Reads `nfpm package`: one Linux package, signed inside when the format's `signature.key_file` is given. Read in
 * goreleaser/nfpm's documentation on 2026-11-23.
 */
export function readNfpm(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['config', 'target', 'packager'], aliases: { f: 'config', t: 'target', p: 'packager' } });
  const verb = literalOf(args.words[0] ?? []);
  if (verb !== 'package' && verb !== 'pkg' && verb !== 'pack' && verb !== 'p') return run.result(undefined);
  const path = resolveFile(input.cwd, flagText(args, 'config') ?? 'nfpm.yaml');
  const config = path === undefined ? undefined : readConfig(input.files, path);
  run.problems(config);
  const target = args.flags.get('target')?.at(-1);
  const known = target === undefined ? undefined : literalOf(target);
  const packager = flagText(args, 'packager') ?? /\.(deb|rpm|apk|ipk)$/.exec(known ?? '')?.[1];
  if (packager === undefined) run.doubt(input.span, 'the format of the package is not known');
  const ending = packager === undefined ? wild('*') : lit(endings[packager] ?? `.${packager}`);
  const name = text(config?.node, 'name');
  const file = concat(name === undefined ? hole(`${input.idPrefix}.package`, { label: 'package' }) : lit(name), wild('*'), ending);
  const isFile = known !== undefined && /\.(deb|rpm|apk|ipk|pkg\.tar\.zst)$/.test(known);
  const output = target === undefined ? file : isFile || known === undefined ? target : concat(lit(`${known.replace(/\/+$/, '')}/`), file);
  const at = spanOf(config?.node, input.span);
  run.add({ kind: 'builds', outputs: [output], by: 'nfpm', madeType: 'package' }, at);
  for (const format of packager === undefined ? [] : [packager]) {
    const key = text(config?.node, 'overrides', format, format, 'signature', 'key_file') ?? text(config?.node, format, 'signature', 'key_file');
    if (key === undefined || key === '') continue;
    const variable = /^\$\{?(\w+)\}?$/.exec(key)?.[1];
    if (variable !== undefined && (input.env(variable) ?? []).length === 0) continue;
    run.add(
      {
        kind: 'signs',
        subject: { kind: 'files', paths: [output] },
        mechanism: format === 'rpm' ? 'rpm' : format === 'deb' ? 'deb' : 'custom',
        keyless: false,
        key,
        attachedTo: 'embedded',
        inPlace: true,
      },
      spanOf(get(config?.node, format, 'signature'), at),
    );
  }
  return run.result(config?.path);
}
