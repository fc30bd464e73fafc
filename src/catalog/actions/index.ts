import type { ActionRow } from '../schema.ts';
import { attestationRows } from './attestation.ts';
import { devContainerRows } from './dev-containers.ts';
import { dockerBuilderRows } from './docker-builder.ts';
import { dockerRows } from './docker.ts';
import { extensionRows } from './extensions.ts';
import { helmRows } from './helm.ts';
import { imageRows } from './images.ts';
import { npmRows } from './npm.ts';
import { osChannelRows } from './os-channels.ts';
import { plumbingRows } from './plumbing.ts';
import { postureRows } from './posture.ts';
import { pythonRows } from './python.ts';
import { registryRows } from './registries.ts';
import { releaseMakerRows } from './release-makers.ts';
import { releaseToolRows } from './release-tools.ts';
import { releaseUploadRows } from './release-uploads.ts';
import { releaseRows } from './releases.ts';
import { sbomRows } from './sbom.ts';
import { scriptRows } from './scripts.ts';
import { setupRows } from './setup.ts';
import { signingRows } from './signing.ts';
import { siteRows } from './sites.ts';
import { slsaRows } from './slsa-generators.ts';
import { tagRows } from './tags.ts';
import { transformRows } from './transforms.ts';

/** All rows of actions and reusable workflows. */
export const actionRows: readonly ActionRow[] = [
  ...plumbingRows,
  ...dockerRows,
  ...dockerBuilderRows,
  ...imageRows,
  ...devContainerRows,
  ...signingRows,
  ...sbomRows,
  ...attestationRows,
  ...slsaRows,
  ...releaseRows,
  ...releaseUploadRows,
  ...releaseMakerRows,
  ...releaseToolRows,
  ...pythonRows,
  ...npmRows,
  ...registryRows,
  ...extensionRows,
  ...helmRows,
  ...siteRows,
  ...osChannelRows,
  ...tagRows,
  ...scriptRows,
  ...transformRows,
  ...setupRows,
  ...postureRows,
];
