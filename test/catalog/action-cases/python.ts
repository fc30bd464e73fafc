import type { ActionCase } from '../support.ts';

export const pythonCases: readonly ActionCase[] = [
  {
    what: 'trusted publishing attests since v1.11',
    uses: 'pypa/gh-action-pypi-publish@release/v1',
    gives: [
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=trusted-publishing needs=id-token: write)',
      'attests(subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) predicate=publish signed=true mechanism=pep740 keyless=true outputs=dist/*.whl.publish.attestation, dist/*.tar.gz.publish.attestation, dist/*.zip.publish.attestation, dist/*.egg.publish.attestation attachedTo=index needs=id-token: write, own-workflow(why=the index takes no attestation from a workflow that another one calls))',
    ],
  },
  {
    what: 'a token does not attest',
    uses: 'pypa/gh-action-pypi-publish@v1.12.4',
    with: { password: '${secrets.PYPI_TOKEN}', 'packages-dir': 'out/' },
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=out//*.whl, out//*.tar.gz, out//*.zip, out//*.egg) auth=token needs="")'],
  },
  {
    what: 'opt-in in v1.10',
    uses: 'pypa/gh-action-pypi-publish@v1.10.3',
    gives: [
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=trusted-publishing needs=id-token: write)',
    ],
  },
  {
    what: 'turned off',
    uses: 'pypa/gh-action-pypi-publish@v1.13.0',
    with: { attestations: 'false' },
    gives: [
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=trusted-publishing needs=id-token: write)',
    ],
  },
  {
    what: 'the test index',
    uses: 'pypa/gh-action-pypi-publish@release/v1',
    with: { 'repository-url': 'https://test.pypi.org/legacy/' },
    gives: [
      'publishes(sink=index(index=testpypi) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=trusted-publishing needs=id-token: write)',
      'attests(subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) predicate=publish signed=true mechanism=pep740 keyless=true outputs=dist/*.whl.publish.attestation, dist/*.tar.gz.publish.attestation, dist/*.zip.publish.attestation, dist/*.egg.publish.attestation attachedTo=index needs=id-token: write, own-workflow(why=the index takes no attestation from a workflow that another one calls))',
    ],
  },
  {
    what: 'another index',
    uses: 'pypa/gh-action-pypi-publish@release/v1',
    with: { 'repository-url': 'https://pypi.example.org/', password: '${secrets.X}' },
    gives: [
      'publishes(sink=index(index=private url=https://pypi.example.org/) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=token needs="")',
    ],
  },
  {
    what: 'a commit without a version',
    uses: 'pypa/gh-action-pypi-publish@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    gives: [
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) auth=trusted-publishing needs=id-token: write)',
      'attests(subject=files(paths=dist/*.whl, dist/*.tar.gz, dist/*.zip, dist/*.egg) predicate=publish signed=true mechanism=pep740 keyless=true outputs=dist/*.whl.publish.attestation, dist/*.tar.gz.publish.attestation, dist/*.zip.publish.attestation, dist/*.egg.publish.attestation attachedTo=index needs=id-token: write, own-workflow(why=the index takes no attestation from a workflow that another one calls)) if {one of , false, true by default of attestations in pypa/gh-action-pypi-publish@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa} is true',
    ],
  },
  {
    what: 'builds wheels',
    uses: 'pypa/cibuildwheel@v2.20',
    with: { 'output-dir': 'dist' },
    gives: ['builds(outputs=dist/*.whl by=cibuildwheel madeType=package folders=dist)', 'runs-tool(tool=python-backend args=dist, .)'],
  },
  {
    what: 'builds with maturin',
    uses: 'PyO3/maturin-action@v1',
    with: { command: 'build', args: '--release --out dist' },
    gives: ['installs(tool=maturin via=PyO3/maturin-action right=true version=latest)', 'runs-script(script=maturin build --release --out dist shell=bash)'],
  },
  {
    what: 'uploads from a folder',
    uses: 'PyO3/maturin-action@v1',
    with: { command: 'upload', args: '--skip-existing dist/*', 'working-directory': 'py', 'maturin-version': 'v1.11.5' },
    gives: [
      'installs(tool=maturin via=PyO3/maturin-action right=true version=v1.11.5)',
      'runs-script(script=cd py; maturin upload --skip-existing dist/* shell=bash)',
    ],
  },
  {
    what: 'builds and keeps packages',
    uses: 'hynek/build-and-inspect-python-package@v2',
    outputs: { 'artifact-name': 'Packages', dist: '/tmp/baipp/dist' },
    gives: [
      'builds(outputs=/tmp/baipp/dist/*.whl, /tmp/baipp/dist/*.tar.gz by=python build madeType=package folders=/tmp/baipp/dist)',
      'uploads-artifact(name=Packages paths=/tmp/baipp/dist/* expires=true)',
    ],
  },
  {
    what: 'attests them',
    uses: 'hynek/build-and-inspect-python-package@v2',
    with: { 'attest-build-provenance-github': 'true', 'upload-name-suffix': '-a' },
    gives: [
      'builds(outputs=/tmp/baipp/dist/*.whl, /tmp/baipp/dist/*.tar.gz by=python build madeType=package folders=/tmp/baipp/dist)',
      'attests(subject=files(paths=/tmp/baipp/dist/*) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true attachedTo=github-attestations needs=id-token: write, attestations: write)',
      'uploads-artifact(name=Packages-a paths=/tmp/baipp/dist/* expires=true)',
    ],
  },
  {
    what: 'uploads to conda',
    uses: 'uibcdf/action-build-and-upload-conda-packages@v1',
    with: { token: '${secrets.C}' },
    gives: ['builds(outputs={out.paths} by=conda build madeType=package)', 'publishes(sink=index(index=conda) subject=files(paths={out.paths}) auth=token)'],
  },
  {
    what: 'publishes with a token',
    uses: 'JRubics/poetry-publish@v2',
    with: { pypi_token: '${secrets.P}' },
    gives: [
      'builds(outputs=./dist/*.whl, ./dist/*.tar.gz by=poetry build madeType=package folders=./dist)',
      'publishes(sink=index(index=pypi) subject=files(paths=./dist/*.whl, ./dist/*.tar.gz) auth=token)',
    ],
  },
];
