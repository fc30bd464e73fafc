import { hole, lit, literalOf } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isGiven } from '../wildcard.ts';
import { isOn, parseArgs } from './support/args.ts';
import { readText } from './support/config.ts';
import { joinPath } from './support/path.ts';
import { Run } from './support/run.ts';

/**
 * Reads `gem push` and `rake release`: a gem without a signature of its own, unless attestations are pushed with it.
 * `rake release` also tags and pushes (bundler/gem_tasks). Facts from RubyGems' and Bundler's documentation, read 2026-11-23.
 */
export function readGem(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['key', 'host', 'otp', 'attestation', 'config-file', 'output', 'C'], aliases: { k: 'key', o: 'output' } });
  const verb = args.words.map(literalOf).find((word) => word !== 'exec' && word !== 'bundle' && word !== 'rake' && word !== 'gem') ?? '';
  const spec = input.files.folder(input.cwd).find((name) => name.endsWith('.gemspec'));
  const path = spec === undefined ? undefined : joinPath(input.cwd, spec);
  if (verb === 'build') {
    const name = gemName(input, path);
    run.add({ kind: 'builds', outputs: [[...name, ...lit('-'), { kind: 'wild', glob: '*' }, ...lit('.gem')]], by: 'gem build' }, input.span);
    return run.result(path);
  }
  const release = /^release(:rubygem_push|\[.*\])?$/.test(verb) || verb.endsWith(':release');
  if (verb !== 'push' && !release) return run.result(undefined);
  const rakefile = readText(input.files, joinPath(input.cwd, 'Rakefile')) ?? '';
  if (release && !/bundler\/gem_(tasks|helper)|Bundler::GemHelper|rubygems\/tasks|Gem::Tasks/.test(rakefile))
    run.unclear(input.span, 'the Rakefile does not use bundler/gem_tasks: what its release task does was not read');
  if (release && !verb.includes('rubygem_push')) {
    const signed = /--sign|-s\b/.test(rakefile) && /git tag/.test(rakefile) ? 'unknown' : false;
    run.add(
      { kind: 'creates-tag', name: [...lit('v'), ...hole(`${input.idPrefix}.version`, { label: 'version' })], signed, by: 'rake release', pushed: true },
      input.span,
    );
  }
  const host = args.flags.get('host')?.at(-1) ?? input.env('RUBYGEMS_HOST');
  const known = host === undefined ? undefined : literalOf(host);
  const elsewhere = host !== undefined && host.length > 0 && known !== 'https://rubygems.org';
  const file = args.words.find((word) => word.some((piece) => piece.kind === 'lit' && piece.text.includes('.gem')));
  const subject = file === undefined ? ({ kind: 'files', paths: release ? [lit('pkg/*.gem')] : [] } as const) : ({ kind: 'files', paths: [file] } as const);
  run.add(
    {
      kind: 'publishes',
      sink: elsewhere ? { kind: 'index', index: 'private', url: host } : { kind: 'index', index: 'rubygems' },
      subject,
      names: [gemName(input, path)],
      auth: authOf(input),
      ...(path === undefined ? {} : { config: path }),
    },
    input.span,
  );
  if (isOn(args, 'attestation') || args.flags.has('attestation'))
    run.add({ kind: 'attests', subject, predicate: 'publish', signed: true, mechanism: 'rubygems', keyless: true, attachedTo: 'index' }, input.span);
  return run.result(path);
}

/** The gem's name as its specification writes it. */
function gemName(input: ToolInput, path: string | undefined): Text {
  const source = path === undefined ? undefined : readText(input.files, path);
  const written = source === undefined ? undefined : /\.name\s*=\s*["']([\w.-]+)["']/.exec(source)?.[1];
  if (written !== undefined) return lit(written);
  return path === undefined ? hole(`${input.idPrefix}.gem`, { label: 'gem' }) : lit(path.slice(path.lastIndexOf('/') + 1, -'.gemspec'.length));
}

/** Keys of earlier steps come from an exchange of the job's identity token; secrets are long-lived. */
function authOf(input: ToolInput): 'trusted-publishing' | 'token' | 'unknown' {
  const key = input.env('GEM_HOST_API_KEY') ?? input.env('RUBYGEMS_API_KEY');
  if (key === undefined) return 'unknown';
  const only = key.length === 1 ? key[0] : undefined;
  if (only?.kind === 'hole' && only.label.startsWith('steps.')) return 'trusted-publishing';
  return isGiven(key) === false ? 'unknown' : 'token';
}
