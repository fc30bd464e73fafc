import type { ActionRow, EffectTemplate } from '../schema.ts';
import { harmless, notRead, read } from './shared.ts';

const site = (how: string, paths: string): EffectTemplate => ({
  kind: 'publishes',
  sink: { kind: 'site', how },
  subject: { kind: 'files', paths, recursive: true },
});

/** An action that pushes a folder to a branch which a site is served from. */
const branchSite = (
  uses: string,
  folder: string,
  options: { readonly branch: string; readonly defaults: ActionRow['defaults']; readonly when?: EffectTemplate['when']; readonly source: ActionRow['source'] },
): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes'],
  defaults: options.defaults,
  outputs: {},
  effects: [
    {
      kind: 'publishes',
      sink: { kind: 'git-branch', branch: options.branch },
      subject: { kind: 'files', paths: folder, recursive: true },
      ...(options.when === undefined ? {} : { when: options.when }),
    },
  ],
  source: options.source,
});

const bucket = (
  uses: string,
  options: { readonly url: string; readonly path: string; readonly defaults: ActionRow['defaults']; readonly source: ActionRow['source'] },
): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes'],
  defaults: options.defaults,
  outputs: {},
  effects: [
    {
      kind: 'publishes',
      sink: { kind: 'bucket', url: options.url },
      subject: { kind: 'files', paths: options.path, recursive: true },
      auth: 'unknown',
      replaces: true,
    },
  ],
  source: options.source,
});

const hosted = (uses: string, how: string, folder: string, defaults: ActionRow['defaults'], source: ActionRow['source'] = notRead(uses)): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['publishes'],
  defaults,
  outputs: {},
  effects: [site(how, folder)],
  source,
});

/** Actions that publish sites and put files into buckets. */
export const siteRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'actions/upload-pages-artifact',
    roles: ['transports'],
    defaults: { name: 'github-pages', path: '_site/' },
    outputs: { artifact_id: '{outputs.artifact_id}' },
    effects: [{ kind: 'uploads-artifact', name: '{inputs.name}', paths: '{inputs.path}', expires: true, artifactId: '{outputs.artifact_id}' }],
    source: read('actions/upload-pages-artifact'),
  },
  {
    kind: 'action',
    uses: 'actions/deploy-pages',
    roles: ['publishes'],
    defaults: { artifact_name: 'github-pages', preview: 'false' },
    outputs: { page_url: '{outputs.page_url}' },
    effects: [
      { kind: 'downloads-artifact', name: '{inputs.artifact_name}', to: '{outputs.site}', merge: false },
      {
        kind: 'publishes',
        sink: { kind: 'site', how: 'GitHub Pages' },
        subject: { kind: 'files', paths: '{outputs.site}/**' },
        needs: [
          { kind: 'permission', scope: 'pages', level: 'write' },
          { kind: 'permission', scope: 'id-token', level: 'write' },
        ],
      },
    ],
    source: read('actions/deploy-pages'),
    note: 'id-token here is not for signing',
  },
  harmless('actions/configure-pages', read('actions/configure-pages'), { outputs: { base_url: '{outputs.base_url}', base_path: '{outputs.base_path}' } }),
  branchSite('peaceiris/actions-gh-pages', '{inputs.publish_dir}', {
    branch: '{inputs.publish_branch}',
    defaults: { publish_dir: 'public', publish_branch: 'gh-pages' },
    source: read('peaceiris/actions-gh-pages'),
  }),
  branchSite('JamesIves/github-pages-deploy-action', '{inputs.folder}', {
    branch: '{inputs.branch}',
    defaults: { folder: '', branch: 'gh-pages', 'dry-run': 'false' },
    when: { not: { input: 'dry-run', is: 'true' } },
    source: read('JamesIves/github-pages-deploy-action'),
  }),
  branchSite('crazy-max/ghaction-github-pages', '{inputs.build_dir}', {
    branch: '{inputs.target_branch}',
    defaults: { build_dir: '', target_branch: 'gh-pages', dry_run: 'false' },
    when: { not: { input: 'dry_run', is: 'true' } },
    source: read('crazy-max/ghaction-github-pages'),
  }),
  branchSite('s0/git-publish-subdir-action', '{env.FOLDER}', {
    branch: '{env.BRANCH}',
    defaults: {},
    source: read('s0/git-publish-subdir-action', 'README.md'),
  }),
  {
    kind: 'action',
    uses: 'cloudflare/wrangler-action',
    roles: ['publishes'],
    defaults: { command: 'deploy', apiToken: '', workingDirectory: '', preCommands: '' },
    outputs: { 'deployment-url': '{outputs.deployment-url}' },
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'site', how: 'Cloudflare' },
        subject: { kind: 'unknown', why: 'what wrangler deploys' },
        when: { input: 'command', matches: ['deploy*', 'publish*', 'pages deploy*', 'pages publish*', 'versions upload*'] },
      },
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: 'r2' },
        subject: { kind: 'unknown', why: 'what the command puts into the bucket' },
        when: { input: 'command', matches: '*r2 object put*' },
      },
    ],
    source: read('cloudflare/wrangler-action'),
  },
  hosted('cloudflare/pages-action', 'Cloudflare', '{inputs.directory}', { directory: '' }, read('cloudflare/pages-action')),
  hosted('nwtgck/actions-netlify', 'Netlify', '{inputs.publish-dir}', { 'publish-dir': '' }),
  {
    kind: 'action',
    uses: 'jsmrcaga/action-netlify-deploy',
    roles: ['builds', 'publishes'],
    defaults: { build_directory: 'build', NETLIFY_DEPLOY_TO_PROD: 'false' },
    outputs: {},
    effects: [{ kind: 'builds', outputs: '{inputs.build_directory}/**', by: 'npm' }, site('Netlify', '{inputs.build_directory}')],
    source: read('jsmrcaga/action-netlify-deploy', 'entrypoint.sh'),
  },
  harmless('aws-actions/aws-cloudformation-github-deploy', read('aws-actions/aws-cloudformation-github-deploy'), {
    outputs: { 'stack-id': '{outputs.stack-id}' },
    note: 'changes a stack of its owner, from which no stranger takes anything',
  }),
  hosted('amondnet/vercel-action', 'Vercel', '{inputs.working-directory}', { 'working-directory': './' }),
  hosted('FirebaseExtended/action-hosting-deploy', 'Firebase', '{inputs.entryPoint}', { entryPoint: '.' }),
  hosted('Azure/static-web-apps-deploy', 'Azure', '{inputs.app_location}', { app_location: '/' }),
  bucket('google-github-actions/upload-cloud-storage', {
    url: 'gs://{inputs.destination}',
    path: '{inputs.path}',
    defaults: { path: '', destination: '' },
    source: read('google-github-actions/upload-cloud-storage'),
  }),
  {
    kind: 'action',
    uses: 'bacongobbler/azure-blob-storage-upload',
    roles: ['publishes'],
    defaults: { source_dir: '', container_name: '', extra_args: '', sync: '', overwrite: '' },
    outputs: {},
    effects: [
      {
        kind: 'runs-script',
        script: 'az storage blob upload-batch --source {inputs.source_dir} --destination {inputs.container_name} {inputs.extra_args}',
        shell: 'bash',
      },
    ],
    source: read('bacongobbler/azure-blob-storage-upload', 'entrypoint.sh'),
  },
  bucket('jakejarvis/s3-sync-action', {
    url: 's3://{env.AWS_S3_BUCKET}',
    path: '{env.SOURCE_DIR}',
    defaults: {},
    source: notRead('jakejarvis/s3-sync-action'),
  }),
  bucket('shallwefootball/s3-upload-action', {
    url: 's3://{inputs.aws_bucket}',
    path: '{inputs.source_dir}',
    defaults: { aws_bucket: '', source_dir: '' },
    source: notRead('shallwefootball/s3-upload-action'),
  }),
  bucket('appleboy/scp-action', {
    url: 'scp://{inputs.host}:{inputs.target}',
    path: '{inputs.source | list | glob}',
    defaults: { host: '', source: '', target: '' },
    source: read('appleboy/scp-action'),
  }),
  bucket('SamKirkland/FTP-Deploy-Action', {
    url: 'ftp://{inputs.server}/{inputs.server-dir}',
    path: '{inputs.local-dir}',
    defaults: { server: '', 'local-dir': '.', 'server-dir': '' },
    source: read('SamKirkland/FTP-Deploy-Action'),
  }),
  bucket('easingthemes/ssh-deploy', {
    url: 'ssh://{inputs.REMOTE_HOST}:{inputs.TARGET}',
    path: '{inputs.SOURCE}',
    defaults: { REMOTE_HOST: '', SOURCE: '', TARGET: '' },
    source: notRead('easingthemes/ssh-deploy'),
  }),
  bucket('burnett01/rsync-deployments', {
    url: 'ssh://{inputs.remote_host}:{inputs.remote_path}',
    path: '{inputs.path}',
    defaults: { remote_host: '', path: '', remote_path: '' },
    source: notRead('burnett01/rsync-deployments'),
  }),
  bucket('ryand56/r2-upload-action', {
    url: 'r2://{inputs.r2-bucket}',
    path: '{inputs.source-dir}',
    defaults: { 'r2-bucket': '', 'source-dir': '' },
    source: notRead('ryand56/r2-upload-action'),
  }),
  harmless('actions/jekyll-build-pages', notRead('actions/jekyll-build-pages')),
  harmless('peaceiris/actions-hugo', notRead('peaceiris/actions-hugo')),
  harmless('peaceiris/actions-mdbook', notRead('peaceiris/actions-mdbook')),
  harmless('rossjrw/pr-preview-action', notRead('rossjrw/pr-preview-action')),
];
