import { LineIndex } from '../../base/index.ts';
import type { WrittenRecipe } from '../../recipes/index.ts';
import type { Ask } from '../ask.ts';
import { no, type Fixer } from '../proposal.ts';

/** A section of a document with the commands that check a surface. */
export const newRecipe: Fixer = {
  rules: ['recipe-missing', 'evidence-without-recipe', 'recipe-proves-integrity-only'],
  leaves: ['recipe-by-tag', 'evidence-without-recipe'],
  propose: (finding, ask) => {
    const surface = ask.surface(finding.surface);
    if (surface === undefined) return no('it is about no surface', 'see sealwright audit for what it is about');
    const wanted = wantedOf(finding.message);
    const all = ask.recipesOf(surface.info.id).filter((one) => one.kind === 'written');
    const recipes = all.filter((one) => (wanted === undefined ? one.control !== 'hashes' : wanted.includes(one.control)));
    if (recipes.length === 0) {
      const why = ask.recipesOf(surface.info.id).flatMap((one) => (one.kind === 'unwritten' ? one.why : []))[0] ?? 'no command can be written for its evidence';
      return no(why, insteadOf(why));
    }
    const path = documentFor(ask);
    const text = path === undefined ? undefined : ask.text(path);
    if (path === undefined) return no('there is no README.md or SECURITY.md to write it into', 'add SECURITY.md with a title, then run sealwright fix again');
    if (text === undefined) return ask.whyNoText(path);
    return {
      kind: 'needs-review',
      title: `tell in ${path} how ${wanted === undefined ? 'it' : `its ${told(recipes)}`} is verified, with ${[...new Set(recipes.map((one) => one.tool))].join(' and ')}`,
      notes: ['it is written at the end of the document: move it to where readers look for it'],
      changes: [
        {
          kind: 'text',
          at: new LineIndex(path, text).span(text.length, text.length),
          text: section(text, `${wanted === undefined ? '' : `the ${told(recipes)} of `}${nameOf(surface.info.name)}`, recipes),
        },
      ],
    };
  },
};

/** Which evidence is to be told of: the message of the rule that asks for more than one says it. */
function wantedOf(message: string): readonly WrittenRecipe['control'][] | undefined {
  const found = /^no document tells how to check (.*)$/s.exec(message)?.[1];
  if (found === undefined) return undefined;
  return [...(found.includes('its provenance') ? (['provenance'] as const) : []), ...(found.includes('its SBOM') ? (['sbom'] as const) : [])];
}

/** `provenance and SBOM`. */
function told(recipes: readonly WrittenRecipe[]): string {
  return [...new Set(recipes.map((one) => (one.control === 'sbom' ? 'SBOM' : one.control)))].join(' and ');
}

/** Documents that tell what was, or what was thought of: nobody looks for instructions there. */
const ofItsDay = /(?:^|\/)(?:change(?:s|log)|history|news|release[-_]?notes|adrs?|blog|rfcs?|proposals?|research|archive)[^/]*(?:\/|$)|\bchangelog/i;

const places = ['SECURITY.md', '.github/SECURITY.md', 'docs/SECURITY.md', 'README.md', 'Readme.md', 'readme.md'] as const;

/** The document that tells how a signature is verified already, the one nearest to the root; else the one for security, else the first that people read. */
function documentFor(ask: Ask): string | undefined {
  const shown = ask.input.recipes.filter(
    ({ command, surfaces }) =>
      surfaces.length > 0 &&
      command.proves !== 'checksum' &&
      command.setting === 'code' &&
      /\.(?:md|markdown)$/i.test(command.file) &&
      !ofItsDay.test(command.file),
  );
  const depth = (path: string): number => path.split('/').length;
  const [nearest] = shown.map(({ command }) => command.file).toSorted((a, b) => depth(a) - depth(b));
  return nearest !== undefined && depth(nearest) <= 3 ? nearest : places.find((one) => ask.trace.input.files.has(one));
}

function section(text: string, name: string, recipes: readonly WrittenRecipe[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const parts = recipes.flatMap((one) => ['', `With ${one.needs}. When it succeeds, ${one.proves}.`, '', '```sh', ...one.lines, '```']);
  return `${gap}## Verify ${name}\n${parts.join('\n')}\n`.replaceAll('\n', newline);
}

/** A surface’s name for a heading, as code: what means something in Markdown is left out. */
function nameOf(name: string): string {
  const plain = name
    .replaceAll(/\{version\}|<version>/g, 'VERSION')
    .replaceAll('…', '*')
    .replaceAll(/[^\w./:+@*, -]/g, '');
  return plain.length > 60 || plain.trim() === '' ? 'what is released' : `\`${plain}\``;
}

/** What makes a recipe possible, by what it is that no file tells. */
const possible: readonly (readonly [cause: RegExp, instead: string])[] = [
  [/\bkey\b/, 'publish the public key, name its address in a document beside the command that checks with it, and run sealwright fix again'],
  [/^BuildKit signs nothing/, 'attest the digest that is pushed, which sealwright fix --review --rule provenance-unsigned may do, and run it again'],
  [/git does not say which repository/, 'git remote add origin https://github.com/OWNER/REPO, then run sealwright fix again'],
  [/the type of what is attested/, 'give the type where it is attested (--type spdxjson, cyclonedx or slsaprovenance1), and run sealwright fix again'],
  [/another service than GitHub Actions/, 'write the command by hand, with the identity and the issuer that a certificate of a release shows'],
  [/the ref at which|holds characters/, 'write the command by hand, with the identity that a certificate of a release shows: sealwright recipe tells the rest'],
  [/checksum list|published list/, 'give the list a name that the workflow writes out, such as SHA256SUMS, and upload it under that name'],
  [/not as a bundle|by its name/, 'publish one bundle for each file, named FILE.sigstore.json: cosign sign-blob --bundle, or cosign attest-blob --bundle'],
  [/its name is not known/, 'write the command by hand, with the name of a file of the last release: sealwright explain shows what signs it'],
];

function insteadOf(why: string): string {
  return possible.find(([cause]) => cause.test(why))?.[1] ?? 'write the command by hand: sealwright recipe tells what is known of it, and what is not';
}
