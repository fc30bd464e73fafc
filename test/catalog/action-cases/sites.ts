import type { ActionCase } from '../support.ts';

export const sitesCases: readonly ActionCase[] = [
  {
    what: 'keeps a site for the deployment',
    uses: 'actions/upload-pages-artifact@v3',
    with: { path: 'docs/_build' },
    gives: ['uploads-artifact(name=github-pages paths=docs/_build expires=true artifactId={out.artifact_id})'],
  },
  {
    what: 'publishes the site',
    uses: 'actions/deploy-pages@v4',
    gives: [
      'downloads-artifact(name=github-pages to={out.site} merge=false)',
      'publishes(sink=site(how=GitHub Pages) subject=files(paths={out.site}/**) needs=pages: write, id-token: write)',
    ],
  },
  {
    what: 'pushes a folder to a branch',
    uses: 'peaceiris/actions-gh-pages@v4',
    with: { github_token: '${secrets.GITHUB_TOKEN}', publish_dir: 'book' },
    gives: ['publishes(sink=git-branch(branch=gh-pages) subject=files(paths=book recursive=true))'],
  },
  {
    what: 'pushes a folder to a branch',
    uses: 'JamesIves/github-pages-deploy-action@v4',
    with: { folder: 'site', branch: 'pages' },
    gives: ['publishes(sink=git-branch(branch=pages) subject=files(paths=site recursive=true))'],
  },
  {
    what: 'pushes a folder to a branch',
    uses: 'crazy-max/ghaction-github-pages@v4',
    with: { build_dir: 'public' },
    gives: ['publishes(sink=git-branch(branch=gh-pages) subject=files(paths=public recursive=true))'],
  },
  {
    what: 'pushes a folder to a branch',
    uses: 's0/git-publish-subdir-action@develop',
    env: { FOLDER: 'site', BRANCH: 'gh-pages' },
    gives: ['publishes(sink=git-branch(branch=gh-pages) subject=files(paths=site recursive=true))'],
  },
  {
    what: 'deploys',
    uses: 'cloudflare/wrangler-action@v3',
    with: { apiToken: '${secrets.C}', command: 'pages deploy dist' },
    gives: ['publishes(sink=site(how=Cloudflare) subject=unknown(why=what wrangler deploys))'],
  },
  {
    what: 'puts an object',
    uses: 'cloudflare/wrangler-action@v3',
    with: { apiToken: '${secrets.C}', command: 'r2 object put b/k --file=a' },
    gives: ['publishes(sink=bucket(url=r2) subject=unknown(why=what the command puts into the bucket))'],
  },
  {
    what: 'deploys',
    uses: 'cloudflare/pages-action@v1',
    with: { directory: 'dist' },
    gives: ['publishes(sink=site(how=Cloudflare) subject=files(paths=dist recursive=true))'],
  },
  {
    what: 'deploys',
    uses: 'nwtgck/actions-netlify@v3',
    with: { 'publish-dir': './dist' },
    gives: ['publishes(sink=site(how=Netlify) subject=files(paths=./dist recursive=true))'],
  },
  {
    what: 'deploys',
    uses: 'amondnet/vercel-action@v25',
    gives: ['publishes(sink=site(how=Vercel) subject=files(paths=./ recursive=true))'],
  },
  {
    what: 'deploys',
    uses: 'FirebaseExtended/action-hosting-deploy@v0',
    gives: ['publishes(sink=site(how=Firebase) subject=files(paths=. recursive=true))'],
  },
  {
    what: 'deploys',
    uses: 'Azure/static-web-apps-deploy@v1',
    with: { app_location: 'web' },
    gives: ['publishes(sink=site(how=Azure) subject=files(paths=web recursive=true))'],
  },
  {
    what: 'puts files into a bucket',
    uses: 'google-github-actions/upload-cloud-storage@v2',
    with: { path: 'dist', destination: 'bucket/prefix' },
    gives: ['publishes(sink=bucket(url=gs://bucket/prefix) subject=files(paths=dist recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'puts files into a container',
    uses: 'bacongobbler/azure-blob-storage-upload@v3',
    with: { source_dir: 'dist', container_name: 'c', extra_args: '--pattern lamp-*' },
    gives: ['runs-script(script=az storage blob upload-batch --source dist --destination c --pattern lamp-* shell=bash)'],
  },
  {
    what: 'puts files into a bucket',
    uses: 'jakejarvis/s3-sync-action@master',
    env: { AWS_S3_BUCKET: 'b', SOURCE_DIR: 'dist' },
    gives: ['publishes(sink=bucket(url=s3://b) subject=files(paths=dist recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'puts files into a bucket',
    uses: 'shallwefootball/s3-upload-action@master',
    with: { aws_bucket: 'b', source_dir: 'dist' },
    gives: ['publishes(sink=bucket(url=s3://b) subject=files(paths=dist recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'copies files to a server',
    uses: 'appleboy/scp-action@v1',
    with: { host: 'dl.example.org', source: 'dist/*.deb,dist/*.rpm', target: '/srv/dl' },
    gives: ['publishes(sink=bucket(url=scp://dl.example.org:/srv/dl) subject=files(paths=dist/*.deb, dist/*.rpm recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'copies files to a server',
    uses: 'SamKirkland/FTP-Deploy-Action@v4',
    with: { server: 'ftp.example.org', 'local-dir': 'site/', 'server-dir': 'www/' },
    gives: ['publishes(sink=bucket(url=ftp://ftp.example.org/www/) subject=files(paths=site/ recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'copies files to a server',
    uses: 'easingthemes/ssh-deploy@v5',
    with: { REMOTE_HOST: 'h', SOURCE: 'dist/', TARGET: '/srv' },
    gives: ['publishes(sink=bucket(url=ssh://h:/srv) subject=files(paths=dist/ recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'copies files to a server',
    uses: 'burnett01/rsync-deployments@7.0',
    with: { remote_host: 'h', path: 'dist/', remote_path: '/srv' },
    gives: ['publishes(sink=bucket(url=ssh://h:/srv) subject=files(paths=dist/ recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'puts files into a bucket',
    uses: 'ryand56/r2-upload-action@latest',
    with: { 'r2-bucket': 'b', 'source-dir': 'dist' },
    gives: ['publishes(sink=bucket(url=r2://b) subject=files(paths=dist recursive=true) auth=unknown replaces=true)'],
  },
  {
    what: 'builds a site and sends it to Netlify',
    uses: 'jsmrcaga/action-netlify-deploy@v2.4.0',
    with: { build_directory: 'public', NETLIFY_DEPLOY_TO_PROD: 'true' },
    gives: ['builds(outputs=public/** by=npm)', 'publishes(sink=site(how=Netlify) subject=files(paths=public recursive=true))'],
  },
];
