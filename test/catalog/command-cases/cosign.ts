import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'an image by digest',
    line: 'cosign sign --yes ghcr.io/o/r@${digest}',
    gives: ['signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=cosign-keyless keyless=true attachedTo=registry needs=id-token: write)'],
  },
  {
    what: 'all platforms of it',
    line: 'cosign sign -y -r ghcr.io/o/r@${digest}',
    gives: ['signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=cosign-keyless keyless=true attachedTo=registry recursive=true needs=id-token: write)'],
  },
  {
    what: 'a key in a variable',
    line: 'cosign sign --key env://COSIGN_PRIVATE_KEY ghcr.io/o/r@${digest}',
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=cosign-key keyless=false attachedTo=registry needs=key-file(path=env://COSIGN_PRIVATE_KEY) key=env://COSIGN_PRIVATE_KEY)',
    ],
  },
  {
    what: 'a key in a service',
    line: 'cosign sign --key awskms:///alias/release ghcr.io/o/r@${digest}',
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=cosign-kms keyless=false attachedTo=registry needs=key-file(path=awskms:///alias/release) key=awskms:///alias/release)',
    ],
  },
  {
    what: 'the key by its variable',
    line: 'cosign sign ghcr.io/o/r:1',
    env: { COSIGN_KEY: '${secrets.KEY}' },
    gives: ['signs(subject=image(refs=ghcr.io/o/r:1) mechanism=cosign-key keyless=false attachedTo=registry needs=key-file(path=) key={secrets.KEY})'],
  },
  {
    what: 'a scheme is refused',
    line: 'cosign sign oci://ghcr.io/o/r:1',
    gives: ['signs(subject=image(refs=oci://ghcr.io/o/r:1) mechanism=cosign-keyless keyless=true attachedTo=registry needs=id-token: write)'],
    fails: ['cosign takes an image reference without a scheme'],
  },
  {
    what: 'no transparency log in version 3',
    line: 'cosign sign --tlog-upload=false ghcr.io/o/r:1',
    versions: { cosign: 'v3.1.0' },
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r:1) mechanism=cosign-keyless keyless=true attachedTo=registry needs=unmet(why=without a log entry or a timestamp a keyless signature is refused once its certificate is over) note=no entry in the transparency log)',
    ],
    fails: ['cosign 3 refuses --tlog-upload=false while it uses a signing config, which is its default'],
  },
  {
    what: 'no transparency log in version 2',
    line: 'cosign sign --tlog-upload=false ghcr.io/o/r:1',
    versions: { cosign: 'v2.4.1' },
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r:1) mechanism=cosign-keyless keyless=true attachedTo=registry needs=unmet(why=without a log entry or a timestamp a keyless signature is refused once its certificate is over) note=no entry in the transparency log)',
    ],
  },
  {
    what: 'not uploaded',
    line: 'cosign sign --upload=false --output-signature a.sig ghcr.io/o/r:1',
    versions: { cosign: 'v2.4.1' },
    gives: ['signs(subject=image(refs=ghcr.io/o/r:1) mechanism=cosign-keyless keyless=true outputPaths=a.sig attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'an identity token of its own',
    line: 'cosign sign --identity-token ${token} ghcr.io/o/r:1',
    gives: ['signs(subject=image(refs=ghcr.io/o/r:1) mechanism=cosign-keyless keyless=true attachedTo=registry needs="")'],
  },
  {
    what: 'a bundle for each file of a loop',
    line: 'cosign sign-blob --yes --bundle @{dist/*}.sigstore.json @{dist/*}',
    gives: [
      'signs(subject=files(paths=dist/*) mechanism=cosign-keyless keyless=true outputPaths=dist/*.sigstore.json certificates=dist/*.sigstore.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'signature and certificate in version 2',
    line: 'cosign sign-blob --yes --output-signature a.sig --output-certificate a.pem a',
    versions: { cosign: 'v2.4.1' },
    gives: [
      'signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true outputPaths=a.sig, a.pem certificates=a.pem attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'signature and certificate in version 3',
    line: 'cosign sign-blob --yes --output-signature a.sig --output-certificate a.pem a',
    versions: { cosign: 'v3.0.6' },
    gives: ['signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true certificates=a.pem attachedTo=beside needs=id-token: write)'],
    fails: ['cosign 3 signs a blob only with --bundle'],
  },
  {
    what: 'the old format in version 3',
    line: 'cosign sign-blob --new-bundle-format=false --output-signature a.sig a',
    versions: { cosign: 'v3.0.6' },
    gives: ['signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true outputPaths=a.sig bare=true attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'a version that is not known',
    line: 'cosign sign-blob --yes --output-signature a.sig a',
    gives: [
      'signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true bare=true attachedTo=beside needs=id-token: write) if version of cosign is >=3',
      'signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true outputPaths=a.sig bare=true attachedTo=beside needs=id-token: write) if not (version of cosign is >=3)',
    ],
    fails: ['perhaps cosign 3 signs a blob only with --bundle'],
    doubts: ['not decided: version of cosign is >=3', 'not decided: not (version of cosign is >=3)'],
  },
  {
    what: 'a signature on standard output',
    line: 'cosign sign-blob --yes a',
    versions: { cosign: 'v2.4.1' },
    to: 'a.sig',
    gives: ['signs(subject=files(paths=a) mechanism=cosign-keyless keyless=true outputPaths=a.sig bare=true attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'an SBOM attested',
    line: 'cosign attest --yes --predicate sbom.json --type spdxjson ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=sbom-spdx predicateType=spdxjson signed=true mechanism=cosign-keyless keyless=true predicateFile=sbom.json attachedTo=registry needs=id-token: write)',
    ],
  },
  {
    what: 'the default type is custom',
    line: 'cosign attest --yes --predicate sbom.json ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=custom predicateType=custom signed=true mechanism=cosign-keyless keyless=true predicateFile=sbom.json attachedTo=registry needs=id-token: write)',
    ],
  },
  {
    what: 'a type that there is not',
    line: 'cosign attest --yes --predicate sbom.json --type spdx-json ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=custom predicateType=spdx-json signed=true mechanism=cosign-keyless keyless=true predicateFile=sbom.json attachedTo=registry needs=id-token: write)',
    ],
    fails: ['--type is not one of the predicate types that cosign knows, and not a URI'],
  },
  {
    what: 'a type by its address',
    line: 'cosign attest --predicate p --type https://slsa.dev/provenance/v1 ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=slsa-provenance predicateType=https://slsa.dev/provenance/v1 signed=true mechanism=cosign-keyless keyless=true predicateFile=p attachedTo=registry needs=id-token: write)',
    ],
  },
  {
    what: 'no predicate',
    line: 'cosign attest --yes ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=custom predicateType=custom signed=true mechanism=cosign-keyless keyless=true attachedTo=registry needs=id-token: write)',
    ],
    fails: ['cosign attest needs --predicate'],
  },
  {
    what: 'an attested file',
    line: 'cosign attest-blob --yes --predicate sbom.json --type cyclonedx --bundle a.att.json a',
    gives: [
      'attests(subject=files(paths=a) predicate=sbom-cyclonedx predicateType=cyclonedx signed=true mechanism=cosign-keyless keyless=true predicateFile=sbom.json outputs=a.att.json certificates=a.att.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'an attested hash',
    line: 'cosign attest-blob --yes --predicate p --hash ${hash} --bundle a.json',
    gives: [
      'attests(subject=unknown(why=the subject is given by --hash or --statement) predicate=custom predicateType=custom signed=true mechanism=cosign-keyless keyless=true predicateFile=p outputs=a.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'an unsigned SBOM',
    line: 'cosign attach sbom --sbom a.json --type cyclonedx ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=sbom-cyclonedx signed=false mechanism=custom keyless=false predicateFile=a.json attachedTo=registry-unsigned)',
      'is-retired(what=cosign attach sbom instead=cosign attest with --type, which signs the SBOM)',
    ],
  },
  {
    what: 'an attestation made elsewhere',
    line: 'cosign attach attestation --attestation a.json ghcr.io/o/r@${digest}',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r@{digest}) predicate=custom signed=true mechanism=unknown keyless=false predicateFile=a.json attachedTo=registry note=an attestation made elsewhere)',
    ],
  },
  {
    what: 'a signature made elsewhere',
    line: 'cosign attach signature --signature a.sig ghcr.io/o/r@${digest}',
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=unknown keyless=false signatureFile=a.sig attachedTo=registry note=a signature made elsewhere)',
    ],
  },
  {
    what: 'copying with version 2',
    line: 'cosign copy ghcr.io/o/r:1 docker.io/o/r:1',
    versions: { cosign: 'v2.4.1' },
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=true)'],
  },
  {
    what: 'copying with version 3',
    line: 'cosign copy ghcr.io/o/r:1 docker.io/o/r:1',
    versions: { cosign: 'v3.1.0' },
    gives: ['copies-image(from=ghcr.io/o/r:1 to=docker.io/o/r:1 evidence=false)'],
  },
  {
    what: 'verifying an identity',
    line: 'cosign verify --certificate-identity https://x --certificate-oidc-issuer https://y ghcr.io/o/r@${digest}',
    gives: [
      'verifies(subject=image(refs=ghcr.io/o/r@{digest}) tool=cosign verify identity=pinned expects=https://x issuers=https://y against=certificate integrityOnly=false)',
    ],
  },
  {
    what: 'verifying a pattern',
    line: 'cosign verify --certificate-identity-regexp x --certificate-oidc-issuer https://y ghcr.io/o/r@${digest}',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r@{digest}) tool=cosign verify identity=pattern issuers=https://y against=certificate integrityOnly=false)'],
  },
  {
    what: 'the short names are of the exact ones alone',
    line: 'cosign verify --cert-identity-regexp=x --cert-oidc-issuer https://y ghcr.io/o/r@${digest}',
    versions: { cosign: 'v2.4.1' },
    gives: ['verifies(subject=image(refs=ghcr.io/o/r@{digest}) tool=cosign verify identity=none issuers=https://y against=certificate integrityOnly=false)'],
    fails: ['keyless verification needs an identity and an issuer'],
  },
  {
    what: 'verifying nobody',
    line: 'cosign verify ghcr.io/o/r:1',
    versions: { cosign: 'v2.4.1' },
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=cosign verify identity=none against=certificate integrityOnly=false)'],
    fails: ['keyless verification needs an identity and an issuer'],
  },
  {
    what: 'verifying by key',
    line: 'cosign verify --key cosign.pub ghcr.io/o/r:1',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=cosign verify identity=pinned against=key integrityOnly=false)'],
  },
  {
    what: 'verifying an attestation',
    line: 'cosign verify-attestation --type spdxjson --key cosign.pub ghcr.io/o/r:1',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=cosign verify-attestation identity=pinned against=key integrityOnly=false)'],
  },
  {
    what: 'verifying a file',
    line: 'cosign verify-blob --bundle a.json --certificate-identity x --certificate-oidc-issuer y a',
    gives: ['verifies(subject=files(paths=a) tool=cosign verify-blob identity=pinned expects=x issuers=y against=certificate integrityOnly=false)'],
  },
  {
    what: "verifying a file's attestation",
    line: 'cosign verify-blob-attestation --key k --type cyclonedx --bundle b a',
    gives: ['verifies(subject=files(paths=a) tool=cosign verify-blob-attestation identity=pinned against=key integrityOnly=false)'],
  },
  {
    what: 'making keys',
    line: 'cosign generate-key-pair',
    gives: ['configures(what=cosign-key)', 'makes-key(private=cosign.key public=cosign.pub)'],
  },
  {
    what: 'logging in',
    line: 'cosign login ghcr.io -u x --password-stdin',
    stdin: '${secrets.GITHUB_TOKEN}',
    gives: ['logs-in(registry=ghcr.io credential=job-token)'],
  },
  {
    what: 'uploading a file',
    line: 'cosign upload blob -f a ghcr.io/o/a:1',
    gives: ['pushes-image(refs=ghcr.io/o/a:1 digest={cosign upload blob digest} media=artifact files=a)'],
    stdout: '{cosign upload blob reference}',
  },
  { what: 'taking signatures away', line: 'cosign clean -f ghcr.io/o/r:1', gives: ['withdraws(place=registry names=ghcr.io/o/r:1 by=cosign clean)'] },
  { what: 'where signatures lie', line: 'cosign triangulate ghcr.io/o/r:1', gives: [] },
  { what: 'downloading', line: 'cosign download signature ghcr.io/o/r:1', gives: ['consumes(subject=image(refs=ghcr.io/o/r:1) how=cosign download)'] },
  { what: 'saving', line: 'cosign save --dir out ghcr.io/o/r:1', gives: ['builds(outputs="" by=cosign save folders=out)'] },
];
