import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'twine with a token',
    line: 'twine upload dist/*',
    env: { TWINE_PASSWORD: '${secrets.PYPI}' },
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=dist/*) auth=token failsOnUnmatched=true)'],
  },
  {
    what: 'twine to the test index',
    line: 'twine upload --repository testpypi dist/*',
    gives: ['publishes(sink=index(index=testpypi) subject=files(paths=dist/*) auth=unknown failsOnUnmatched=true)'],
  },
  {
    what: 'twine elsewhere',
    line: 'twine upload --repository-url https://pkgs.example.org/simple dist/*',
    gives: ['publishes(sink=index(index=private url=https://pkgs.example.org/simple) subject=files(paths=dist/*) auth=unknown failsOnUnmatched=true)'],
  },
  {
    what: 'uv trusts the run',
    line: 'uv publish',
    permissions: ['id-token: write'],
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=dist/*) auth=trusted-publishing)'],
  },
  {
    what: 'uv with a token',
    line: 'uv publish --token ${secrets.T} dist/*.whl',
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl) auth=token)'],
  },
  { what: 'uv tries', line: 'uv publish --dry-run', gives: [] },
  { what: 'uv builds', line: 'uv build --wheel', gives: ['builds(outputs=dist/*.whl by=uv build)', 'runs-tool(tool=python-backend args=dist)'] },
  {
    what: 'uv builds elsewhere',
    line: 'uv build -o out',
    gives: ['builds(outputs=out/*.whl, out/*.tar.gz by=uv build)', 'runs-tool(tool=python-backend args=out)'],
  },
  {
    what: 'build',
    line: 'python -m build',
    gives: ['builds(outputs=dist/*.whl, dist/*.tar.gz by=python -m build)', 'runs-tool(tool=python-backend args=dist, "")'],
  },
  {
    what: 'build into a folder',
    line: 'python3 -m build --outdir out',
    gives: ['builds(outputs=out/*.whl, out/*.tar.gz by=python -m build)', 'runs-tool(tool=python-backend args=out)'],
  },
  {
    what: 'build of another folder',
    line: 'pyproject-build --sdist pkg',
    gives: ['builds(outputs=pkg/dist/*.tar.gz by=python -m build)', 'runs-tool(tool=python-backend args=pkg/dist, pkg)'],
  },
  {
    what: 'pip builds wheels',
    line: 'pip wheel . -w wheels --no-deps',
    gives: ['builds(outputs=wheels/*.whl by=pip wheel)', 'runs-tool(tool=python-backend args=wheels, .)'],
  },
  { what: 'hatch builds', line: 'hatch build -t wheel', gives: ['builds(outputs=dist/*.whl, dist/*.tar.gz by=hatch build)'] },
  {
    what: 'hatch publishes',
    line: 'hatch publish',
    env: { HATCH_INDEX_AUTH: '${secrets.T}' },
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=dist/*) auth=token)'],
  },
  { what: 'flit builds', line: 'flit build --format wheel', gives: ['builds(outputs=dist/*.whl by=flit build)'] },
  {
    what: 'flit publishes',
    line: 'flit publish',
    gives: [
      'builds(outputs=dist/*.whl, dist/*.tar.gz by=flit publish)',
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz) auth=token)',
    ],
  },
  { what: 'poetry builds', line: 'poetry build', gives: ['builds(outputs=dist/*.whl, dist/*.tar.gz by=poetry build)'] },
  {
    what: 'poetry publishes',
    line: 'poetry publish --build',
    gives: [
      'builds(outputs=dist/*.whl, dist/*.tar.gz by=poetry publish)',
      'publishes(sink=index(index=pypi) subject=files(paths=dist/*.whl, dist/*.tar.gz) auth=token)',
    ],
  },
  { what: 'poetry tries', line: 'poetry publish --dry-run', gives: [] },
  { what: 'pdm builds', line: 'pdm build --no-sdist', gives: ['builds(outputs=dist/*.whl by=pdm build)'] },
  {
    what: 'pdm publishes',
    line: 'pdm publish --no-build',
    permissions: ['id-token: write'],
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=dist/*) auth=trusted-publishing)'],
  },
  { what: 'maturin builds', line: 'maturin build --release --out dist', gives: ['runs-tool(tool=maturin args=build, --release, --out, dist)'] },
  { what: 'maturin makes a source archive', line: 'maturin sdist', gives: ['runs-tool(tool=maturin args=sdist)'] },
  {
    what: 'maturin publishes',
    line: 'maturin publish',
    env: { MATURIN_PYPI_TOKEN: '${secrets.T}' },
    gives: ['runs-tool(tool=maturin args=publish)', 'publishes(sink=index(index=pypi) subject=files(paths=target/wheels/*) auth=token)'],
  },
  {
    what: 'maturin uploads',
    line: 'maturin upload --skip-existing wheels/*',
    gives: ['publishes(sink=index(index=pypi) subject=files(paths=wheels/*) auth=unknown)'],
  },
  {
    what: 'cibuildwheel',
    line: 'cibuildwheel --output-dir wheels',
    gives: ['builds(outputs=wheels/*.whl by=cibuildwheel)', 'runs-tool(tool=python-backend args=wheels)'],
  },
  {
    what: "cibuildwheel's own folder",
    line: 'cibuildwheel',
    gives: ['builds(outputs=wheelhouse/*.whl by=cibuildwheel)', 'runs-tool(tool=python-backend args=wheelhouse)'],
  },
  {
    what: 'setup.py uploads',
    line: 'python setup.py sdist bdist_wheel upload',
    gives: ['builds(outputs="" by=setup.py folders=dist, build)', 'publishes(sink=index(index=pypi) subject=files(paths=dist/*) auth=token)'],
  },
  {
    what: 'setup.py with a word that is not known',
    line: 'python setup.py sdist ${EXTRA}',
    gives: ['builds(outputs="" by=setup.py folders=dist, build)'],
    doubts: ['{EXTRA} is not known: it may be flags'],
  },
  { what: 'wheels repaired', line: 'auditwheel repair -w out dist/a.whl', gives: ['transforms(how=repair inputs=dist/a.whl outputs=out/*.whl)'] },
  { what: 'wheels repaired on macOS', line: 'delocate-wheel -w out dist/a.whl', gives: ['transforms(how=repair inputs=dist/a.whl outputs=out/*.whl)'] },
  {
    what: 'documents of a version, pushed',
    line: 'mike deploy --push --update-aliases 1.2 latest',
    gives: ['publishes(sink=site(how=a pages branch) subject=unknown(why=the site is built as it is deployed) auth=token)'],
  },
  { what: 'documents of a version, kept', line: 'mike deploy 1.2', gives: [] },
  {
    what: 'documents',
    line: 'mkdocs gh-deploy --force',
    gives: ['publishes(sink=site(how=a pages branch) subject=unknown(why=the site is built as it is deployed) auth=token)'],
  },
];
