import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'a folder to S3',
    line: "aws s3 sync dist s3://b/p --exclude '*.map'",
    gives: ['publishes(sink=bucket(url=s3://b/p) subject=files(paths=dist exclude=*.map recursive=true) auth=unknown)'],
  },
  { what: 'from S3', line: 'aws s3 cp s3://b/a a', gives: ['builds(outputs="" by=a download folders=a)'] },
  {
    what: 'to a bucket in a variable',
    line: 'aws s3 cp a ${BUCKET}',
    gives: ['publishes(sink=bucket(url={BUCKET}) subject=files(paths=a recursive=true) auth=unknown)'],
  },
  { what: 'a dry run', line: 'aws s3 sync dist s3://b --dryrun', gives: [] },
  {
    what: 'Google',
    line: 'gcloud storage cp dist/* gs://b/',
    gives: ['publishes(sink=bucket(url=gs://b/) subject=files(paths=dist/* recursive=true) auth=unknown)'],
  },
  { what: 'Azure', line: 'az storage blob upload -c c -n n -f a', gives: ['publishes(sink=bucket(url=c) subject=files(paths=a recursive=true) auth=unknown)'] },
  {
    what: 'Azure, some files of a folder',
    line: "az storage blob upload-batch --source dist --destination c --pattern 'lamp-*'",
    gives: ['publishes(sink=bucket(url=c) subject=files(paths=dist/lamp-*) auth=unknown)'],
  },
  {
    what: 'S3, all left out and some taken in',
    line: "aws s3 cp --recursive --color on --exclude '*' --include '*.zip' --include sums.txt dist/ s3://b/p/",
    gives: ['publishes(sink=bucket(url=s3://b/p/) subject=files(paths=dist/*.zip, dist/sums.txt exclude="" recursive=true) auth=unknown)'],
  },
  { what: 'rclone', line: 'rclone copy dist r2:b', gives: ['publishes(sink=bucket(url=r2:b) subject=files(paths=dist recursive=true) auth=unknown)'] },
  {
    what: 'curl uploads an asset',
    line: 'curl -H a:b --data-binary @dist/a https://uploads.github.com/repos/o/r/releases/${id}/assets?name=a',
    gives: [
      'publishes(sink=release(tag={release of(https://uploads.github.com/repos/o/r/releases/{id}/assets)}) subject=files(paths=dist/a) names=a auth=token)',
    ],
  },
  {
    what: 'curl uploads by an address',
    line: 'curl --data-binary @dist/a ${steps.create.outputs.upload_url}?name=a',
    gives: ['publishes(sink=release(tag={release of({steps.create.outputs.upload_url})}) subject=files(paths=dist/a) names=a auth=token)'],
  },
  {
    what: 'curl puts',
    line: 'curl -T a https://example.org/up/',
    gives: ['publishes(sink=bucket(url=https://example.org/up/) subject=files(paths=a) auth=unknown)'],
  },
  {
    what: 'curl sends a form',
    line: 'curl -u robot:${secrets.UP} -F file=@a https://example.org/up',
    gives: ['publishes(sink=bucket(url=https://example.org/up) subject=files(paths=a) auth=unknown)'],
  },
  { what: 'curl asks a service about a file', line: 'curl --silent --form xml=@a.xml https://validator.example.org/', gives: [] },
  { what: 'curl posts data', line: 'curl -d @payload.json https://hooks.example.org', gives: [] },
  { what: 'curl saves', line: 'curl -fsSL -o out/a https://example.org/b', gives: ['builds(outputs=out/a by=curl)'] },
  { what: 'curl saves under the remote name', line: 'curl -fsSLO https://example.org/a/b.tgz', gives: ['builds(outputs=b.tgz by=curl)'] },
  {
    what: 'curl publishes a draft',
    line: `curl -X PATCH -d '{"draft":false}' https://api.github.com/repos/o/r/releases/1`,
    gives: ['flips-release(tag={release of(https://api.github.com/repos/o/r/releases/1)})'],
  },
  { what: 'wget saves', line: 'wget -q -O a https://example.org/b', gives: ['builds(outputs=a by=wget)'] },
  { what: 'wget saves into a folder', line: 'wget https://example.org/b.tgz -P in', gives: ['builds(outputs=in/b.tgz by=wget)'] },
];
