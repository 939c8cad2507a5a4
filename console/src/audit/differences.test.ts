import { expect, test } from 'vitest'
import { differences } from './differences.ts'

test('only what changed is shown, however deep it lies', () => {
  const before = { url: 'https://a.example', retry: false, rules: [{ cidr: '1.1.1.1/32', memo: '사무실' }] }
  const after = { url: 'https://b.example', retry: false, rules: [{ cidr: '1.1.1.1/32', memo: '본사' }] }

  expect(differences(before, after)).toEqual([
    { path: 'url', before: 'https://a.example', after: 'https://b.example' },
    { path: 'rules.0.memo', before: '사무실', after: '본사' },
  ])
})

test('a thing that was made or deleted shows all of its values on one side', () => {
  expect(differences(undefined, { name: '서버', days: 30, note: null })).toEqual([
    { path: 'name', before: undefined, after: '서버' },
    { path: 'days', before: undefined, after: '30' },
  ])
  expect(differences({ name: '서버' }, undefined)).toEqual([
    { path: 'name', before: '서버', after: undefined },
  ])
})

test('an entry without details has no differences', () => {
  expect(differences(undefined, undefined)).toEqual([])
})
