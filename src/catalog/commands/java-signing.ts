import { command, notRead } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';
import { embedded, signedCopy } from './embedded-signature.ts';

const java = notRead('https://docs.oracle.com/en/java/javase/21/docs/specs/man/jarsigner.html');

/** Signatures inside of archives: Java's and Android's. */
export const javaSigningRows: readonly CommandRow[] = [
  command('jarsigner', java, {
    flags:
      '-keystore= -storepass= -storetype= -keypass= -sigfile= -signedjar= -digestalg= -sigalg= -verify -verbose[=] -certs -certchain= -tsa= -tsacert= -tsadigestalg= -internalsf -sectionsonly -protected -strict -providerName= -addprovider= -providerClass= -providerArg= -conf= -altsigner= -J=',
    effects: [
      embedded(
        'jarsigner',
        '{args.0}',
        {
          all: [
            { flag: 'verify', set: false },
            { flag: 'signedjar', set: false },
          ],
        },
        { key: '{flags.keystore}' },
      ),
      ...signedCopy(
        'jarsigner',
        '{args.0}',
        '{flags.signedjar}',
        {
          all: [
            { flag: 'verify', set: false },
            { flag: 'signedjar', set: true },
          ],
        },
        { key: '{flags.keystore}' },
      ),
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'jarsigner',
        identity: 'none',
        integrityOnly: false,
        when: { flag: 'verify', set: true },
      },
    ],
  }),
  command('apksigner sign', notRead('https://developer.android.com/tools/apksigner'), {
    flags:
      '--ks= --ks-pass= --key-pass= --ks-key-alias= --key= --cert= --out= --in= --v1-signing-enabled= --v2-signing-enabled= --v3-signing-enabled= --v4-signing-enabled= --min-sdk-version= --ks-type= --next-signer --lineage= --verbose',
    effects: [
      embedded('apksigner', ['{args.0}', '{flags.in}'], { flag: 'out', set: false }, { key: '{flags.ks | or flags.key}' }),
      ...signedCopy('apksigner', '{flags.in | or args.0}', '{flags.out}', { flag: 'out', set: true }, { key: '{flags.ks | or flags.key}' }),
    ],
  }),
  command('apksigner verify', notRead('https://developer.android.com/tools/apksigner'), {
    flags: '--print-certs --verbose,-v --in= --min-sdk-version= -Werr',
    effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'apksigner', identity: 'none', integrityOnly: false }],
  }),
  command('zipalign', notRead('https://developer.android.com/tools/zipalign'), {
    flags: '-f -p -v -c -z -P=',
    effects: [{ kind: 'transforms', how: 'align', inputs: '{args.1}', outputs: '{args.2}', when: { args: 'some', from: 2 } }],
  }),
];
