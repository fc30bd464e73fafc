/** Services that look at what they are sent. */
const services = /(^|\.)(coverity\.com|codecov\.io|codacy\.com|coveralls\.io|sonarcloud\.io|virustotal\.com)$/;

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|10\.0\.2\.\d+|0\.0\.0\.0|\[::1\])$/;

/** Addresses that no network outside routes to: here the guests and containers of the machine that runs the job. */
const inside =
  /^(10\.\d+\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|192\.168\.\d+\.\d+|169\.254\.\d+\.\d+|\[fe80:.*\]|[\w.-]+\.(local|localhost|internal|lan|test))$/;

/** Programs that run machines or containers beside the job, which say where these can be reached. */
const guestOf =
  /\{output of (sudo )?(\S*\/)?((virsh|virt-\w+|VBoxManage|vboxmanage|vagrant|multipass|limactl|qemu[\w-]*|mkqnximage|lxc|incus|minikube|colima|tart|prlctl)[ })]|(docker|podman|nerdctl) (inspect|port)\b)/;

/**
 * A machine that the job itself runs or names in its own settings (`lima-default:`, `127.0.0.1`, the address that `virsh`
 * gives), and services that look at what they are sent: no stranger takes anything from there.
 *
 * @param url - Where something is sent to, as shown: an address, or `user@host:path` of a remote copy.
 * @returns Whether it is such a machine.
 */
export function isOwnMachine(url: string): boolean {
  const host = /^(?:\w+:\/\/)?(?:[^@/]+@)?([\w.-]+|\[[\da-f:]+\])(?=[:/]|$)/i.exec(url)?.[1] ?? '';
  if (services.test(host) || loopback.test(host)) return true;
  if (url.includes('://')) return false;
  return inside.test(host) || /^(?:[\w.-]+@)?[\w-]+:/.test(url) || guestOf.test(beforeColon(url));
}

/**
 * A package index that the job starts for a trial: on the runner itself, or a container beside it, whose host is a name
 * of one word.
 *
 * @param url - The index's address, as shown.
 * @returns Whether no stranger reaches it.
 */
export function isOwnIndex(url: string): boolean {
  const host = /^https?:\/\/([\w.-]+|\[[\da-f:]+\])(?=[:/]|$)/i.exec(url)?.[1];
  return host !== undefined && (loopback.test(host) || /^[a-z][\w-]*$/i.test(host) || /\.(localhost|internal|local)$/.test(host));
}

/** What stands before the colon that ends the host, an unknown in braces being one word. */
function beforeColon(url: string): string {
  let depth = 0;
  for (const [i, char] of [...url].entries()) {
    if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if (char === ':' && depth <= 0) return [...url].slice(0, i).join('');
  }
  return '';
}
