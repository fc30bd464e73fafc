import { goreleaser, goreleaserFiles, npmFiles, release, signsChecksum, testTraps } from '../support/trap.ts';

/** What release tools and indexes seem to promise: the most that may be said of each. */
testTraps([
  {
    what: 'npm prov no id-token',
    workflow: release(
      '      - uses: actions/setup-node@v4\n        with:\n          registry-url: https://registry.npmjs.org\n      - run: npm publish --provenance\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.N }}\n',
      { permissions: '      contents: read' },
    ),
    files: { 'package.json': '{"name":"lens","version":"1.0.0"}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm prov=false flag',
    workflow: release(
      '      - uses: actions/setup-node@v4\n      - run: npm publish --provenance=false\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.N }}\n',
    ),
    files: { 'package.json': '{"name":"lens","version":"1.0.0"}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'npm env false over publishConfig',
    workflow: release(
      "      - uses: actions/setup-node@v4\n      - run: npm publish\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.N }}\n          NPM_CONFIG_PROVENANCE: 'false'\n",
    ),
    files: { 'package.json': '{"name":"lens","version":"1.0.0"}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'pypi attestations false',
    workflow: release('      - run: python -m build\n      - uses: pypa/gh-action-pypi-publish@v1.12.4\n        with:\n          attestations: false\n'),
    files: { 'pyproject.toml': '[project]\nname="lens"\n' },
    kind: 'python-dist',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'pypi old version',
    workflow: release('      - run: python -m build\n      - uses: pypa/gh-action-pypi-publish@v1.8.14\n'),
    files: { 'pyproject.toml': '[project]\nname="lens"\n' },
    kind: 'python-dist',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'pypi no id-token',
    workflow: release('      - run: python -m build\n      - uses: pypa/gh-action-pypi-publish@v1.12.4\n', { permissions: '      contents: read' }),
    files: { 'pyproject.toml': '[project]\nname="lens"\n' },
    kind: 'python-dist',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'goreleaser skip sign',
    workflow: release(
      '      - uses: goreleaser/goreleaser-action@v6\n        with:\n          args: release --clean --skip=sign\n        env:\n          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n',
    ),
    files: {
      'go.mod': 'module x\n',
      '.goreleaser.yaml':
        'version: 2\nproject_name: lens\nbuilds: [{goos: [linux], goarch: [amd64]}]\nsigns:\n  - artifacts: all\n    cmd: cosign\n    signature: "${artifact}.sigstore.json"\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n',
    },
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'goreleaser signs no artifacts',
    workflow: release(
      '      - uses: goreleaser/goreleaser-action@v6\n        with:\n          args: release --clean\n        env:\n          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n',
    ),
    files: {
      'go.mod': 'module x\n',
      '.goreleaser.yaml':
        'version: 2\nproject_name: lens\nbuilds: [{goos: [linux], goarch: [amd64]}]\nsigns:\n  - cmd: cosign\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n',
    },
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'goreleaser checksum disabled',
    workflow: release(
      '      - uses: goreleaser/goreleaser-action@v6\n        with:\n          args: release --clean\n        env:\n          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n',
    ),
    files: {
      'go.mod': 'module x\n',
      '.goreleaser.yaml': 'version: 2\nproject_name: lens\nbuilds: [{goos: [linux], goarch: [amd64]}]\nchecksum:\n  disable: true\n',
    },
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'maven profile not active',
    workflow: release(
      '      - uses: actions/setup-java@v4\n        with: {distribution: temurin, java-version: 21, gpg-private-key: "${{ secrets.K }}"}\n      - run: mvn -B deploy\n',
    ),
    files: {
      'pom.xml': `<project><modelVersion>4.0.0</modelVersion><groupId>o.a</groupId><artifactId>lens</artifactId><version>1</version><distributionManagement><repository><id>c</id><url>https://s01.oss.sonatype.org/</url></repository></distributionManagement><profiles><profile><id>release</id><build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-gpg-plugin</artifactId><executions><execution><id>s</id><phase>verify</phase><goals><goal>sign</goal></goals></execution></executions></plugin></plugins></build></profile></profiles></project>`,
    },
    kind: 'maven',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: no id-token',
    workflow: release(goreleaser(), { permissions: '      contents: write' }),
    files: goreleaserFiles(signsChecksum),
    control: 'signature',
    most: 'nothing',
  },
  { what: 'GoReleaser: ok', workflow: release(goreleaser()), files: goreleaserFiles(signsChecksum), control: 'signature', most: 'present' },
  {
    what: 'GoReleaser: signs ids filter',
    workflow: release(goreleaser()),
    files: goreleaserFiles(
      'archives:\n  - id: a\n    formats: [tar.gz]\n    name_template: lens\n  - id: b\n    formats: [zip]\n    name_template: extra\n' +
        'signs:\n  - artifacts: archive\n    ids: [b]\n    cmd: cosign\n    signature: "${artifact}.sigstore.json"\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n',
    ),
    member: 'lens.tar.gz',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: checksum ids filter',
    workflow: release(goreleaser()),
    files: goreleaserFiles(
      'archives:\n  - id: a\n    formats: [tar.gz]\n    name_template: lens\n  - id: b\n    formats: [zip]\n    name_template: extra\nchecksum:\n  ids: [b]\n',
    ),
    member: 'lens.tar.gz',
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: snapshot',
    workflow: release(goreleaser('release --snapshot --clean')),
    files: goreleaserFiles(signsChecksum),
    control: 'signature',
    most: 'no row',
  },
  {
    what: 'GoReleaser: skip publish then gh upload dist/*.tar.gz',
    workflow: release(
      goreleaser('release --clean --skip=publish') +
        '      - run: gh release create "$GITHUB_REF_NAME" dist/*.tar.gz\n        env: {GH_TOKEN: "${{ github.token }}"}\n',
    ),
    files: goreleaserFiles(signsChecksum),
    control: 'hashes',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: signs output: not uploaded? signature templ',
    workflow: release(goreleaser()),
    files: goreleaserFiles(
      'signs:\n  - artifacts: checksum\n    if: "false"\n    cmd: cosign\n    signature: "${artifact}.sigstore.json"\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n',
    ),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: sbom disable',
    workflow: release('      - uses: anchore/sbom-action/download-syft@v0\n' + goreleaser()),
    files: goreleaserFiles('sboms:\n  - artifacts: archive\n    disable: true\n'),
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: two configs, -f other',
    workflow: release(goreleaser('release --clean -f other.yaml')),
    files: { ...goreleaserFiles(signsChecksum), 'other.yaml': 'version: 2\nproject_name: lens\nbuilds: [{goos: [linux], goarch: [amd64]}]\n' },
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: attest dist/*.zip',
    workflow: release(goreleaser() + '      - uses: actions/attest-build-provenance@v3\n        with:\n          subject-path: dist/*.zip\n'),
    files: goreleaserFiles(''),
    control: 'provenance',
    most: 'nothing',
  },
  {
    what: 'GoReleaser: brew pointer',
    workflow: release(goreleaser()),
    files: goreleaserFiles('brews:\n  - repository: {owner: acme, name: homebrew-tap}\n'),
    kind: 'os-package',
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'npm pack then publish dir (other tarball)',
    workflow: release(
      '      - run: npm pack\n      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-path: lens-1.0.0.tgz\n      - run: npm publish\n        env: {NODE_AUTH_TOKEN: "${{ secrets.N }}"}\n',
    ),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'partly',
  },
  {
    what: 'npm dry-run',
    workflow: release('      - run: npm publish --dry-run --provenance\n'),
    files: npmFiles,
    kind: 'npm-package',
    control: 'provenance',
    most: 'no row',
  },
  {
    what: 'npm provenance private package',
    workflow: release('      - run: npm publish --provenance\n        env: {NODE_AUTH_TOKEN: "${{ secrets.N }}"}\n'),
    files: { 'package.json': '{"name":"lens","version":"1.0.0","private":true}' },
    kind: 'npm-package',
    control: 'provenance',
    most: 'no row',
  },
  {
    what: 'pypi twine after attest-less',
    workflow: release('      - run: python -m build\n      - run: twine upload dist/*\n        env: {TWINE_PASSWORD: "${{ secrets.P }}"}\n'),
    files: { 'pyproject.toml': '[project]\nname="lens"\n' },
    kind: 'python-dist',
    control: 'signature',
    most: 'nothing',
  },
]);
