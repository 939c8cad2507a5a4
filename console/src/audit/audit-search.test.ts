import { expect, test } from 'vitest'
import { auditQueryMembers, readAuditSearch } from './audit-search.ts'

test('a period of days means Seoul days, the last one whole', () => {
  expect(auditQueryMembers({ from: '2026-01-05', until: '2026-01-31' })).toMatchObject({
    from: '2026-01-04T15:00:00.000Z',
    until: '2026-01-31T15:00:00.000Z',
  })
})

test('an address that nobody could have chosen shows the whole log', () => {
  expect(readAuditSearch({ from: '2026-13-45', until: 7, actor: '', action: 'x;drop' })).toEqual({})
  expect(readAuditSearch({ action: 'channel-group.update', actor: 'a@b.kr' })).toEqual({
    action: 'channel-group.update',
    actor: 'a@b.kr',
  })
})
