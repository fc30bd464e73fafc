// Data, written by scripts/trusted-roots.ts. Source: sigstore/root-signing targets/signing_config.v0.2.json, the target of the public-good instance's TUF repository.
import type { EmbeddedText } from '../../roots/index.ts';

export const config: EmbeddedText = {
  asOf: '2026-08-21',
  sha256: '9711a6d5375706957a4859af31c5866a4474f81f0544f9f4b76c9c4f4c8a539c',
  text: '{\n  "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",\n  "caUrls": [\n    {\n      "url": "https://fulcio.sigstore.dev",\n      "majorApiVersion": 1,\n      "validFor": {\n        "start": "2022-04-13T20:06:15.000Z"\n      },\n      "operator": "sigstore.dev"\n    }\n  ],\n  "oidcUrls": [\n    {\n      "url": "https://oauth2.sigstore.dev/auth",\n      "majorApiVersion": 1,\n      "validFor": {\n        "start": "2022-04-13T20:06:15.000Z"\n      },\n      "operator": "sigstore.dev"\n    }\n  ],\n  "rekorTlogUrls": [\n    {\n      "url": "https://rekor.sigstore.dev",\n      "majorApiVersion": 1,\n      "validFor": {\n        "start": "2021-01-12T11:53:27.000Z"\n      },\n      "operator": "sigstore.dev"\n    }\n  ],\n  "tsaUrls": [\n    {\n      "url": "https://timestamp.sigstore.dev/api/v1/timestamp",\n      "majorApiVersion": 1,\n      "validFor": {\n        "start": "2025-07-04T00:00:00Z"\n      },\n      "operator": "sigstore.dev"\n    }\n  ],\n  "rekorTlogConfig": {\n    "selector": "ANY"\n  },\n  "tsaConfig": {\n    "selector": "ANY"\n  }\n}\n',
};
