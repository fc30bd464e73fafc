import type { ActionCase } from '../support.ts';

export const transformsCases: readonly ActionCase[] = [
  {
    what: 'packs files in place',
    uses: 'crazy-max/ghaction-upx@v3',
    with: { files: 'bin/*' },
    gives: ['installs(tool=upx via=crazy-max/ghaction-upx right=true)', 'transforms(how=packed by upx inputs=bin/* outputs="" inPlace=true)'],
  },
  {
    what: 'only installs',
    uses: 'crazy-max/ghaction-upx@v3',
    with: { 'install-only': 'true' },
    gives: ['installs(tool=upx via=crazy-max/ghaction-upx right=true)'],
  },
  {
    what: 'strips and packs files in place',
    uses: 'svenstaro/upx-action@v2',
    with: { files: 'target/release/tool' },
    gives: ['transforms(how=stripped and packed by upx inputs=target/release/tool outputs="" inPlace=true)'],
  },
  {
    what: 'archives',
    uses: 'TheDoctor0/zip-release@0.7.6',
    with: { filename: 'tool.zip', path: 'bin README.md', directory: 'out' },
    gives: ['transforms(how=archived inputs=out/bin, out/README.md outputs=out/tool.zip madeType=archive)'],
  },
  {
    what: 'archives',
    uses: 'vimtor/action-zip@v1',
    with: { files: 'dist/ manifest.json', dest: 'ext.zip' },
    gives: ['transforms(how=archived inputs=dist/, manifest.json outputs=ext.zip madeType=archive)'],
  },
  {
    what: 'runs the archiver',
    uses: 'montudor/action-zip@v1',
    with: { args: 'zip -qq -r out.zip dist' },
    gives: ['runs-script(script=zip -qq -r out.zip dist shell=bash)'],
  },
  {
    what: 'hashes files',
    uses: 'jmgilman/actions-generate-checksum@v1',
    with: { patterns: 'dist/*.zip\ndist/*.tgz', output: 'SHA512', method: 'sha512' },
    gives: ['hashes(subject=files(paths=dist/*.zip, dist/*.tgz) algorithm=sha512 list=SHA512 madeType=checksum)'],
  },
  {
    what: 'hashes the assets of a release',
    uses: 'MCJack123/ghaction-generate-release-hashes@v4',
    with: { 'file-name': 'hashes.txt' },
    gives: ['hashes(subject=release-assets(patterns=*) algorithm=sha256 list=hashes.txt)'],
  },
];
