import type { CatalogueModule, CredentialFieldView } from '@naru/server/wire/console'
import { expect, test } from 'vitest'
import { createBody, fieldsToConfirm, initialValues, isStored, updateBody } from './channel-values.ts'

function field(key: string, more: Partial<CredentialFieldView> = {}): CredentialFieldView {
  return { key, labelKo: key, labelEn: key, type: 'text', secret: false, required: 'always', ...more }
}

const cpPwd = field('cpPwd', { secret: true, required: 'conditional', confirmFilled: true })
const module: CatalogueModule = {
  code: 'pg',
  pgProvider: 'PG',
  labelKo: 'PG',
  labelEn: 'PG',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: [],
  manualConfirmSelectable: false,
  evidence: 'A',
  payMethods: [],
  usable: true,
  credentialSets: [
    {
      versions: ['V1'],
      channelAttribute: 'PAYMENT',
      fields: [field('mid', { isPgMerchantId: true }), field('key', { secret: true }), cpPwd],
      howToFind: { stepsKo: [], stepsEn: [] },
    },
  ],
  sharedTestMids: [],
}
const values = {
  ...initialValues(module, undefined),
  name: ' 이름 ',
  credentials: { mid: ' m ', key: 'k', cpPwd: ' ', stranger: 'x' },
}

test('a channel is saved with the trimmed fields of its form and no others', () => {
  expect(createBody(values, { mode: 'LIVE', pg: 'pg', module })).toMatchObject({
    name: '이름',
    mode: 'LIVE',
    credentials: { mid: 'm', key: 'k', cpPwd: '' },
  })
})

test('on a shared test MID nothing but the MID leaves the form', () => {
  const body = createBody({ ...values, sharedTestMid: 'm' }, { mode: 'TEST', pg: 'pg', module })

  expect(body).toMatchObject({ sharedTestMid: 'm', credentials: { mid: 'm' } })
  expect(Object.keys(body.credentials)).toEqual(['mid'])
})

test('a filled value that its PG may break on is asked about, a blank one is not', () => {
  expect(fieldsToConfirm(module, values)).toEqual([])
  expect(fieldsToConfirm(module, { ...values, credentials: { cpPwd: 'x' } })).toEqual([cpPwd])
})

test('a stored secret that is to be removed counts as blank and is told to the server', () => {
  const cleared = { ...values, cleared: ['cpPwd'] }
  const channel = { credentials: { cpPwd: { isSet: true } } }

  expect(updateBody(cleared, module, { rowVersion: 3 })).toMatchObject({ clear: ['cpPwd'], rowVersion: 3 })
  expect(isStored(channel, cpPwd, values)).toBe(true)
  expect(isStored(channel, cpPwd, cleared)).toBe(false)
})
