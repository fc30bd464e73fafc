import { build, publish, release, sign, testTraps } from '../support/trap.ts';

/** Files that look signed: the most that may be said of each. */
testTraps([
  { what: 'strip after sign', workflow: release(build + sign + '      - run: strip dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  { what: 'rebuild after sign', workflow: release(build + sign + '      - run: go build -o dist/lens .\n' + publish), control: 'signature', most: 'nothing' },
  { what: 'cp over after sign', workflow: release(build + sign + '      - run: cp other/lens dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  {
    what: 'mv over after sign',
    workflow: release(build + '      - run: go build -o out/lens .\n' + sign + '      - run: mv out/lens dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'redirect over after sign',
    workflow: release(build + sign + '      - run: cat hdr dist/lens > x && cat x > dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  { what: 'append after sign', workflow: release(build + sign + '      - run: echo x >> dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  { what: 'sed -i after sign', workflow: release(build + sign + '      - run: sed -i s/a/b/ dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  { what: 'upx after sign', workflow: release(build + sign + '      - run: upx dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  {
    what: 'make after sign',
    workflow: release(build + sign + '      - run: make dist\n' + publish, {}),
    files: { Makefile: 'dist:\n\tgo build -o dist/lens .\n' },
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'sign other copy, rebuilt in publish job',
    workflow: release(build + sign + '      - uses: actions/upload-artifact@v4\n        with:\n          name: s\n          path: dist/*.sigstore.json\n', {
      more:
        `  pub:
    needs: release
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with:
          name: s
          path: dist
      - run: go build -o dist/lens .
` + publish,
    }),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'signature not uploaded',
    workflow: release(build + '      - run: cosign sign-blob --yes --bundle sig/lens.sigstore.json dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  { what: 'no bundle at all', workflow: release(build + '      - run: cosign sign-blob --yes dist/lens\n' + publish), control: 'signature', most: 'nothing' },
  {
    what: 'echo cosign',
    workflow: release(build + '      - run: echo cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens > dist/lens.sigstore.json\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'commented cosign',
    workflow: release(
      build +
        '      - run: |\n          # cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          touch dist/lens.sigstore.json\n' +
        publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'heredoc cosign',
    workflow: release(
      build +
        '      - run: |\n          cat > s.sh <<EOF\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          EOF\n' +
        publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'function never called',
    workflow: release(
      build + '      - run: |\n          f() {\n            cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          }\n' + publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'after exit 0',
    workflow: release(build + '      - run: |\n          exit 0\n          cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if false',
    workflow: release(build + '      - if: false\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if main on tag',
    workflow: release(
      build + "      - if: github.ref == 'refs/heads/main'\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n" + publish,
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if failure()',
    workflow: release(build + '      - if: failure()\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if cancelled()',
    workflow: release(build + '      - if: ${{ cancelled() }}\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n' + publish),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'if vars',
    workflow: release(build + "      - if: vars.SIGN == 'yes'\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n" + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'shell if unknown',
    workflow: release(
      build +
        '      - run: |\n          if [ "$SIGN" = yes ]; then\n            cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          fi\n        env:\n          SIGN: ${{ vars.SIGN }}\n' +
        publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'shell if unset var',
    workflow: release(
      build +
        '      - run: |\n          if [ -n "$SIGN" ]; then\n            cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n          fi\n' +
        publish,
    ),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: '|| echo',
    workflow: release(build + '      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens || echo failed\n' + publish),
    control: 'signature',
    most: 'best-effort',
  },
]);
