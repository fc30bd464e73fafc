import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'copying into a folder', line: 'cp dist/app out/', gives: ['copies(from=dist/app to=out/ toFolder=true)'] },
  { what: 'copying several files', line: 'cp -r a b c', gives: ['copies(from=a, b to=c toFolder=true)'] },
  { what: 'a folder named by its flag', line: 'cp -t out a b', gives: ['copies(from=a, b to=out toFolder=true)'] },
  { what: 'a copy under another name', line: 'cp -p app app-linux', gives: ['copies(from=app to=app-linux)'] },
  { what: 'moving', line: 'mv dist/app.tar.gz release/', gives: ['copies(from=dist/app.tar.gz to=release/ move=true toFolder=true)'] },
  { what: 'installing with a mode', line: 'install -Dm755 target/release/app pkg/usr/bin/app', gives: ['copies(from=target/release/app to=pkg/usr/bin/app)'] },
  { what: 'making folders only', line: 'install -d pkg/usr/bin', gives: [] },
  { what: 'installing strips', line: 'install -s app /usr/bin/app', gives: ['transforms(how=strip inputs=app outputs=/usr/bin/app)'] },
  { what: 'a link', line: 'ln -s app-1.0 app', gives: ['copies(from=app-1.0 to=app)'] },
  { what: 'removing', line: 'rm -rf dist', gives: ['removes(paths=dist)'] },
  { what: 'an empty file named by a digest', line: 'touch digests/${digest}', gives: ['builds(outputs=digests/{digest} by=touch)'] },
  { what: 'a folder', line: 'mkdir -p dist', gives: [] },
  { what: 'permissions', line: 'chmod +x app', gives: [] },
  { what: 'cutting a file up', line: 'split -b 100m big.bin part-', gives: ['transforms(how=split inputs=big.bin outputs=part-*)'] },
  { what: 'editing in place', line: 'sed -i s/a/b/ Chart.yaml', gives: ['transforms(how=edit inputs=Chart.yaml outputs="" inPlace=true)'] },
  {
    what: 'editing in place with an expression flag',
    line: 'sed -i -e s/a/b/ Chart.yaml',
    gives: ['transforms(how=edit inputs=Chart.yaml outputs="" inPlace=true)'],
  },
  { what: 'printing an edit', line: 'sed -n 1p file', gives: [] },
  { what: 'rsync within the job', line: "rsync -a --exclude '*.map' dist/ out/", gives: ['copies(from=dist/ to=out/ toFolder=true)'] },
  {
    what: 'rsync to a host',
    line: 'rsync -az dist/ ${user}@${host}:/srv/www',
    gives: ['publishes(sink=bucket(url={user}@{host}:/srv/www) subject=files(paths=dist/ recursive=true))'],
  },
  {
    what: 'rsync to somewhere',
    line: 'rsync -a dist/ ${target}',
    gives: [
      'copies(from=dist/ to={target}) if where a copy goes',
      'publishes(sink=bucket(url={target}) subject=files(paths=dist/ recursive=true)) if where a copy goes',
    ],
    doubts: ['not decided: where a copy goes'],
  },
  { what: 'a dry run publishes nothing', line: 'rsync -an dist/ host:/srv', gives: [] },
  {
    what: 'scp to a host',
    line: 'scp -P 22 dist/a.tgz host:/srv/',
    gives: ['publishes(sink=bucket(url=host:/srv/) subject=files(paths=dist/a.tgz recursive=true))'],
  },
  { what: 'scp from a host', line: 'scp host:/srv/a.tgz in/', gives: ['builds(outputs="" by=scp folders=in/)'] },
  { what: 'perl in place', line: 'perl -pi -e s/a/b/ file', gives: ['transforms(how=edit inputs=file outputs="" inPlace=true)'] },
  { what: 'yq in place', line: 'yq -i .version=1 Chart.yaml', gives: ['transforms(how=edit inputs=Chart.yaml outputs="" inPlace=true)'] },
];
