import { command, notRead, readAt, readPage } from '../command-row.ts';
import type { Need } from '../effect.ts';
import { minisignRows } from './minisign.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const gnupg = readAt('gpg/gnupg', '89f6537840310c06cacfb1e82b1d9382af830afd', 'gnupg-2.5.12')('doc/gpg.texi');
const openssh = readPage('https://man.openbsd.org/ssh-keygen.1', '9.2');

const detach: Condition = { flag: 'detach-sign', set: true };
const clear: Condition = { flag: 'clear-sign', set: true };
const armor: Condition = { flag: 'armor', set: true };
const signs: Condition = {
  all: [
    { any: [{ flag: 'sign', set: true }, detach, clear] },
    { flag: 'verify', set: false },
    { flag: 'decrypt', set: false },
    { flag: 'dry-run', set: false },
  ],
};
const some: Condition = { flag: 'files', set: true };
const none: Condition = { flag: 'files', set: false };

const imported: Condition = {
  any: [
    { flag: 'import', set: true },
    { flag: 'fast-import', set: true },
  ],
};
const imports: Condition = { all: [imported, { any: [some, { flag: 'empty-stdin', set: false }] }] };

const gpgKey: readonly Need[] = [{ kind: 'gpg-key' }];

/** `{file}.asc` for armoured and clear signatures, `.sig` for detached ones, `.gpg` for signed files. */
const gpgSigns: readonly EffectTemplate[] = [
  {
    kind: 'signs',
    subject: { kind: 'files', paths: '{flags.files}' },
    mechanism: 'gpg',
    keyless: false,
    needs: gpgKey,
    key: '{flags.local-user | or flags.default-key}',
    attachedTo: 'beside',
    outputs: ['{file}.gpg'],
    choose: {
      outputs: {
        cases: [
          { when: { any: [armor, clear] }, value: ['{file}.asc'] },
          { when: detach, value: ['{file}.sig'] },
        ],
      },
    },
    when: { all: [signs, some, { flag: 'output', set: false }] },
  },
  {
    kind: 'signs',
    subject: { kind: 'files', paths: '{flags.files}' },
    mechanism: 'gpg',
    keyless: false,
    needs: gpgKey,
    key: '{flags.local-user | or flags.default-key}',
    attachedTo: 'beside',
    outputPaths: '{flags.output}',
    when: { all: [signs, some, { flag: 'output', set: true }] },
  },
  {
    kind: 'signs',
    subject: { kind: 'unknown', why: 'what is signed comes from standard input' },
    mechanism: 'gpg',
    keyless: false,
    needs: gpgKey,
    key: '{flags.local-user | or flags.default-key}',
    attachedTo: 'beside',
    outputPaths: '{flags.output | or flags.stdout-file}',
    when: { all: [signs, none] },
  },
];

/** Signing with keys of one's own. */
export const keyRows: readonly CommandRow[] = [
  command('gpg', gnupg, {
    flags:
      '--sign,-s --detach-sign,--detach-sig,--detach,-b --clear-sign,--clearsign,--clear-sig --encrypt,-e --symmetric,-c --decrypt,-d --verify --verify-files --armor,--armour,-a --output,-o= --local-user,-u= --default-key= --import --fast-import --export --export-secret-keys --export-secret-subkeys --export-ownertrust --import-ownertrust --list-keys,--list-public-keys,-k --list-secret-keys,-K --list-signatures,--list-sigs --check-signatures --fingerprint --quick-generate-key,--quick-gen-key --full-generate-key,--full-gen-key --generate-key,--gen-key --quick-add-key --delete-keys --delete-secret-keys --edit-key --sign-key --lsign-key --send-keys --receive-keys,--recv-keys --search-keys --refresh-keys --fetch-keys --locate-keys --card-status --dearmor --enarmor --print-md --list-packets --multifile ' +
      '--batch --yes,-y --no --no-tty --quiet,-q --verbose,-v --dry-run,-n --interactive,-i --textmode,-t --no-armor --no-default-keyring --no-permission-warning --always-trust --use-agent --no-use-agent --with-colons --with-fingerprint --with-keygrip --with-subkey-fingerprint --allow-secret-key-import --no-secmem-warning --expert --no-symkey-cache --no-options --lock-never --lock-once --no-auto-check-trustdb --allow-weak-digest-algos --disable-dirmngr --no-emit-version --no-comments --exit-on-status-write-error --show-keys --import-show ' +
      '--passphrase= --passphrase-fd= --passphrase-file= --passphrase-repeat= --pinentry-mode= --homedir= --options= --keyring= --primary-keyring= --secret-keyring= --trustdb-name= --trust-model= --digest-algo= --cert-digest-algo= --personal-digest-preferences= --cipher-algo= --compress-algo= --compress-level= --s2k-mode= --s2k-count= --s2k-digest-algo= --s2k-cipher-algo= --status-fd= --status-file= --command-fd= --command-file= --logger-fd= --log-file= --attribute-fd= --keyserver= --keyserver-options= --import-options= --export-options= --export-filter= --import-filter= --keyid-format= --list-options= --verify-options= --comment= --set-notation,-N= --sig-notation= --cert-notation= --sig-policy-url= --set-filename= --recipient,-r= --hidden-recipient,-R= --encrypt-to= --sender= --weak-digest= --agent-program= --dirmngr-program= --debug-level= --display-charset= --charset= --try-secret-key= --trusted-key= --auto-key-locate= --key-origin= --faked-system-time= --default-new-key-algo= --compliance= --max-output= --default-cert-level= --default-sig-expire= --default-cert-expire= --group= --min-cert-level= -z=',
    aliases: ['gpg2', 'gpg1'],
    tool: 'gpg',
    view: 'operands',
    effects: [
      ...gpgSigns,
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.1..}' },
        tool: 'gpg --verify',
        identity: 'none',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'keyring', set: true }, value: 'pinned' }] } },
        when: {
          all: [
            { flag: 'verify', set: true },
            { args: 'some', from: 1 },
          ],
        },
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'gpg --verify',
        identity: 'none',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'keyring', set: true }, value: 'pinned' }] } },
        when: {
          all: [
            { flag: 'verify', set: true },
            { args: 'none', from: 1 },
          ],
        },
      },
      {
        kind: 'configures',
        what: 'gpg-key',
        files: '{flags.files}',
        when: imports,
      },
      {
        kind: 'makes-key',
        keyring: 'gpg',
        when: { any: ['quick-generate-key', 'full-generate-key', 'generate-key'].map((flag) => ({ flag, set: true })) },
      },
      { kind: 'exports-key', keyring: 'gpg', when: { flag: 'send-keys', set: true } },
      {
        kind: 'exports-key',
        keyring: 'gpg',
        public: '{flags.output | or flags.stdout-file}',
        when: {
          all: [
            { flag: 'export', set: true },
            {
              any: [
                { flag: 'output', set: true },
                { flag: 'stdout-file', set: true },
              ],
            },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: '{flags.output}',
        by: 'gpg',
        when: {
          all: [
            {
              any: [
                { flag: 'encrypt', set: true },
                { flag: 'symmetric', set: true },
                { flag: 'decrypt', set: true },
                { flag: 'dearmor', set: true },
              ],
            },
            { flag: 'output', set: true },
            { not: signs },
          ],
        },
      },
    ],
  }),
  ...minisignRows,
  command('signify', notRead('https://man.openbsd.org/signify'), {
    flags: '-S -V -G -C -e -n -q -z -s= -p= -m= -x= -c= -t=',
    aliases: ['signify-openbsd'],
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.m}' },
        mechanism: 'signify',
        keyless: false,
        key: '{flags.s}',
        attachedTo: 'beside',
        outputs: ['{file}.sig'],
        when: {
          all: [
            { flag: 'S', set: true },
            { flag: 'x', set: false },
          ],
        },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.m}' },
        mechanism: 'signify',
        keyless: false,
        key: '{flags.s}',
        attachedTo: 'beside',
        outputPaths: '{flags.x}',
        when: {
          all: [
            { flag: 'S', set: true },
            { flag: 'x', set: true },
          ],
        },
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{flags.m}' },
        tool: 'signify',
        identity: 'pinned',
        integrityOnly: false,
        when: { flag: 'V', set: true },
      },
      { kind: 'makes-key', private: '{flags.s}', public: '{flags.p}', when: { flag: 'G', set: true } },
    ],
  }),
  command('ssh-keygen', openssh, {
    flags:
      '-Y= -f= -n= -I= -s= -O=* -r= -t= -b= -C= -N= -P= -q -y -l -v -e -i -p -E= -m= -a= -U -K -A -B -c -H -R= -F= -D= -w= -Z= -V= -z= -h -L -k -u -Q -M= -g',
    view: 'operands',
    effects: [
      {
        kind: 'makes-key',
        private: '{flags.f}',
        public: '{flags.f}.pub',
        when: {
          all: [
            { flag: 'f', set: true },
            ...['Y', 'y', 'l', 'e', 'i', 'p', 'L', 'R', 'F', 'B', 'c', 's', 'k', 'Q', 'M', 'D', 'r'].map((flag) => ({ flag, set: false })),
          ],
        },
      },
      {
        kind: 'exports-key',
        from: '{flags.f}',
        public: '{flags.stdout-file}',
        when: {
          all: [
            { flag: 'y', set: true },
            { flag: 'f', set: true },
          ],
        },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.files}' },
        mechanism: 'ssh',
        keyless: false,
        key: '{flags.f}',
        attachedTo: 'beside',
        outputs: ['{file}.sig'],
        when: { all: [{ flag: 'Y', is: 'sign' }, some] },
      },
      {
        kind: 'signs',
        subject: { kind: 'unknown', why: 'what is signed comes from standard input' },
        mechanism: 'ssh',
        keyless: false,
        key: '{flags.f}',
        attachedTo: 'beside',
        outputPaths: '{flags.stdout-file}',
        when: { all: [{ flag: 'Y', is: 'sign' }, none] },
      },
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'what is verified comes from standard input' },
        tool: 'ssh-keygen',
        identity: 'pinned',
        integrityOnly: false,
        when: { flag: 'Y', is: 'verify' },
      },
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'what is verified comes from standard input' },
        tool: 'ssh-keygen',
        identity: 'none',
        integrityOnly: true,
        when: { flag: 'Y', is: 'check-novalidate' },
      },
    ],
  }),
  command('openssl cms', notRead('https://docs.openssl.org/3.0/man1/openssl-cms/'), {
    flags:
      '-sign -verify -encrypt -decrypt -binary -nodetach -noattr -nosmimecap -in= -out= -signer= -inkey= -outform= -inform= -content= -CAfile= -certfile= -md= -passin= -noverify -purpose=',
    aliases: ['openssl smime'],
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.in}' },
        mechanism: 'openssl',
        keyless: false,
        key: '{flags.inkey | or flags.signer}',
        outputPaths: '{flags.out | or flags.stdout-file}',
        attachedTo: 'beside',
        when: {
          all: [
            { flag: 'sign', set: true },
            { flag: 'in', set: true },
          ],
        },
      },
    ],
  }),
  command('openssl pkeyutl', notRead('https://docs.openssl.org/3.0/man1/openssl-pkeyutl/'), {
    flags: '-sign -verify -rawin -in= -out= -inkey= -sigfile= -pubin -digest= -pkeyopt=* -certin',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.in}' },
        mechanism: 'openssl',
        keyless: false,
        key: '{flags.inkey}',
        outputPaths: '{flags.out | or flags.stdout-file}',
        attachedTo: 'beside',
        when: {
          all: [
            { flag: 'sign', set: true },
            { flag: 'in', set: true },
          ],
        },
      },
    ],
  }),
];
