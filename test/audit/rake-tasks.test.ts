import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gemOfTask, rakeUploads } from '../../src/audit/rake-tasks.ts';
import { surfacesOf } from '../lineage/surfaces-of.ts';
import { memoryTree } from '../support/memory-tree.ts';

const rakefile = `
desc "Release it"
task release: :prepare do
  sh "gem push pkg/lantern-#{v}.gem"
  Rake::Task["after"].invoke
end

task prepare: %w[clean test]
task :after => ["upload", :notes]

task :upload do
  s3 = Aws::S3::Resource.new
  %w[zip tgz].each do |ext|
    s3.bucket("files.acme.example").object("lantern/lantern-#{v}.#{ext}").upload_file("pkg/lantern-#{v}.#{ext}")
  end
end

namespace :bulb do
  task "release" => %w[assets] do
    sh "gem push pkg/bulb-#{v}.gem"
  end

  task :assets do
    client.upload_asset(release.url, "pkg/bulb-#{v}.tgz")
  end
end

task :never do
  # s3.bucket("other").object("x").upload_file("pkg/other.zip")
  s3.bucket("never").object("x").upload_file("pkg/never.zip")
end
`;

const cases = [
  { what: 'through tasks that it calls and that those need', task: 'release', names: [['bucket', 's3://files.acme.example lantern-*.*']] },
  { what: 'in a namespace', task: 'bulb:release', names: [['release', 'bulb-*.tgz']] },
  { what: 'with arguments', task: 'bulb:release[1.2.3]', names: [['release', 'bulb-*.tgz']] },
  { what: 'nothing by a task that builds', task: 'prepare', names: [] },
  { what: 'nothing by a task that there is not', task: 'ship', names: [] },
];
for (const c of cases)
  test(`what a Rake task uploads: ${c.what}`, () => {
    const found = rakeUploads(memoryTree({ Rakefile: rakefile }), c.task);
    assert.deepEqual(
      found.map((one) => [one.place, ...one.names]),
      c.names,
    );
  });

test('tasks that need each other end', () => {
  assert.deepEqual(rakeUploads(memoryTree({ Rakefile: 'task a: :b\ntask b: :a\n' }), 'a'), []);
});

test('the gem that a task releases', () => {
  const files = memoryTree({ 'lantern.gemspec': '', 'bulb/bulb.gemspec': '' });
  assert.deepEqual(
    ['release', 'bulb:release', 'bulb:release[2.0]', 'docs:release'].map((task) => gemOfTask(files, task)),
    ['lantern', 'bulb', 'bulb', undefined],
  );
});

test('two gems that a document tells people to release, and what else its task uploads', () => {
  const found = surfacesOf({
    'doc/POLICIES.md': '# Releases\n\n* Release `bulb` with `bin/rake bulb:release`.\n* Release `lantern` with `bin/rake release`.\n',
    Rakefile: rakefile.replace('task "release" => %w[assets] do', 'task "release" do'),
    'lantern.gemspec': '',
    'bulb/bulb.gemspec': '',
  });
  assert.deepEqual(found.flatMap((s) => s.name.split(', ').map((name) => [s.kind, name])).toSorted(), [
    ['gem', 'bulb'],
    ['gem', 'lantern'],
    ['other', 's3://files.acme.example lantern-…'],
  ]);
  const bucket = found.find((s) => s.kind === 'other');
  assert.deepEqual([bucket?.hashes, bucket?.signature, bucket?.provenance], ['unknown', 'unknown', 'unknown']);
});
