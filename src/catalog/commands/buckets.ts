import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const aws = notRead('https://docs.aws.amazon.com/cli/latest/reference/s3/');
const google = notRead('https://cloud.google.com/sdk/gcloud/reference/storage');
const azure = notRead('https://learn.microsoft.com/cli/azure/storage/blob');

const undecided: Condition = { all: [{ flag: 'direction', is: 'unknown' }, { unknown: 'where a copy goes' }] };
const up: Condition = { any: [{ flag: 'direction', is: 'up' }, undecided] };

/** The last word is a bucket: published. The first is one and the last is not: fetched. */
function transfers(dryRun: readonly string[], exclude = '{flags.excluded | or flags.exclude}'): readonly EffectTemplate[] {
  return [
    {
      kind: 'publishes',
      sink: { kind: 'bucket', url: '{flags.to}' },
      subject: { kind: 'files', paths: '{flags.selected | or flags.from}', exclude, recursive: true },
      auth: 'unknown',
      when: { all: [up, ...dryRun.map((flag) => ({ flag, set: false }))] },
    },
    { kind: 'builds', outputs: [], by: 'a download', folders: '{flags.to}', when: { flag: 'direction', is: 'down' } },
  ];
}

const awsFlags =
  '--recursive --acl= --exclude=* --include=* --delete --dryrun --dry-run --quiet --only-show-errors --no-progress --content-type= --cache-control= --content-encoding= --content-disposition= --metadata= --storage-class= --sse[=] --sse-kms-key-id= --region= --profile= --endpoint-url= --follow-symlinks --no-follow-symlinks --size-only --exact-timestamps --no-guess-mime-type --metadata-directive= --expires= --grants= --website-redirect= --request-payer= --checksum-algorithm= --output= --query= --no-cli-pager --no-sign-request --source-region= --force --color= --debug --no-paginate --no-verify-ssl --ca-bundle= --cli-read-timeout= --cli-connect-timeout= --page-size= --copy-props= --content-language= --expected-size= --ignore-glacier-warnings --force-glacier-transfer --sse-c= --sse-c-key= --checksum-mode=';
const gFlags =
  '-m -r,-R,--recursive -d -n,--no-clobber -c -e -z= -a= -x= -h=* -q -D -o=* -u= --exclude= --cache-control= --content-type= --content-encoding= --gzip-local= --predefined-acl= --project= --delete-unmatched-destination-objects --checksums-only --storage-class= --quiet --account= --impersonate-service-account= --verbosity= --continue-on-error --custom-metadata= --dry-run --no-user-output-enabled --parallelism=';
const rcloneFlags =
  '--config= --transfers= --checkers= --progress,-P --verbose,-v --dry-run,-n --include=* --exclude=* --filter=* --checksum,-c --update,-u --delete-excluded --s3-acl= --s3-no-check-bucket --no-traverse --stats= --fast-list --size-only --ignore-existing --header-upload=* --s3-provider= --s3-access-key-id= --s3-secret-access-key= --s3-endpoint= --s3-region=';

/** Object stores, and plain HTTP clients, which upload to releases as well as download. */
export const bucketRows: readonly CommandRow[] = [
  ...commands(['aws s3 cp', 'aws s3 sync', 'aws s3 mv'], aws, { flags: awsFlags, view: ['copy', 'transfer'], effects: transfers(['dryrun', 'dry-run']) }),
  command('aws s3api put-object', aws, {
    flags: '--bucket= --key= --body= --acl= --region= --profile= --endpoint-url= --content-type= --cache-control= --metadata= --output= --no-cli-pager',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: 's3://{flags.bucket}/{flags.key}' },
        subject: { kind: 'files', paths: '{flags.body}' },
        auth: 'unknown',
      },
    ],
  }),
  ...commands(['aws ecr', 'aws ecr-public', 'aws sts', 'aws ssm', 'aws secretsmanager', 'aws configure', 'aws cloudfront', 'aws codeartifact'], aws, {
    flags: awsFlags,
  }),
  ...commands(['gsutil cp', 'gsutil rsync', 'gsutil mv', 'gcloud storage cp', 'gcloud storage rsync', 'gcloud storage mv', 'gcloud alpha storage cp'], google, {
    flags: gFlags,
    view: ['copy', 'transfer'],
    effects: transfers(['dry-run']),
  }),
  ...commands(['gcloud auth', 'gcloud config'], google, { flags: gFlags }),
  ...commands(
    ['gcloud builds submit', 'gcloud run deploy', 'gcloud app deploy', 'gcloud functions deploy', 'gcloud artifacts'],
    notRead('https://cloud.google.com/sdk/gcloud/reference/builds/submit'),
    {
      flags: '--tag,-t= --config= --project= --region= --substitutions= --timeout= --image= --source=',
      effects: [{ kind: 'opaque', why: 'a service elsewhere builds or publishes', mayPublish: true }],
    },
  ),
  ...commands(['az storage blob upload', 'az storage blob upload-batch', 'az storage blob sync', 'az storage file upload-batch'], azure, {
    flags:
      '--account-name= --account-key= --connection-string= --container-name,-c= --name,-n= --file,-f= --source,-s= --destination,-d= --overwrite[=] --auth-mode= --sas-token= --content-type= --content-cache-control= --pattern= --destination-path= --no-progress --only-show-errors --tier= --dryrun',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: '{flags.container-name | or flags.destination}' },
        subject: { kind: 'files', paths: ['{flags.file}', '{flags.source}'], recursive: true },
        auth: 'unknown',
        choose: { subject: { cases: [{ when: { flag: 'pattern', set: true }, value: { kind: 'files', paths: '{flags.source}/{flags.pattern | glob}' } }] } },
        when: { flag: 'dryrun', set: false },
      },
    ],
  }),
  ...commands(['az acr login', 'az login', 'az account', 'az keyvault'], azure, {
    flags: '--name,-n= --username,-u= --password,-p= --tenant,-t= --service-principal --federated-token= --expose-token --output,-o= --query=',
  }),
  command('az acr build', notRead('https://learn.microsoft.com/cli/azure/acr'), {
    flags: '--registry,-r= --image,-t=* --file,-f= --platform= --build-arg=* --no-push --resource-group,-g=',
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.registry}.azurecr.io/{flags.image}',
        media: 'image',
        provenance: 'none',
        sbom: 'none',
        when: { flag: 'no-push', set: false },
      },
    ],
  }),
  ...commands(['azcopy copy', 'azcopy cp', 'azcopy sync'], azure, {
    flags:
      '--recursive[=] --overwrite= --put-md5[=] --content-type= --cache-control= --include-pattern= --exclude-pattern= --log-level= --output-type= --delete-destination=',
    view: ['copy', 'transfer'],
    effects: transfers([], '{flags.exclude-pattern}'),
  }),
  ...commands(['rclone copy', 'rclone sync', 'rclone copyto', 'rclone move', 'rclone moveto'], notRead('https://rclone.org/commands/'), {
    flags: rcloneFlags,
    view: ['copy', 'transfer'],
    effects: transfers(['dry-run']),
  }),
  ...commands(['s3cmd put', 's3cmd sync', 's5cmd cp', 's5cmd sync', 's4cmd put', 's4cmd sync'], notRead('https://s3tools.org/usage'), {
    flags:
      '--acl-public,-P --recursive,-r --access_key= --secret_key= --host= --host-bucket= --no-mime-magic --guess-mime-type --delete-removed --exclude=* --include=* --acl= --endpoint-url= --dry-run,-n --mime-type,-m= --add-header=* --region= --config,-c=',
    view: ['copy', 'transfer'],
    effects: transfers(['dry-run']),
  }),
  ...commands(['mc cp', 'mc mirror', 'mc put'], notRead('https://min.io/docs/minio/linux/reference/minio-mc.html'), {
    flags: '--recursive,-r --overwrite --remove --attr= --insecure --quiet,-q --json --exclude=*',
    view: 'copy',
    effects: [
      { kind: 'publishes', sink: { kind: 'bucket', url: '{flags.to}' }, subject: { kind: 'files', paths: '{flags.from}', recursive: true }, auth: 'unknown' },
    ],
  }),
  ...commands(['b2 upload-file', 'b2 file upload', 'b2 sync'], notRead('https://b2-command-line-tool.readthedocs.io/'), {
    flags: '--no-progress --content-type= --threads= --quiet',
    effects: [{ kind: 'publishes', sink: { kind: 'bucket', url: '{args.0}' }, subject: { kind: 'files', paths: '{args.1}' }, auth: 'unknown' }],
  }),
  command('wrangler r2 object put', notRead('https://developers.cloudflare.com/workers/wrangler/commands/'), {
    flags: '--file,-f= --pipe,-p --content-type,--ct= --remote --local --cache-control=',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: '{args.0}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        auth: 'unknown',
        when: { flag: 'local', set: false },
      },
    ],
  }),
  ...commands(
    ['ossutil cp', 'ossutil64 cp', 'coscmd upload', 'cos cp', 'obsutil cp', 'qshell fput', 'lftp', 'sftp', 'ncftpput', 'ftp'],
    notRead('https://www.alibabacloud.com/help/oss/developer-reference/ossutil'),
    {
      flags: '-r --recursive -f --force -u --update -e= -i= -k= -b= -P= -o=* -c=',
      view: 'copy',
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'bucket', url: '{flags.to}' },
          subject: { kind: 'files', paths: '{flags.from}', recursive: true },
          auth: 'unknown',
          when: { args: 'some', from: 1 },
        },
        { kind: 'opaque', why: 'a file transfer whose commands are not on its line', mayPublish: true, when: { args: 'none', from: 1 } },
      ],
    },
  ),
  command('curl', readAt('curl/curl', '5c61e168698a72b87437d58ed728bcdea6d5db42', 'rc-8_22_0-2')('src/tool_getparam.c'), {
    flags:
      '--request,-X= --header,-H=* --data,--data-ascii,-d=* --data-binary=* --data-raw=* --data-urlencode=* --json=* --form,-F=* --form-string=* --upload-file,-T=* --output,-o=* --remote-name,-O --remote-name-all --remote-header-name,-J --output-dir= --create-dirs --location,-L --location-trusted --silent,-s --show-error,-S --fail,-f --fail-with-body --fail-early --retry= --retry-delay= --retry-max-time= --retry-connrefused --retry-all-errors --user,-u= --oauth2-bearer= --netrc,-n --netrc-file= --netrc-optional --cookie,-b= --cookie-jar,-c= --user-agent,-A= --referer,-e= --url=* --url-query=* --get,-G --head,-I --include,-i --insecure,-k --verbose,-v --write-out,-w= --max-time,-m= --connect-timeout= --proto= --proto-redir= --proto-default= --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tls-max= --ciphers= --cacert= --capath= --cert,-E= --cert-type= --key= --key-type= --pass= --proxy,-x= --noproxy= --resolve=* --connect-to=* --compressed --globoff,-g --progress-bar,-# --no-progress-meter --http1.0,-0 --http1.1 --http2 --http2-prior-knowledge --http3 --ipv4,-4 --ipv6,-6 --range,-r= --continue-at,-C= --limit-rate= --dump-header,-D= --remote-time,-R --time-cond,-z= --config,-K= --disable,-q --parallel,-Z --parallel-max= --unix-socket= --interface= --aws-sigv4= --digest --basic --anyauth --negotiate --trace= --trace-ascii= --stderr= --speed-limit,-Y= --speed-time,-y= --max-redirs= --max-filesize= --keepalive-time= --quote,-Q= --ftp-create-dirs --ssl --ssl-reqd --pubkey= --no-buffer,-N --no-clobber --post301 --post302 --post303 --next --etag-save= --etag-compare= --pinnedpubkey= --hostpubsha256= --remove-on-error --rate= --raw --path-as-is --append,-a --crlf --junk-session-cookies,-j --use-ascii,-B --tcp-fastopen --ssl-no-revoke --socks5= --no-keepalive',
    view: ['gh', 'curl'],
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{flags.tag}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        names: '{flags.asset}',
        auth: 'token',
        when: { flag: 'does', is: 'upload' },
      },
      {
        kind: 'creates-release',
        tag: '{flags.tag}',
        draft: false,
        createsTag: true,
        by: 'curl',
        choose: { draft: { cases: [{ when: { flag: 'as-draft', is: 'true' }, value: true }] } },
        when: { flag: 'does', is: 'create-release' },
      },
      { kind: 'flips-release', tag: '{flags.tag}', when: { flag: 'does', is: 'flip' } },
      { kind: 'creates-tag', name: '{flags.tag}', signed: false, by: 'curl', pushed: true, when: { flag: 'does', is: 'tag' } },
      { kind: 'dispatches', workflow: '{flags.workflow}', when: { flag: 'does', is: 'dispatch' } },
      {
        kind: 'publishes',
        sink: { kind: 'bucket', url: '{flags.address}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        auth: 'unknown',
        when: { flag: 'does', is: 'put' },
      },
      { kind: 'builds', outputs: '{flags.saved}', by: 'curl', when: { flag: 'saved', set: true } },
      { kind: 'opaque', why: 'a request that is not written out', mayPublish: true, when: { flag: 'does', is: 'unknown' } },
    ],
  }),
  command('wget', readPage('https://www.gnu.org/software/wget/manual/wget.html', '1.21.3'), {
    flags:
      '--background,-b --execute,-e= --output-file,-o= --append-output,-a= --debug,-d --quiet,-q --verbose,-v --no-verbose,-nv --report-speed= --input-file,-i= --force-html,-F --base,-B= --config= --no-config --tries,-t= --retry-connrefused --retry-on-http-error= --output-document,-O= --no-clobber,-nc --continue,-c --progress= --show-progress --timestamping,-N --server-response,-S --spider --timeout,-T= --dns-timeout= --connect-timeout= --read-timeout= --wait,-w= --waitretry= --random-wait --no-proxy --limit-rate= --inet4-only,-4 --inet6-only,-6 --user= --password= --no-directories,-nd --force-directories,-x --no-host-directories,-nH --directory-prefix,-P= --cut-dirs= --http-user= --http-password= --no-cache --header=* --max-redirect= --referer= --user-agent,-U= --no-cookies --load-cookies= --post-data= --post-file= --method= --body-data= --body-file= --content-disposition --no-check-certificate --https-only --secure-protocol= --certificate= --private-key= --ca-certificate= --recursive,-r --level,-l= --mirror,-m --no-parent,-np --page-requisites,-p --convert-links,-k --accept,-A= --reject,-R= --no-hsts --compression= --trust-server-names --xattr --adjust-extension,-E',
    view: ['gh', 'wget'],
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{flags.tag}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        auth: 'token',
        when: { flag: 'does', is: 'upload' },
      },
      { kind: 'builds', outputs: '{flags.saved}', by: 'wget', when: { flag: 'saved', set: true } },
      {
        kind: 'builds',
        outputs: [],
        by: 'wget',
        folders: '{flags.directory-prefix}',
        when: {
          all: [
            { flag: 'saved', set: false },
            { flag: 'directory-prefix', set: true },
          ],
        },
      },
    ],
  }),
];
