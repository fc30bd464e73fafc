import type { Texts } from '../support/little-repo.ts';
import { build, publish, release, testTraps, type Most, type Trap } from '../support/trap.ts';

const two = `${build}      - run: go build -o dist/lens-other .\n`;
const signAll = '      - run: for f in dist/lens*; do cosign sign-blob --yes --bundle "$f.sigstore.json" "$f"; done\n';
const call = (script: string): string => `      - run: |\n          ${script}\n`;

/** A script that runs over the signed files before they are published. */
function after(script: string, most: Most = 'nothing', files: Texts = {}): Trap {
  return { what: script, workflow: release(two + signAll + call(script) + publish), files, control: 'signature', most };
}

/** The same script, run before the files are signed. */
function before(script: string): Trap {
  return { what: `${script} beforehand`, workflow: release(two + call(script) + signAll + publish), control: 'signature', most: 'present' };
}

const changing = (name: string, body: string): readonly Trap[] => {
  const script = `for f in dist/${name}; do ${body}; done`;
  return [after(script), before(script)];
};

/** Files that a loop over a pattern gives new bytes, by way of another name or by a program that is given each of them. */
testTraps([
  ...changing('lens*', 'upx -o "$f.small" "$f"; mv "$f.small" "$f"'),
  ...changing('lens*', 'strip -o $f.s $f && mv -f $f.s $f'),
  ...changing('lens*', 'sed s/a/b/ $f > $f.new; cp $f.new $f; rm $f.new'),
  ...changing('lens*', 'install -m755 out/$(basename $f) $f'),
  after('for f in out/lens*; do cp $f dist/$(basename $f); done'),
  after('find dist -name "lens*" -exec sh -c \'strip -o "$1.s" "$1"; mv "$1.s" "$1"\' _ {} \\;'),
  after('ls dist/lens* | while read -r f; do strip -o $f.s $f; mv $f.s $f; done'),
  ...changing('lens*', 'polish $f'),
  ...changing('lens*', 'java -jar polish.jar --in $f'),
  after('polish dist/*'),
  ...changing('lens*', 'curl -F file=@$f https://sign.example -o $f').map((trap) => ({ ...trap, member: 'lens*' })),
  after('curl --data-binary @dist/lens https://sign.example -o dist/lens'),
  after('curl --data-binary @dist/lens https://scan.example -o report.json', 'present'),
]);

/** What goes over the signed files and leaves their bytes as they are. */
testTraps([
  after('for f in dist/lens*; do chmod +x $f; done', 'present'),
  after('for f in dist/lens*; do sha256sum $f > $f.sha256; done', 'present'),
  after('mkdir out; for f in dist/lens*; do cp $f out/$(basename $f); done', 'present'),
  after('for f in dist/lens*; do cp $f $f.bak; rm $f.bak; done', 'present'),
  after('for f in docs/*; do polish $f; done', 'present', { 'docs/a.md': 'a\n' }),
  after('polish docs/*', 'present', { 'docs/a.md': 'a\n' }),
]);
