import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letsThrough, type RefFilter } from '../../src/lineage/ref-filter.ts';

/** Which refs a filter of GitHub lets through. */
const cases: readonly { readonly what: string; readonly filter: RefFilter; readonly refs: readonly string[]; readonly want: boolean | 'unknown' }[] = [
  { what: 'no filter', filter: {}, refs: ['v*'], want: true },
  { what: 'a branch', filter: { only: ['main'] }, refs: ['main'], want: true },
  { what: 'another branch', filter: { only: ['main'] }, refs: ['v*'], want: false },
  { what: 'one branch of two', filter: { only: ['main'] }, refs: ['main', 'next'], want: 'unknown' },
  { what: 'some of the tags', filter: { only: ['v1.*'] }, refs: ['v*'], want: 'unknown' },
  { what: 'all of the tags and more', filter: { only: ['v**'] }, refs: ['v1.*', 'v2'], want: true },
  { what: 'a star stops at a slash', filter: { only: ['*'] }, refs: ['release/**'], want: false },
  { what: 'the same pattern, which repeats a class', filter: { only: ['v[0-9]+'] }, refs: ['v[0-9]+'], want: true },
  { what: 'what a pattern may repeat', filter: { only: ['v[0-9]+'] }, refs: ['v12'], want: 'unknown' },
  { what: 'what a pattern surely does not repeat', filter: { only: ['v[0-9]+'] }, refs: ['main'], want: false },
  { what: 'ignored', filter: { except: ['v*'] }, refs: ['v*'], want: false },
  { what: 'ignored in part', filter: { except: ['v0.*'] }, refs: ['v*'], want: 'unknown' },
  { what: 'not ignored', filter: { except: ['main'] }, refs: ['v*'], want: true },
  { what: 'taken, then refused', filter: { only: ['**', '!v*'] }, refs: ['v*'], want: false },
  { what: 'refused, then taken', filter: { only: ['!v*', '**'] }, refs: ['v*'], want: true },
  { what: 'every ref against one', filter: { only: ['main'] }, refs: ['**'], want: 'unknown' },
];

for (const { what, filter, refs, want } of cases) test(`${what}: ${want}`, () => assert.equal(letsThrough(filter, refs), want));
