import type { ActionCase } from '../support.ts';

export const releaseToolsCases: readonly ActionCase[] = [
  {
    what: 'runs a release',
    uses: 'goreleaser/goreleaser-action@v6',
    with: { args: 'release --clean --skip=sign', workdir: 'cmd' },
    outputs: { artifacts: '{out.artifacts}' },
    gives: [
      'installs(tool=goreleaser via=goreleaser/goreleaser-action right=true version=~> v2)',
      'runs-tool(tool=goreleaser args=release, --clean, --skip=sign workdir=cmd outputs={artifacts: {out.artifacts}, metadata: {out.metadata}})',
    ],
  },
  {
    what: 'only installs',
    uses: 'goreleaser/goreleaser-action@v5.0.0',
    with: { 'install-only': 'true' },
    gives: ['installs(tool=goreleaser via=goreleaser/goreleaser-action right=true version=latest)'],
  },
  {
    what: 'releases all',
    uses: 'jreleaser/release-action@v2',
    gives: ['runs-tool(tool=jreleaser args=full-release workdir=.)'],
  },
  {
    what: 'makes a release and uploads',
    uses: 'tauri-apps/tauri-action@v0',
    with: { tagName: 'app-v__VERSION__', releaseDraft: 'true', args: '--target universal-apple-darwin' },
    gives: [
      'creates-release(tag=app-v{out.appVersion} draft=true createsTag=false by=tauri-apps/tauri-action)',
      'runs-tool(tool=tauri args=build, --target, universal-apple-darwin, --publish-to=app-v{out.appVersion}, --updater-json=true workdir=. outputs={artifactPaths: {out.artifactPaths}})',
    ],
  },
  {
    what: 'uploads to a release that is there',
    uses: 'tauri-apps/tauri-action@v0',
    with: { releaseId: '${needs.create.outputs.id}', projectPath: 'desktop' },
    gives: [
      'runs-tool(tool=tauri args=build, --publish-to={needs.create.outputs.id}, --updater-json=true workdir=desktop outputs={artifactPaths: {out.artifactPaths}})',
    ],
  },
  {
    what: 'only builds',
    uses: 'tauri-apps/tauri-action@v0',
    gives: ['runs-tool(tool=tauri args=build workdir=. outputs={artifactPaths: {out.artifactPaths}})'],
  },
  {
    what: 'publishes when it is a release',
    uses: 'samuelmeuli/action-electron-builder@v1',
    with: { release: '${inputs.release}', args: '--linux' },
    gives: ['runs-tool(tool=electron-builder args=--publish, always, --linux workdir=.)'],
  },
  {
    what: 'builds and uploads for a target',
    uses: 'taiki-e/upload-rust-binary-action@v1',
    with: { bin: 'tool', target: 'x86_64-unknown-linux-musl', checksum: 'sha256', token: '${secrets.GITHUB_TOKEN}' },
    github: { ref_name: 'v1' },
    outputs: { tar: 'tool-x86_64-unknown-linux-musl.tar.gz', sha256: 'tool-x86_64-unknown-linux-musl.sha256' },
    gives: [
      'builds(outputs=tool-x86_64-unknown-linux-musl.tar.gz by=cargo madeType=archive)',
      'hashes(subject=files(paths=tool-x86_64-unknown-linux-musl.tar.gz, tool-x86_64-unknown-linux-musl.zip) algorithm=sha256 list=tool-x86_64-unknown-linux-musl.sha256)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-x86_64-unknown-linux-musl.tar.gz) needs=contents: write replaces=true)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-x86_64-unknown-linux-musl.sha256) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'zips for Windows, names by pattern',
    uses: 'taiki-e/upload-rust-binary-action@v1',
    with: { bin: 'tool', target: 'x86_64-pc-windows-msvc', archive: '$bin-$tag-$target', checksum: 'sha512,md5' },
    github: { ref_name: 'v1' },
    gives: [
      'builds(outputs=tool-v1-x86_64-pc-windows-msvc.zip by=cargo madeType=archive)',
      'hashes(subject=files(paths=tool-v1-x86_64-pc-windows-msvc.tar.gz, tool-v1-x86_64-pc-windows-msvc.zip) algorithm=sha512 list=tool-v1-x86_64-pc-windows-msvc.sha512)',
      'hashes(subject=files(paths=tool-v1-x86_64-pc-windows-msvc.tar.gz, tool-v1-x86_64-pc-windows-msvc.zip) algorithm=md5 list=tool-v1-x86_64-pc-windows-msvc.md5)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-v1-x86_64-pc-windows-msvc.zip) needs=contents: write replaces=true)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-v1-x86_64-pc-windows-msvc.sha512) needs=contents: write replaces=true)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-v1-x86_64-pc-windows-msvc.md5) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'a dry run uploads nothing',
    uses: 'taiki-e/upload-rust-binary-action@v1',
    with: { bin: 'tool', 'dry-run': 'true', target: 'a' },
    gives: ['builds(outputs=tool-a.tar.gz by=cargo madeType=archive)'],
  },
  {
    what: 'an MD5 sum by default',
    uses: 'wangyoucao577/go-release-action@v1',
    with: { goos: 'linux', goarch: 'amd64', asset_name: 'tool-linux', github_token: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'builds(outputs={out.assets}/tool-linux.tar.gz by=go build madeType=archive)',
      'hashes(subject=files(paths={out.assets}/tool-linux*) algorithm=md5 perFile={file}.md5)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.assets}/tool-linux*) needs=contents: write)',
    ],
  },
  {
    what: 'a SHA-256 sum, zipped for Windows',
    uses: 'wangyoucao577/go-release-action@v1',
    with: { goos: 'windows', goarch: 'amd64', md5sum: 'FALSE', sha256sum: 'TRUE', asset_name: 'tool' },
    gives: [
      'builds(outputs={out.assets}/tool.zip by=go build madeType=archive)',
      'hashes(subject=files(paths={out.assets}/tool.tar.gz, {out.assets}/tool.zip, {out.assets}/tool) algorithm=sha256 perFile={file}.sha256)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.assets}/tool*))',
    ],
  },
  {
    what: 'builds, hashes and uploads',
    uses: 'rust-build/rust-build.action@v1.4.5',
    with: { RUSTTARGET: 'x86_64-unknown-linux-musl' },
    gives: [
      'builds(outputs={out.BUILT_ARCHIVE} by=cargo madeType=archive)',
      'hashes(subject=files(paths={out.BUILT_ARCHIVE}) algorithm=sha256 list={out.BUILT_CHECKSUM})',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.BUILT_ARCHIVE}, {out.BUILT_CHECKSUM}) needs=contents: write)',
    ],
  },
  {
    what: 'tarballs, their sums and an image to each registry with a password',
    uses: 'prometheus/promci/publish_release@v0.9.0',
    with: { quay_io_password: '${secrets.Q}', docker_hub_organization: 'acme', docker_hub_password: '${secrets.D}' },
    gives: [
      'builds(outputs=.tarballs/{github.repository}-{github.ref_name}.*.tar.gz by=promu madeType=archive)',
      'hashes(subject=files(paths=.tarballs/*.tar.gz) algorithm=sha256 list=.tarballs/sha256sums.txt)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=.tarballs/*))',
      'pushes-image(refs=docker.io/acme/{github.repository}:{github.ref_name} media=image provenance=none)',
      'pushes-image(refs=quay.io/prometheus/{github.repository}:{github.ref_name} media=image provenance=none)',
    ],
  },
  {
    what: 'an image from the main branch',
    uses: 'prometheus/promci/publish_main@v0.9.0',
    with: { ghcr_io_password: '${secrets.GITHUB_TOKEN}' },
    gives: ['pushes-image(refs=ghcr.io/prometheus/{github.repository}:{github.ref_name} media=image provenance=none)'],
  },
];
