import type { Files, HostileCase } from '../support.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
/** As much as is read of a document, or an eighth of it where not everything is to be run. */
const most = process.env['SEALWRIGHT_HOSTILE'] === 'all' ? 1_990_000 : 250_000;
/** A document is read only where it can hold a recipe, so each has one. */
const recipe = '\n```\ncosign verify ghcr.io/acme/lens:v1 --certificate-identity x --certificate-oidc-issuer y\n```\n';
const readme = (text: string) => (): Files => ({ 'README.md': `${recipe}${text}` });
const fill = (piece: string): string => piece.repeat(Math.floor(most / piece.length));

/** One text in every format that is read as prose. */
const everywhere = (text: string) => (): Files =>
  Object.fromEntries(
    ['README.md', 'SECURITY.rst', 'INSTALL.adoc', 'docs/verify.html', 'docs/install.txt', 'RELEASE.md', 'NEWS', 'docs/release.mdx', 'CONTRIBUTING.md'].map(
      (name) => [name, `${recipe}${text}`],
    ),
  );

/** Documents that are long lines of one mark, or hold more than anybody reads. */
export const documentCases: readonly HostileCase[] = [
  ...[
    '`',
    '[',
    ']',
    '(',
    '*',
    '_',
    '<',
    '>',
    '#',
    '|',
    '~',
    '-',
    '=',
    '!',
    '\\',
    '&',
    '"',
    "'",
    '$',
    '{',
    '{{',
    '$(',
    '[a](',
    '![',
    '<!--',
    '<a ',
    '<pre>',
    '</pre>',
    '<code><pre>',
    '> ',
    '- ',
    '1. ',
    '  ',
    '\t',
    '\n',
    '\r',
    '\n\n- ',
    '```\n',
    '~~~\n',
    '`` ` ',
    '**a',
    '[a]: ',
    '<!',
    '&amp',
    '::',
    '.. code::\n\n',
    '----\n',
    '....\n',
    'a\\\n',
    '$ cosign verify ',
    'gh attestation verify ',
    '\u00a0',
    '\u202e',
    '\ud800',
  ].map((piece): HostileCase => ({ what: `a document of ${JSON.stringify(piece)}`, files: readme(fill(piece)) })),
  { what: 'half a megabyte of brackets in every format', files: everywhere('[<`{('.repeat(100_000)) },
  { what: 'half a megabyte of words in every format', files: everywhere('cosign verify the sha256sum with gpg, release and sign '.repeat(10_000)) },
  { what: 'one line of 2 MB', files: readme(fill('verify with cosign verify-blob --key x --signature y z and ')) },
  {
    what: '40,000 verify commands in blocks',
    files: readme(
      times(40_000, (i) => `\`\`\`\ncosign verify ghcr.io/acme/l${i} --certificate-identity x --certificate-oidc-issuer y\n\`\`\`\n`).slice(0, most),
    ),
  },
  {
    what: '20,000 verify commands in one block',
    heavy: true,
    files: readme(
      `\`\`\`bash\n${times(20_000, (i) => `sha256sum -c SUMS${i} && gpg --verify a${i}.asc a${i} && gh attestation verify a${i} -R acme/lens\n`)}\`\`\`\n`.slice(
        0,
        most,
      ),
    ),
  },
  { what: 'lists 5,000 deep', files: readme(times(1_900, (i) => `${' '.repeat(i)}- a\n`)) },
  { what: 'quotes 5,000 deep', files: readme(times(1_900, (i) => `${'>'.repeat(i)} a\n`)) },
  { what: 'a table of 10,000 columns', files: readme(`${'|a'.repeat(10_000)}|\n${'|-'.repeat(10_000)}|\n${`${'|b'.repeat(10_000)}|\n`.repeat(80)}`) },
  { what: '10,000 link references', files: readme(times(10_000, (i) => `[r${i}]: https://example.com/${i}\n\n[r${i}][r${i + 1}]\n`)) },
  {
    what: 'front matter that is an alias bomb',
    files: readme(`---\na0: &a0 x\n${times(12, (i) => `a${i + 1}: &a${i + 1} [${times(10, () => `*a${i}, `)}]\n`)}---\ntext\n`),
  },
  {
    what: '5,000 documents',
    files: () =>
      Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`docs/d${i}.md`, `# install ${i}\n\n\`\`\`\ncosign verify ghcr.io/acme/lens\n\`\`\`\n`])),
  },
  { what: '20,000 folders', files: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`a${i % 200}/b${i}/README.md`, 'x'])) },
  { what: 'a folder 400 deep', files: () => ({ [`${'docs/'.repeat(400)}README.md`]: 'cosign verify x' }) },
  { what: 'a document larger than what is read', files: readme('a'.repeat(5_000_000)), says: /./ },
  { what: 'commands with quotes that never close', heavy: true, files: readme(`\`\`\`\n${`cosign verify "a 'b \`c $(d \${e\n`.repeat(10_000)}\`\`\`\n`) },
  { what: 'commands of 100,000 flags', files: readme(`\`\`\`\ncosign verify ${'--certificate-identity=x '.repeat(60_000)}\n\`\`\`\n`) },
  {
    what: 'identities made for backtracking',
    files: readme(
      `\`\`\`\ncosign verify --certificate-identity-regexp '^(a+)+$(.*)*(([a-z])+.)+[A-Z]' --certificate-oidc-issuer-regexp '${'(.*'.repeat(200)}' ghcr.io/acme/lens\n\`\`\`\n`,
    ),
  },
  {
    what: 'placeholders of every kind, nested',
    files: readme(
      `\`\`\`\ncosign verify ${'<'.repeat(5_000)}x${'>'.repeat(5_000)} ${'{{'.repeat(5_000)} ${'${'.repeat(5_000)} ${'['.repeat(5_000)} \n\`\`\`\n`,
    ),
  },
];
