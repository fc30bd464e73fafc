import { build, publish, release, testTraps } from '../support/trap.ts';

/** A loop over two files in `dist`, with this body around the signing. */
function loop(body: string): string {
  const lines = body.split('\n').map((line) => `            ${line}\n`);
  return release(`${build}      - run: go build -o dist/extra .\n      - run: |\n          for f in dist/*; do\n${lines.join('')}          done\n${publish}`);
}

const signIt = 'cosign sign-blob --yes --bundle "$f.sigstore.json" "$f"';

/** Loops that do not sign every file that they go over. */
testTraps([
  { what: 'a loop that signs every file', workflow: loop(signIt), member: 'extra', control: 'signature', most: 'present' },
  { what: 'a loop that ends after the first', workflow: loop(`${signIt}\nbreak`), member: 'extra', control: 'signature', most: 'nothing' },
  { what: 'a loop that may end early', workflow: loop(`${signIt}\n[ -n "$ONE" ] && break`), member: 'extra', control: 'signature', most: 'nothing' },
  { what: 'a case of one path', workflow: loop(`case "$f" in\n  */lens) ${signIt} ;;\nesac`), member: 'extra', control: 'signature', most: 'nothing' },
  { what: 'the path of that case', workflow: loop(`case "$f" in\n  */lens) ${signIt} ;;\nesac`), member: 'lens', control: 'signature', most: 'present' },
  {
    what: 'a case of the other path',
    workflow: loop(`case "$f" in\n  */extra) ;;\n  *) ${signIt} ;;\nesac`),
    member: 'extra',
    control: 'signature',
    most: 'nothing',
  },
  { what: 'a test of the name by a program', workflow: loop(`if grep -q x "$f"; then ${signIt}; fi`), member: 'extra', control: 'signature', most: 'nothing' },
  { what: 'files with the executable bit', workflow: loop(`[ -x "$f" ] || continue\n${signIt}`), member: 'extra', control: 'signature', most: 'nothing' },
  {
    what: 'a guard against a pattern that matched nothing',
    workflow: loop(`[ -f "$f" ] || continue\n${signIt}`),
    member: 'extra',
    control: 'signature',
    most: 'present',
  },
  {
    what: 'a condition that is the same for every file',
    workflow: loop(`if [ "\${{ vars.SIGN }}" = yes ]; then ${signIt}; fi`),
    member: 'extra',
    control: 'signature',
    most: 'best-effort',
  },
]);
