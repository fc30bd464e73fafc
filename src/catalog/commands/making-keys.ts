import { command, commands, notRead } from '../command-row.ts';
import type { CommandRow, EffectTemplate } from '../schema.ts';

const manual = 'https://docs.openssl.org/3.0/man1';
const out = '{flags.out | or flags.stdout-file}';
const writes: EffectTemplate = { kind: 'builds', outputs: out, by: 'openssl' };

/** `openssl rsa -in key -pubout`: the public half of a key. */
const publicHalf = (...flags: readonly string[]): readonly EffectTemplate[] => {
  const asked = { any: flags.map((flag) => ({ flag, set: true })) };
  return [
    { kind: 'exports-key', from: '{flags.in}', public: out, when: asked },
    { ...writes, when: { not: asked } },
  ];
};

/** Programs that make keys or give their public half, besides those that also sign with them. */
export const keyMakingRows: readonly CommandRow[] = [
  ...commands(['openssl genrsa', 'openssl genpkey', 'openssl gendsa'], notRead(`${manual}/openssl-genpkey/`), {
    flags:
      '-out= -outform= -passout= -pass= -rand= -writerand= -engine= -provider= -algorithm= -pkeyopt=* -paramfile= -primes= -traditional -text -quiet -verbose -genparam -3 -F4 -aes128 -aes192 -aes256 -des -des3',
    view: 'operands',
    effects: [{ kind: 'makes-key', private: out }],
  }),
  command('openssl ecparam', notRead(`${manual}/openssl-ecparam/`), {
    flags: '-out= -in= -outform= -inform= -name= -genkey -noout -text -check -list_curves -conv_form= -param_enc= -rand= -engine= -provider=',
    view: 'operands',
    effects: [
      { kind: 'makes-key', private: out, when: { flag: 'genkey', set: true } },
      { ...writes, when: { flag: 'genkey', set: false } },
    ],
  }),
  command('openssl req', notRead(`${manual}/openssl-req/`), {
    flags:
      '-in= -out= -inform= -outform= -key= -keyform= -newkey= -keyout= -config= -subj= -addext=* -extensions= -reqexts= -days= -set_serial= -passin= -passout= -x509 -new -nodes -noenc -batch -text -noout -verify -pubkey -sha256 -sha384 -sha512 -pkeyopt=* -CA= -CAkey= -section= -utf8 -verbose -rand=',
    view: 'operands',
    effects: [
      { kind: 'makes-key', private: '{flags.keyout}', public: out, when: { flag: 'newkey', set: true } },
      { ...writes, when: { flag: 'newkey', set: false } },
    ],
  }),
  ...commands(['openssl rsa', 'openssl pkey', 'openssl ec', 'openssl dsa'], notRead(`${manual}/openssl-pkey/`), {
    flags:
      '-in= -out= -inform= -outform= -passin= -passout= -pubin -pubout -RSAPublicKey_out -text -text_pub -noout -check -pubcheck -modulus -traditional -aes128 -aes192 -aes256 -des3 -conv_form= -param_enc= -no_public -engine= -provider=',
    view: 'operands',
    effects: publicHalf('pubout', 'RSAPublicKey_out'),
  }),
  command('cosign public-key', notRead('https://github.com/sigstore/cosign/blob/main/cmd/cosign/cli/public_key.go'), {
    flags: '--key= --outfile= --sk --slot= --output-file= --verbose,-d --timeout,-t=',
    envPrefix: 'COSIGN_',
    view: 'operands',
    effects: [{ kind: 'exports-key', from: '{flags.key}', public: '{flags.outfile | or flags.stdout-file}' }],
  }),
  command('notation cert generate-test', notRead('https://github.com/notaryproject/notation/blob/main/cmd/notation/cert/generateTest.go'), {
    flags: '--bits,-b= --default',
    effects: [{ kind: 'makes-key', keyring: 'notation' }],
  }),
  command('rsign generate', notRead('https://github.com/jedisct1/rsign2'), {
    flags: '-p= -s= -c= -f -W',
    tool: 'rsign',
    effects: [{ kind: 'makes-key', private: '{flags.s}', public: '{flags.p}' }],
  }),
];
