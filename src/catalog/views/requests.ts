import { basename, concat, derive, lit, literalOf, show } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import { credentialOf } from './registry.ts';
import { after, before, head } from './view.ts';
import type { View, ViewResult } from './view.ts';

/** The token that GitHub's clients use, as `token`, and assets without their labels, as `assets`. */
export const gh: View = ({ argv, call }) => {
  const token = call.env('GH_TOKEN') ?? call.env('GITHUB_TOKEN');
  const kind = credentialOf(token);
  return {
    token: [lit(kind)],
    assets: argv.args.slice(1).map((word) => before(word, '#')),
    attached: (argv.flags.get('attach')?.values ?? []).map((word) => before(word, '#')),
  };
};

interface Request {
  readonly url: Text;
  readonly method: string | undefined;
  readonly fields: readonly Text[];
  readonly file: Text | undefined;
}

/** An address as it is sent: what looks like a wildcard in it is a character of it. */
function address(word: Text): Text {
  return concat(...word.map((piece) => (piece.kind === 'wild' ? lit(piece.glob) : [piece])));
}

function field(fields: readonly Text[], name: string): Text | undefined {
  for (const one of fields) {
    const direct = head(one).startsWith(`${name}=`) ? concat(lit(head(one).slice(name.length + 1)), one.slice(1)) : undefined;
    if (direct !== undefined) return direct;
  }
  return undefined;
}

/** A value of a flat JSON text: `"tag_name": "v1"`. */
function jsonField(text: Text, name: string): Text | undefined {
  const rest = after(text, `"${name}"`);
  if (rest === undefined || !/^\s*:/.test(head(rest))) return undefined;
  const value = concat(lit(head(rest).replace(/^\s*:\s*/, '')), rest.slice(1));
  const quoted = head(value).startsWith('"') || head(value).startsWith('\\"');
  return quoted ? before(concat(lit(head(value).replace(/^\\?"/, '')), value.slice(1)), '"') : before(before(value, ','), '}');
}

function named(request: Request, name: string): Text | undefined {
  const direct = field(request.fields, name);
  if (direct !== undefined) return direct;
  for (const one of request.fields) {
    const found = jsonField(one, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a request to GitHub's interface does: `upload`, `create-release`, `flip`, `tag`, `dispatch`, `delete-release`, `delete-package`, `read`, or nothing of these. */
function meaning(request: Request): ViewResult {
  const path = show(request.url);
  const writes = request.method === 'POST' || request.method === 'PATCH' || request.method === 'PUT';
  const asset = after(request.url, '?name=') ?? after(request.url, '&name=');
  if (writes && (/\/releases\/.*\/assets|uploads\.github\.com/.test(path) || (asset !== undefined && request.file !== undefined))) {
    return {
      does: [lit('upload')],
      tag: [derive('release of', before(request.url, '?'))],
      ...(request.file === undefined ? {} : { file: [request.file] }),
      ...(asset === undefined ? {} : { asset: [before(asset, '&')] }),
    };
  }
  const flags = (does: string, values: Readonly<Record<string, Text | undefined>>): ViewResult =>
    Object.fromEntries([['does', [lit(does)]], ...Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]]))]);
  if (/\/releases\/?$/.test(path.replace(/\?.*$/, '')) && request.method === 'POST') {
    return flags('create-release', { tag: named(request, 'tag_name') ?? derive('tag of', request.url), 'as-draft': named(request, 'draft') });
  }
  if (/\/releases\/[^/]+$/.test(path) && request.method === 'PATCH') {
    const draft = named(request, 'draft');
    return literalOf(draft ?? []) === 'false' ? flags('flip', { tag: named(request, 'tag_name') ?? derive('release of', request.url) }) : flags('none', {});
  }
  if (/\/git\/refs\/?$/.test(path) && request.method === 'POST') {
    const ref = named(request, 'ref');
    const tag = ref === undefined ? undefined : after(ref, 'refs/tags/');
    return tag === undefined ? flags('none', {}) : flags('tag', { tag });
  }
  if (path.endsWith('/dispatches') && writes) {
    const workflow = after(request.url, '/workflows/');
    return flags('dispatch', { workflow: workflow === undefined ? (named(request, 'event_type') ?? request.url) : before(workflow, '/dispatches') });
  }
  if (request.method === 'DELETE') return flags(/\/releases\//.test(path) ? 'delete-release' : /\/packages\//.test(path) ? 'delete-package' : 'none', {});
  return flags(writes ? 'none' : 'read', {});
}

export const ghApi: View = ({ argv }) => {
  const [word] = argv.args;
  if (word === undefined) return {};
  const url = address(word);
  const fields = [...(argv.flags.get('raw-field')?.values ?? []), ...(argv.flags.get('field')?.values ?? [])];
  const file = argv.flags.get('input')?.values.at(-1);
  const given = argv.flags.get('method')?.values.at(-1);
  const method = given === undefined ? (fields.length > 0 || file !== undefined ? 'POST' : 'GET') : literalOf(given)?.toUpperCase();
  if (url[0]?.kind === 'hole' && url.length === 1 && method !== 'GET') return { does: [lit('unknown')] };
  return meaning({ url, method, fields, file });
};

function attachedFile(value: Text): Text | undefined {
  return head(value).startsWith('@') ? concat(lit(head(value).slice(1)), value.slice(1)) : undefined;
}

/** `curl`: what the request does, the `file` it sends and the `saved` files it writes. */
export const curl: View = ({ argv }) => {
  const values = (name: string): readonly Text[] => argv.flags.get(name)?.values ?? [];
  const urls = [...values('url'), ...argv.args].map(address);
  const url = urls.find((word) => /^(?:https?|ftps?|sftp|scp):\/\//.test(head(word))) ?? urls[0];
  if (url === undefined) return {};
  const bodies = [...values('data'), ...values('data-binary'), ...values('data-raw'), ...values('json'), ...values('data-urlencode')];
  const sent = [...values('data-binary'), ...values('data')].map(attachedFile).find((file) => file !== undefined);
  const put = values('upload-file').at(-1);
  const form = values('form')
    .map((one) => {
      const value = after(one, '=');
      return value === undefined ? undefined : attachedFile(value);
    })
    .find((file) => file !== undefined);
  const given = values('request').at(-1);
  const method =
    given === undefined
      ? put !== undefined
        ? 'PUT'
        : bodies.length > 0 || form !== undefined || values('form').length > 0
          ? 'POST'
          : 'GET'
      : literalOf(given)?.toUpperCase();
  const file = put ?? sent ?? (form === undefined ? undefined : before(form, ';'));
  const request = meaning({ url, method, fields: bodies, file });
  const does = literalOf(request['does']?.[0] ?? []);
  if (does !== 'read' && does !== 'none') return request;
  // A form that anybody may send asks a service something; who fills a place that strangers read shows who he is.
  const shows = ['user', 'oauth2-bearer', 'netrc', 'netrc-file', 'header', 'cert', 'key', 'aws-sigv4'].some((name) => argv.flags.has(name));
  const known =
    shows || [...urls, ...values('form'), ...values('data')].some((one) => one.some((piece) => piece.kind === 'hole' && /secrets\.|token/i.test(piece.id)));
  // A service that is sent a file may answer with another one: the signed one, say.
  const answer = method === 'GET' || argv.flags.has('output') ? { saved: saved(argv.flags, urls) } : {};
  if (file !== undefined && method !== 'GET' && (put !== undefined || (form !== undefined && known) || method === 'PUT'))
    return { does: [lit('put')], file: [file], address: [url], ...answer };
  return answer;
};

function saved(flags: Parameters<View>[0]['argv']['flags'], urls: readonly Text[]): readonly Text[] {
  const folder = flags.get('output-dir')?.values.at(-1);
  const place = (name: Text): Text => (folder === undefined ? name : concat(folder, lit('/'), name));
  const chosen = (flags.get('output')?.values ?? []).filter((name) => literalOf(name) !== '-' && literalOf(name) !== '/dev/null');
  const remote = flags.get('remote-name') !== undefined || flags.get('remote-name-all') !== undefined ? urls.map((url) => before(basename(url), '?')) : [];
  return [...chosen, ...remote].map(place);
}

/** `wget`: the files it writes, as `saved`. */
export const wget: View = ({ argv }) => {
  const urls = argv.args.map(address);
  const url = urls[0];
  const file = argv.flags.get('post-file')?.values.at(-1) ?? argv.flags.get('body-file')?.values.at(-1);
  if (url !== undefined && file !== undefined) return meaning({ url, method: 'POST', fields: [], file });
  const document = argv.flags.get('output-document')?.values.at(-1);
  if (document !== undefined) return literalOf(document) === '-' || literalOf(document) === '/dev/null' ? {} : { saved: [document] };
  if (argv.flags.get('spider') !== undefined || argv.flags.get('recursive') !== undefined || argv.flags.get('mirror') !== undefined) return {};
  const folder = argv.flags.get('directory-prefix')?.values.at(-1);
  return { saved: urls.map((one) => before(basename(one), '?')).map((name) => (folder === undefined ? name : concat(folder, lit('/'), name))) };
};
