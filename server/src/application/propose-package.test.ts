import { gateways } from '@naru/gateways'
import { expect, test } from 'vitest'
import type { OfferedMethod, PgOffer } from '../wire/console-application.ts'
import { groupOf, offers } from './offers.ts'
import { proposePackage } from './propose-package.ts'

function offer(pg: string, methods: readonly OfferedMethod[], usable = true): PgOffer {
  return {
    pg,
    nameKo: pg,
    nameEn: pg,
    methods: methods.map((method) => ({ method, group: groupOf[method] })),
    wallets: [],
    questions: [],
    usable,
  }
}

test('one contract that fulfils everything beats two that share it', () => {
  const all = [
    offer('cards', ['CARD', 'CARD_RECURRING']),
    offer('wallet', ['EASY_PAY']),
    offer('both', ['CARD', 'EASY_PAY'], false),
  ]
  expect(proposePackage(all, ['EASY_PAY', 'CARD']).items).toEqual([
    { pg: 'both', method: 'CARD' },
    { pg: 'both', method: 'EASY_PAY' },
  ])
})

test('between equals the one whose connector takes payments is proposed', () => {
  const all = [offer('silent', ['CARD'], false), offer('works', ['CARD']), offer('later', ['CARD'])]
  expect(proposePackage(all, ['CARD']).items).toEqual([{ pg: 'works', method: 'CARD' }])
})

test('what nobody offers is told instead of dropped', () => {
  expect(proposePackage([offer('cards', ['CARD'])], ['IDENTITY_VERIFICATION', 'CARD'])).toEqual({
    items: [{ pg: 'cards', method: 'CARD' }],
    unmet: ['IDENTITY_VERIFICATION'],
  })
})

test('nothing ticked proposes nothing', () => {
  expect(proposePackage(offers(gateways), [])).toEqual({ items: [], unmet: [] })
})

test('every PG of the catalogue can be applied for, and every wish is met', () => {
  const real = offers(gateways)
  const contractual = gateways.filter(({ catalogue }) =>
    catalogue.modules.some(({ testOnly }) => testOnly !== true),
  )
  expect(real.map(({ pg }) => pg)).toEqual(contractual.map(({ id }) => id))
  expect(proposePackage(real, ['CARD', 'CARD_RECURRING', 'EASY_PAY', 'IDENTITY_VERIFICATION']).unmet).toEqual(
    [],
  )
})

test('identity verification is offered by the PGs that the guide names, and by no other', () => {
  const named = offers(gateways).filter(({ methods }) =>
    methods.some(({ method }) => method === 'IDENTITY_VERIFICATION'),
  )
  expect(named.map(({ pg }) => pg).toSorted()).toEqual(['danal', 'inicis', 'kcp'])
})
