import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const cases = [
  {
    what: 'a checkout of a tap',
    steps: `
- uses: actions/checkout@v4
  with: { repository: acme/homebrew-tap, path: tap, token: '\${{ secrets.TAP }}' }
- run: |
    ./formula.py > tap/Formula/lamp.rb
    cd tap
    git add Formula/lamp.rb
    git commit -m lamp
    git push`,
    names: ['lamp (Homebrew)'],
  },
  {
    what: 'a clone of a bucket',
    steps: `
- run: |
    git clone "https://x-access-token:\${{ secrets.TAP }}@github.com/acme/scoop-bucket.git"
    cd scoop-bucket
    git add .
    git commit -m lamp && git push origin main`,
    names: ['acme/scoop-bucket (Scoop)'],
  },
  {
    what: 'the address that is pushed to',
    steps: `
- uses: actions/checkout@v4
- run: git push https://x:y@github.com/acme/homebrew-tap main`,
    names: ['acme/homebrew-tap (Homebrew)'],
  },
  {
    what: "a clone of a package of Arch's users, by another user of a container",
    steps: `
- env: { PACKAGE: lamp-bin, KEY: '\${{ secrets.AUR }}' }
  run: |
    useradd -m builder
    su -m builder <<'END'
    set -e
    export FROM="ssh://aur@aur.archlinux.org/$PACKAGE.git"
    cd /tmp
    git clone "$FROM"
    cd "$PACKAGE"
    makepkg --printsrcinfo > .SRCINFO
    git add PKGBUILD .SRCINFO
    git commit -m lamp
    git push
    END`,
    names: ['lamp-bin (AUR)'],
  },
  {
    what: 'the address of such a package, given to su',
    steps: `
- run: su builder -c 'git push ssh://aur@aur.archlinux.org:22/lamp.git HEAD:master'`,
    names: ['lamp (AUR)'],
  },
  {
    what: 'a login starts in another folder',
    steps: `
- run: |
    git clone ssh://aur@aur.archlinux.org/lamp.git
    cd lamp
    su - builder -c 'git push'`,
    names: [],
  },
  {
    what: 'another repository is no channel',
    steps: `
- uses: actions/checkout@v4
  with: { repository: acme/docs }
- run: git add index.html && git commit -m x && git push`,
    names: [],
  },
];

for (const c of cases) {
  test(`a push to a package manager's repository: ${c.what}`, () => {
    const surfaces = surfacesOf({ '.github/workflows/release.yml': onTag(c.steps) });
    assert.deepEqual(
      surfaces.filter((s) => s.kind === 'os-package').map((s) => s.name),
      c.names,
    );
    assert.deepEqual(
      surfaces.filter((s) => s.kind === 'os-package' && (s.hashes !== 'present' || s.signature !== 'not-applicable')),
      [],
    );
  });
}
