/** What a service does instead of answering, on request. */
export const networkFaults = {
  'server-error': 'status 500',
  unavailable: 'status 503 with a time after which to ask again',
  'rate-limited': 'status 429 with a time after which to ask again',
  'rate-limited-as-forbidden': 'status 403 with the headers by which GitHub says that too much was asked',
  unauthorized: 'status 401',
  'not-found': 'status 404',
  reset: 'the connection is cut without an answer',
  stall: 'the connection stays open and nothing comes',
  'stall-in-body': 'half of the body comes, and then nothing',
  'truncated-body': 'half of the announced bytes come, and the connection is cut',
  'endless-body': 'bytes come for as long as somebody reads',
  'packed-bomb': 'a megabyte of gzip that unpacks to a thousand',
  'empty-body': 'status 200 and nothing',
  'not-json': 'status 200 and a page for people',
  'deep-json': 'status 200 and a hundred thousand brackets',
  'changed-byte': 'the answer with its middle byte changed',
  'redirect-elsewhere': 'a redirect to a host of somebody else',
  'redirect-loop': 'a redirect to where it comes from',
  'page-loop': 'the answer, with a link to itself as the next page',
} as const;

export type NetworkFault = keyof typeof networkFaults;
