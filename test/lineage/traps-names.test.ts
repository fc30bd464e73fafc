import { build, publish, release, sign, signIf, withoutCosign, testTraps } from '../support/trap.ts';

/** Files that look signed, by names, builders, installed tools and checks: the most that may be said of each. */
testTraps([
  {
    what: 'if github.repository == other',
    workflow: release(build + signIf("github.repository == 'other/lens'") + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if github.repository == own',
    workflow: release(build + signIf("github.repository == 'acme/lens'") + publish),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'if startsWith refs/heads',
    workflow: release(build + signIf("startsWith(github.ref, 'refs/heads/')") + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if env literal false',
    workflow: release(build + signIf("env.SIGN == 'true'") + publish, { top: "env:\n  SIGN: 'false'" }),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'signed checksum then list re-made',
    workflow: release(
      build +
        '      - run: |\n          cd dist\n          sha256sum lens > SHA256SUMS\n          cosign sign-blob --yes --bundle SHA256SUMS.sigstore.json SHA256SUMS\n          go build -o extra ..\n          sha256sum lens extra > SHA256SUMS\n' +
        publish,
    ),
    member: 'extra',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'sig from checkout',
    workflow: release(build + '      - run: cp docs/lens.sig dist/\n' + publish),
    files: { 'docs/lens.sig': 'x' },
    member: 'lens',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'second workflow signs narrower assets',
    workflow: release(build + publish),
    files: {
      '.github/workflows/sign.yml': `name: S
on:
  release:
    types: [published]
permissions: {contents: write, id-token: write}
jobs:
  s:
    runs-on: ubuntu-24.04
    env: {GH_TOKEN: "\${{ github.token }}"}
    steps:
      - uses: sigstore/cosign-installer@v3
      - run: |
          gh release download "$GITHUB_REF_NAME" --pattern '*.zip' --dir d
          for f in d/*; do cosign sign-blob --yes --bundle $f.sigstore.json $f; done
          gh release upload "$GITHUB_REF_NAME" d/*.sigstore.json
`,
    },
    member: 'lens',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'same filename in artifact of other workflow',
    workflow: release(build + publish),
    files: {
      '.github/workflows/ci.yml': `name: C
on: {push: {branches: [main]}}
permissions: {contents: read, id-token: write}
jobs:
  s:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: mkdir dist && go build -o dist/lens . && cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - uses: actions/upload-artifact@v4
        with: {name: x, path: dist}
`,
    },
    member: 'lens',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'merge-multiple collision two jobs same filename',
    workflow: release(build + sign + '      - uses: actions/upload-artifact@v4\n        with: {name: a, path: dist}\n', {
      more:
        `  re:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: mkdir dist && go build -o dist/lens .
      - uses: actions/upload-artifact@v4
        with: {name: b, path: dist}
  pub:
    needs: [release, re]
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {path: dist, merge-multiple: true}
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'verify swallowed does not raise',
    workflow: release(
      build +
        sign +
        '      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity "https://github.com/acme/lens/.github/workflows/r.yml@$GITHUB_REF" --certificate-oidc-issuer https://token.actions.githubusercontent.com dist/lens || true\n' +
        publish,
    ),
    control: 'signature',
    most: 'wired',
  },
  {
    what: 'verify raises',
    workflow: release(
      build +
        sign +
        '      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity "https://github.com/acme/lens/.github/workflows/r.yml@$GITHUB_REF" --certificate-oidc-issuer https://token.actions.githubusercontent.com dist/lens\n' +
        publish,
    ),
    control: 'signature',
    most: 'self-verified',
  },
  {
    what: 'verify by regexp .*',
    workflow: release(
      build +
        sign +
        '      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity-regexp ".*" --certificate-oidc-issuer https://token.actions.githubusercontent.com dist/lens\n' +
        publish,
    ),
    control: 'signature',
    most: 'wired',
  },
  {
    what: 'verify then rebuilt',
    workflow: release(
      build +
        sign +
        '      - run: cosign verify-blob --bundle dist/lens.sigstore.json --certificate-identity "https://github.com/acme/lens/.github/workflows/r.yml@$GITHUB_REF" --certificate-oidc-issuer https://token.actions.githubusercontent.com dist/lens\n      - run: go build -o dist/lens .\n' +
        publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'loop sign then later files',
    workflow: release(
      build + '      - run: for f in dist/*; do cosign sign-blob --yes --bundle $f.sigstore.json $f; done\n      - run: go build -o dist/extra .\n' + publish,
    ),
    member: 'extra',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'working-directory differs',
    workflow: release(
      build + '      - working-directory: other\n        run: for f in *; do cosign sign-blob --yes --bundle $f.sigstore.json $f; done\n' + publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'cd without return',
    workflow: release(
      build + '      - run: |\n          cd other\n          for f in dist/*; do cosign sign-blob --yes --bundle $f.sigstore.json $f; done\n' + publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'nullglob mismatch name var',
    workflow: release(build + '      - run: cosign sign-blob --yes --bundle "dist/$NAME.sigstore.json" "dist/$NAME"\n        env: {NAME: other}\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'unknown name var',
    workflow: release(
      build + '      - run: cosign sign-blob --yes --bundle "dist/$NAME.sigstore.json" "dist/$NAME"\n        env: {NAME: "${{ vars.NAME }}"}\n' + publish,
    ),
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'composite action unknown local missing',
    workflow: release(build + '      - uses: ./.github/actions/sign\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'cosign installed in another job only',
    workflow: withoutCosign(
      release(build + sign + publish, { more: '  other:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: sigstore/cosign-installer@v3\n' }),
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'cosign installed after',
    workflow: withoutCosign(release(build + sign + '      - uses: sigstore/cosign-installer@v3\n' + publish)),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'cosign installer if false',
    workflow: release(build + sign + publish).replace(
      '      - uses: sigstore/cosign-installer@v3\n',
      '      - uses: sigstore/cosign-installer@v3\n        if: false\n',
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'minisign missing key',
    workflow: release(build + '      - run: minisign -Sm dist/lens -s no.key\n' + publish),
    control: 'signature',
    most: 'partly',
  },
  { what: 'perm read-all top', workflow: release(build + sign + publish, { permissions: '      contents: write' }), control: 'signature', most: 'nothing' },
  {
    what: 'no permissions block at all (default token)',
    workflow: release(build + sign + publish).replace(/    permissions:\n      contents: write\n      id-token: write\n      attestations: write\n/, ''),
    control: 'signature',
    most: 'nothing',
  },
]);
