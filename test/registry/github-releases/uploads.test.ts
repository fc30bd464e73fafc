import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uploadsOf } from '../../../src/registry/github-releases/uploads.ts';

test('files and the token go to the API’s own place for uploads, whatever the answer says', () => {
  const api = 'https://api.github.com';
  const table = [
    { named: 'https://uploads.github.com/repos/a/b/releases/1/assets{?name,label}', api, is: 'https://uploads.github.com/repos/a/b/releases/1/assets' },
    { named: 'https://api.github.com/repos/a/b/releases/1/assets', api, is: 'https://api.github.com/repos/a/b/releases/1/assets' },
    { named: 'https://uploads.acme.ghe.com/x{?name}', api: 'https://api.acme.ghe.com', is: 'https://uploads.acme.ghe.com/x' },
    { named: 'https://github.acme.test/api/uploads/x{?name}', api: 'https://github.acme.test/api/v3', is: 'https://github.acme.test/api/uploads/x' },
    { named: 'https://uploads.github.com.evil.test/x', api },
    { named: 'https://evil.test/uploads.github.com', api },
    { named: 'http://uploads.github.com/x', api },
    { named: 'https://uploads.github.com:8443/x', api },
    { named: 'https://user@uploads.github.com/x', api },
    { named: 'https://uploads.github.com/x?y=z', api },
    { named: 'no address', api },
    { named: undefined, api },
  ];
  for (const { named, api: at, is } of table) assert.equal(uploadsOf(named, at), is, named);
});
