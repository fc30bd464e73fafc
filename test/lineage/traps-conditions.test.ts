import { build, dispatchOnly, publish, publishIf, release, sign, signIf, testTraps } from '../support/trap.ts';

/** Files that look signed, under conditions and from other jobs: the most that may be said of each. */
testTraps([
  {
    what: 'set +e',
    workflow: release(
      build + '      - run: |\n          set +e\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          echo done\n' + publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'pipe to tee, default shell',
    workflow: release(build + '      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens | tee log\n' + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'background &',
    workflow: release(build + '      - run: |\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens &\n          echo ok\n' + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: '! cosign',
    workflow: release(build + '      - run: |\n          ! cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          echo ok\n' + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'if cosign; then',
    workflow: release(build + '      - run: |\n          if cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens; then echo ok; fi\n' + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'cosign && echo in mid-script',
    workflow: release(
      build + '      - run: |\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens && echo ok\n          echo next\n' + publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'shell without -e',
    workflow: release(
      build +
        '      - shell: bash {0}\n        run: |\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          echo ok\n' +
        publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  { what: 'no id-token', workflow: release(build + sign + publish, { permissions: '      contents: write' }), control: 'signature', most: 'nothing' },
  {
    what: 'cosign not installed',
    workflow: release(build + sign + publish).replace('      - uses: sigstore/cosign-installer@v3\n', ''),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'sigstore staging',
    workflow: release(
      build +
        '      - uses: sigstore/gh-action-sigstore-python@v3\n        with:\n          inputs: dist/lens\n          staging: true\n          release-signing-artifacts: true\n' +
        publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'loop over literal list, publish more',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - run: |\n          for f in lens; do\n            cosign sign-blob --yes --bundle dist/$f.sigstore.json dist/$f\n          done\n' +
        publish,
    ),
    member: 'extra',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'find -name narrow',
    workflow: release(
      build +
        '      - run: go build -o dist/extra.bin .\n      - run: find dist -name "*.bin" -exec cosign sign-blob --yes --bundle {}.sigstore.json {} \\;\n' +
        publish,
    ),
    member: 'lens',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'loop continue cond',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - run: |\n          for f in dist/*; do\n            [ "$f" = dist/extra ] && continue\n            cosign sign-blob --yes --bundle $f.sigstore.json $f\n          done\n' +
        publish,
    ),
    member: 'extra',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'loop overwrites one bundle',
    workflow: release(
      build +
        '      - run: go build -o dist/extra .\n      - run: |\n          for f in dist/lens dist/extra; do\n            cosign sign-blob --yes --bundle dist/all.sigstore.json $f\n          done\n' +
        publish,
    ),
    member: 'lens',
    control: 'signature',
    most: 'partly',
  },
  {
    what: 'matrix conditional sign',
    workflow: release(
      `      - run: |
          mkdir -p dist
          go build -o dist/lens-\${{ matrix.os }} .
      - if: matrix.os == 'linux'
        run: cosign sign-blob --yes --bundle dist/lens-\${{ matrix.os }}.sigstore.json dist/lens-\${{ matrix.os }}
` + publish,
      { job: '    strategy:\n      matrix:\n        os: [linux, darwin]\n' },
    ),
    member: 'lens-darwin',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'download other artifact',
    workflow: release(build + '      - uses: actions/upload-artifact@v4\n        with:\n          name: a\n          path: dist\n', {
      more:
        `  other:
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
    steps:
      - uses: sigstore/cosign-installer@v3
      - run: mkdir -p dist && go build -o dist/lens .
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - uses: actions/upload-artifact@v4
        with:
          name: b
          path: dist/*.sigstore.json
  pub:
    needs: [release, other]
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          path: dist
          merge-multiple: true
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'job continue-on-error',
    workflow: release(build + '      - uses: actions/upload-artifact@v4\n        with:\n          name: a\n          path: dist\n', {
      more:
        `  sign:
    needs: release
    continue-on-error: true
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: actions/download-artifact@v4
        with:
          name: a
          path: dist
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - uses: actions/upload-artifact@v4
        with:
          name: b
          path: dist/*.sigstore.json
  pub:
    needs: [release, sign]
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          path: dist
          merge-multiple: true
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'publish does not need sign',
    workflow: release(build + '      - uses: actions/upload-artifact@v4\n        with:\n          name: a\n          path: dist\n', {
      more:
        `  sign:
    needs: release
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
      contents: write
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: actions/download-artifact@v4
        with:
          name: a
          path: dist
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - run: gh release upload "$GITHUB_REF_NAME" dist/lens.sigstore.json
  pub:
    needs: release
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          name: a
          path: dist
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'publish if always() over failed sign job',
    workflow: release(build + '      - uses: actions/upload-artifact@v4\n        with:\n          name: a\n          path: dist\n', {
      more:
        `  sign:
    needs: release
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: actions/download-artifact@v4
        with:
          name: a
          path: dist
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - uses: actions/upload-artifact@v4
        with:
          name: b
          path: dist/*.sigstore.json
  pub:
    if: always()
    needs: [release, sign]
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          path: dist
          merge-multiple: true
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'sign if a && b, publish if a',
    workflow: release(build + signIf("inputs.mode == 'a' && inputs.sign") + publishIf("inputs.mode == 'a'"), { on: dispatchOnly }),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'sign if a, publish if a || b',
    workflow: release(build + signIf("inputs.mode == 'a'") + publishIf("inputs.mode == 'a' || inputs.sign"), { on: dispatchOnly }),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'sign if x, publish if x same',
    workflow: release(build + signIf('inputs.sign') + publishIf('inputs.sign'), { on: dispatchOnly }),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'job sign if x, publish job !x',
    workflow: release(build + '      - uses: actions/upload-artifact@v4\n        with: {name: a, path: dist}\n', {
      on: dispatchOnly,
      more:
        `  sign:
    needs: release
    if: inputs.sign
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: actions/download-artifact@v4
        with: {name: a, path: dist}
      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
      - uses: actions/upload-artifact@v4
        with: {name: b, path: dist/*.sigstore.json}
  pub:
    needs: [release, sign]
    if: \${{ always() && !inputs.sign }}
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {path: dist, merge-multiple: true}
` + publish,
    }),
    member: 'lens',
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'shell var branch sign only prerelease',
    workflow: release(
      build +
        '      - run: |\n          case "$GITHUB_REF_NAME" in\n            *-rc*) cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens ;;\n          esac\n' +
        publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: "if !contains(ref,'-') sign",
    workflow: release(build + signIf("${{ !contains(github.ref_name, '-') }}") + publish),
    control: 'signature',
    most: 'best-effort',
  },
]);
