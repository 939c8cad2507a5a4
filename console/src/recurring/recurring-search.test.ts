import { expect, test } from 'vitest'
import { isListNarrowed, listMembers, readListSearch } from './recurring-search.ts'

test('an address gives back what was chosen; a day counts whole in Seoul', () => {
  const search = readListSearch({
    mode: 'TEST',
    status: 'FAILED',
    from: 'x',
    until: '2026-03-02',
    search: 12,
    open: '',
  })
  expect(search).toEqual({ mode: 'TEST', status: ['FAILED'], until: '2026-03-02', search: '12' })
  expect(listMembers(search)).toMatchObject({ mode: 'TEST', until: '2026-03-02T15:00:00.000Z', search: '12' })
  expect([isListNarrowed(search), isListNarrowed({ mode: 'TEST', open: 'a' })]).toEqual([true, false])
})
