import type { Texts } from '../support/little-repo.ts';
import { build, publish, release, sign, testTraps, type Most, type Trap } from '../support/trap.ts';

/** A command that runs between signing and publishing. */
function between(call: string, files: Texts = {}, most: Most = 'nothing', what = call): Trap {
  return { what, workflow: release(`${build}${sign}      - run: |\n          ${call}\n${publish}`), files, control: 'signature', most };
}

const shrink = (text: string): Texts => ({ Makefile: `BINS := lens other\nall = dist\npost:\n\t${text}\n` });

testTraps([
  between('make post', shrink('$(foreach b,$(BINS),strip dist/$(b);)'), 'nothing', 'make: a text for each word'),
  between('make post', shrink('$(foreach d,$(all),$(foreach b,$(BINS),strip $(d)/$(b) &&)) true'), 'nothing', 'make: one inside the other'),
  between('make post', shrink('@$(foreach b,$(BINS),echo $(b), $(words 1);)'), 'present', 'make: a text that only prints'),
  between('GOBIN=$PWD/dist go install ./cmd/lens'),
  between('GOBIN=$PWD/dist go install ./cmd/other', {}, 'present'),
  between('GOBIN=$PWD/dist go install ./...'),
  between('go install ./cmd/lens', {}, 'present'),
  between('cargo build --release --out-dir dist -Z unstable-options'),
  between('cargo build --release --artifact-dir=dist'),
  between('cargo build --release --artifact-dir other', {}, 'present'),
  between('gox -output "dist/{{.Dir}}_{{.OS}}" ./cmd/lens'),
  between('gox -output "build/{{.Dir}}_{{.OS}}" ./cmd/lens', {}, 'present'),
  between('pwsh -c "Set-Content dist/lens x"'),
  between('pwsh -Command "Write-Host done"', {}, 'present'),
  between('ls dist/* | parallel strip {}'),
  between('ls dist/* | parallel -j 2 strip'),
  between('parallel strip {} ::: dist/lens dist/other'),
  between("parallel 'cd dist && strip {/}' ::: build/lens"),
  between('parallel echo {} ::: dist/lens', {}, 'present'),
  between('parallel --dry-run strip {} ::: dist/lens', {}, 'present'),
]);
