import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKey, startLab, type Lab } from '../../src/lab/index.ts';
import type { PeerName } from './peers.ts';
import { freePorts, serve, type Running } from './program.ts';

/** Fulcio, Rekor of version 2 and the timestamp authority as their own programs; the issuer of tokens and the log of certificates are the lab's. */
export interface RealSigstore {
  readonly lab: Lab;
  readonly trustedRoot: object;
  readonly signingConfig: object;
  readonly clientTrustConfig: object;
  readonly stop: () => Promise<void>;
}

export async function startRealSigstore(programs: ReadonlyMap<PeerName, string>, folder: string): Promise<RealSigstore> {
  mkdirSync(folder, { recursive: true });
  const lab = await startLab({ clock: { now: () => Date.now() }, seed: 'interop' });
  const [fulcioPort = 0, grpcPort = 0, metricsPort = 0, rekorPort = 0, rekorGrpc = 0, rekorMetrics = 0, tsaPort = 0] = await freePorts(7);
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  const program = (name: PeerName): string => programs.get(name) ?? name;
  const running: Running[] = [];
  const rekorKey = makeKey({ seed: 'interop rekor', algorithm: 'ed25519' });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write('fulcio.yaml', fulcioConfig(lab.oidc.url));
  write('ct.pem', lab.sigstore.ctLog.key.publicPem);
  write('rekor.pem', rekorKey.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const fulcioArgs = [
    '--ca=ephemeralca',
    '--config-path=fulcio.yaml',
    `--ct-log-url=${lab.sigstore.ctLog.url}`,
    '--ct-log-public-key-path=ct.pem',
    '--host=127.0.0.1',
  ];
  const fulcioPorts = [`--port=${fulcioPort}`, '--grpc-host=127.0.0.1', `--grpc-port=${grpcPort}`, `--metrics-port=${metricsPort}`];
  const socket = `--legacy-unix-domain-socket=${join(folder, 'fulcio.sock')}`;
  running.push(
    await serve(program('fulcio'), ['serve', ...fulcioArgs, ...fulcioPorts, socket], { cwd: folder, ready: `${url(fulcioPort)}/api/v2/trustBundle` }),
  );
  const rekorArgs = [`--storage-dir=${join(folder, 'rekor')}`, '--signer-filepath=rekor.pem', '--hostname=127.0.0.1', '--checkpoint-interval=1s'];
  const rekorPorts = [`--http-port=${rekorPort}`, `--grpc-port=${rekorGrpc}`, `--http-metrics-port=${rekorMetrics}`];
  running.push(await serve(program('rekor-tiles'), ['serve', ...rekorArgs, ...rekorPorts], { cwd: folder, ready: `${url(rekorPort)}/healthz` }));
  const tsaArgs = ['serve', '--host=127.0.0.1', `--port=${tsaPort}`, '--timestamp-signer=memory', '--disable-ntp-monitoring'];
  const chainUrl = `${url(tsaPort)}/api/v1/timestamp/certchain`;
  running.push(await serve(program('timestamp-server'), tsaArgs, { cwd: folder, ready: chainUrl }));

  const bundle = (await (await fetch(`${url(fulcioPort)}/api/v2/trustBundle`)).json()) as {
    readonly chains: readonly { readonly certificates: readonly string[] }[];
  };
  const tsaChain = (await (await fetch(chainUrl)).text()).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const start = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const certificates = (pems: readonly string[]): object => ({ certificates: pems.map((pem) => ({ rawBytes: pem.replaceAll(/-----[^-]+-----|\s/g, '') })) });
  const raw = rekorKey.spki.subarray(-32);
  const trustedRoot = {
    ...lab.trustedRoot,
    certificateAuthorities: bundle.chains.map((chain) => ({
      subject: { organization: 'sigstore', commonName: 'sigstore' },
      uri: url(fulcioPort),
      certChain: certificates(chain.certificates),
      validFor: { start },
    })),
    tlogs: [
      {
        baseUrl: url(rekorPort),
        hashAlgorithm: 'SHA2_256',
        publicKey: { rawBytes: Buffer.from(rekorKey.spki).toString('base64'), keyDetails: 'PKIX_ED25519', validFor: { start } },
        logId: { keyId: createHash('sha256').update('127.0.0.1\n\u0001').update(raw).digest('base64') },
      },
    ],
    timestampAuthorities: [
      { subject: { organization: 'local', commonName: 'tsa' }, uri: url(tsaPort), certChain: certificates(tsaChain), validFor: { start } },
    ],
  };
  const service = (address: string, majorApiVersion: number): object => ({ url: address, majorApiVersion, validFor: { start }, operator: 'interop' });
  const signingConfig = {
    ...lab.signingConfig(),
    caUrls: [service(url(fulcioPort), 1)],
    rekorTlogUrls: [service(url(rekorPort), 2)],
    tsaUrls: [service(`${url(tsaPort)}/api/v1/timestamp`, 1)],
  };
  return {
    lab,
    trustedRoot,
    signingConfig,
    clientTrustConfig: { mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json', trustedRoot, signingConfig },
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
      await lab.close();
    },
  };
}

/** An issuer whose tokens are those of GitHub's workflows. Source: sigstore/fulcio `config/identity/config.yaml`. */
function fulcioConfig(issuer: string): string {
  return `oidc-issuers:
  ${issuer}:
    issuer-url: ${issuer}
    client-id: sigstore
    type: ci-provider
    ci-provider: workflow-runs
ci-issuer-metadata:
  workflow-runs:
    default-template-values:
      url: "https://github.com"
      environment: ""
    subject-alternative-name-template: "{{ .url }}/{{ .job_workflow_ref }}"
    extension-templates:
      github-workflow-trigger: event_name
      github-workflow-sha: sha
      github-workflow-name: workflow
      github-workflow-repository: repository
      github-workflow-ref: ref
      build-signer-uri: "{{ .url }}/{{ .job_workflow_ref }}"
      build-signer-digest: job_workflow_sha
      runner-environment: runner_environment
      source-repository-uri: "{{ .url }}/{{ .repository }}"
      source-repository-digest: sha
      source-repository-ref: ref
      source-repository-identifier: repository_id
      source-repository-owner-uri: "{{ .url }}/{{ .repository_owner }}"
      source-repository-owner-identifier: repository_owner_id
      build-config-uri: "{{ .url }}/{{ .workflow_ref }}"
      build-config-digest: workflow_sha
      build-trigger: event_name
      run-invocation-uri: "{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}"
      source-repository-visibility-at-signing: repository_visibility
      deployment-environment: environment
`;
}
