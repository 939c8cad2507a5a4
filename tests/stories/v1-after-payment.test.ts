import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readV1Reference } from '../contract/v1-reference.ts'
import { buy, deposit, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, channelOf } from './billing-world.ts'

// Goal: accounts, cash receipts and escrow of a V1 server, which V2 reads as its own.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>
const reference = readV1Reference()
let number = 0
const uid = (kind: string): string => `${kind}-${process.pid}-${(number += 1)}`
const soon = (): number => Math.floor(Date.now() / 1_000) + 86_400

beforeAll(async () => {
  system = await startSystem()
  v1 = openV1Client(system)
}, 120_000)
afterAll(() => system?.stop())

function fits(definition: string, value: unknown): void {
  expect(reference?.differences(definition, value) ?? []).toEqual([])
}

const issue = (more: object = {}) =>
  v1.call('POST', '/vbanks', {
    channel_key: channelOf(system, 'naru-test'),
    merchant_uid: uid('account'),
    amount: 33_000,
    vbank_code: '088',
    vbank_due: soon() + 0.5,
    vbank_holder: '나루',
    name: '가상계좌',
    buyer_name: '홍길동',
    ...more,
  })

describe('virtual accounts', () => {
  test('an account is issued, takes a deposit, and is paid for V1 and V2', async () => {
    const merchant_uid = uid('account')
    const issued = await issue({ merchant_uid })

    expect(issued.response).toMatchObject({
      imp_uid: expect.stringMatching(/^imp_\d{12}$/),
      status: 'ready',
      channel: 'api',
      pay_method: 'vbank',
      vbank_code: '088',
      vbank_num: expect.stringMatching(/\d+$/),
      vbank_date: expect.any(Number),
      paid_at: 0,
    })
    fits('PaymentAnnotation', issued.response)
    expect(await issue({ merchant_uid })).toMatchObject({ status: 200, code: 1, response: null })

    await deposit(system, 'naru-test', issued.response.imp_uid)
    const paid = await until(20_000, 'the deposit', async () => {
      const reply = await v1.call('GET', `/payments/${issued.response.imp_uid}`)
      return reply.response.status === 'paid' ? reply.response : undefined
    })
    expect(paid).toMatchObject({ amount: 33_000 })
    expect(await readPayment(system, merchant_uid)).toMatchObject({ status: 'PAID', version: 'V1' })
  })

  test('only an account that waits is revoked, and then it has failed', async () => {
    const issued = await issue()
    const path = `/vbanks/${issued.response.imp_uid}`

    expect(await v1.call('DELETE', path)).toMatchObject({
      status: 200,
      code: 0,
      response: { status: 'failed' },
    })
    expect((await v1.call('DELETE', path)).status).toBe(400)
    expect((await v1.call('PUT', '/vbanks', { imp_uid: issued.response.imp_uid, amount: 1 })).status).toBe(
      400,
    )
    expect((await v1.call('DELETE', '/vbanks/imp_none')).status).toBe(404)
  })

  test('what cannot be issued is refused before the PG hears of it', async () => {
    expect((await issue({ vbank_code: '999' })).status).toBe(400)
    expect((await issue({ vbank_due: 1_000 })).status).toBe(400)
    expect((await issue({ amount: '1.5' })).status).toBe(400)
    expect(await issue({ channel_key: channelOf(system, 'inicis') })).toMatchObject({
      status: 200,
      code: 1,
      message: expect.stringContaining('inicis_v2은(는) 결제모듈 V2 전용입니다'),
    })
  })
})

describe('cash receipts', () => {
  test('a paid transfer gets one, once, and V2 sees it', async () => {
    const { transactionId, paymentId } = await buy(system, {
      pg: 'naru-test',
      amount: 11_000,
      method: 'TRANSFER',
    })
    const path = `/receipts/${transactionId}`
    expect(await v1.call('GET', path)).toMatchObject({
      status: 404,
      code: -1,
      message: `해당 아임포트 고유 번호(${transactionId})로 현금영수증을 발급 한 내역이 존재하지 않습니다.`,
    })

    const issued = await v1.call('POST', path, { identifier: '010-1234-5678' })

    expect(issued).toMatchObject({
      status: 200,
      code: 0,
      response: { imp_uid: transactionId, type: 'person', amount: 11_000, vat: 1_000, cancelled_at: 0 },
    })
    fits('ReceiptAnnotation', issued.response)
    expect((await callApi(system, 'GET', `/payments/${paymentId}/cash-receipt`)).body).toMatchObject({
      status: 'ISSUED',
    })
    expect(await v1.call('GET', `/payments/${transactionId}`)).toMatchObject({
      response: { cash_receipt_issued: true },
    })
    expect((await v1.call('POST', path, { identifier: '01012345678' })).status).toBe(400)
    expect(await v1.call('DELETE', path)).toMatchObject({ response: { cancelled_at: expect.any(Number) } })
    expect((await v1.call('DELETE', path)).status).toBe(400)
    expect(await v1.call('GET', `/payments/${transactionId}`)).toMatchObject({
      response: { cash_receipt_issued: false },
    })
  })

  test('a card payment gets none', async () => {
    const card = await buy(system, { pg: 'naru-test', amount: 1_000 })
    expect(
      (await v1.call('POST', `/receipts/${card.transactionId}`, { identifier: '01012345678' })).status,
    ).toBe(400)
  })

  test('a cash sale outside gets one under the merchant’s own order', async () => {
    const order = uid('outside')
    const path = `/receipts/external/${order}`
    expect((await v1.call('DELETE', path)).status).toBe(404)

    const issued = await v1.call('POST', path, {
      channel_key: channelOf(system, 'naru-test'),
      name: '현금 판매',
      amount: 5_500,
      identifier: '1234567890',
      type: 'company',
      tax_free: 3_300,
    })

    expect(issued.response).toMatchObject({ merchant_uid: order, type: 'company', amount: 5_500, vat: 200 })
    fits('ExternalReceiptAnnotation', issued.response)
    expect(await v1.call('GET', path)).toMatchObject({ response: { merchant_uid: order } })
    expect(await v1.call('DELETE', path)).toMatchObject({ code: 0 })
    expect(
      (
        await v1.call('POST', path, {
          channel_key: 'channel-key-none',
          name: 'a',
          amount: 1,
          identifier: '123456',
        })
      ).status,
    ).toBe(400)
  })
})

describe('escrow', () => {
  const parcel = (more: object = {}) => ({
    sender: { name: '나루', tel: '02-1234-5678', addr: '서울', postcode: '04524' },
    receiver: { name: '홍길동', tel: '010-1234-5678', addr: '부산', postcode: '48058' },
    logis: { company: 'CJGLS', invoice: '1234', sent_at: 1_700_000_000, ...more },
  })

  test('shipping is registered once, changed after that, and read by V2', async () => {
    const { transactionId, paymentId } = await buy(system, {
      pg: 'naru-test',
      amount: 7_000,
      request: { isEscrow: true },
    })
    const path = `/escrows/logis/${transactionId}`
    expect((await v1.call('GET', path)).status).toBe(409)
    expect((await v1.call('PUT', path, parcel())).status).toBe(409)

    const registered = await v1.call('POST', path, parcel())

    expect(registered).toMatchObject({
      status: 200,
      code: 0,
      response: { company: 'CJGLS', invoice: '1234', sent_at: 1_700_000_000, applied_at: expect.any(Number) },
    })
    fits('EscrowLogisAnnotation', registered.response)
    expect(await v1.call('POST', path, parcel())).toMatchObject({ status: 409, code: -1 })
    expect(await v1.call('PUT', path, parcel({ company: 'UNKNOWN', invoice: '99' }))).toMatchObject({
      response: { company: 'ETC', invoice: '99' },
    })
    expect(await v1.call('GET', path)).toMatchObject({ response: { company: 'ETC', invoice: '99' } })
    expect(await readPayment(system, paymentId)).toMatchObject({
      escrow: { status: 'REGISTERED', invoiceNumber: '99' },
    })
  })

  test('an ordinary payment has none', async () => {
    const { transactionId } = await buy(system, { pg: 'naru-test', amount: 7_000 })
    expect((await v1.call('POST', `/escrows/logis/${transactionId}`, parcel())).status).toBe(400)
    expect((await v1.call('GET', '/escrows/logis/imp_none')).status).toBe(404)
  })
})

describe('certifications', () => {
  const channel_key = () => system.demo.identityChannels.find(({ pg }) => pg === 'naru-test')?.channelKey
  const canary = '9007081'
  const send = (more: object = {}) =>
    v1.call('POST', '/certifications/otp/request', {
      channel_key: channel_key(),
      merchant_uid: 'member-7',
      name: '김나루',
      phone: '010-2345-6789',
      birth: '19900708',
      gender_digit: canary.slice(-1),
      carrier: 'KT',
      ...more,
    })

  test('a code proves who it was; the result is read, also by V2, and erased for good', async () => {
    const sent = await send()
    expect(sent.response).toEqual({ imp_uid: expect.stringMatching(/^imp_\d{12}$/) })
    const path = `/certifications/${sent.response.imp_uid}`
    const confirm = `/certifications/otp/confirm/${sent.response.imp_uid}`
    expect(await v1.call('GET', path)).toMatchObject({
      response: { certified: false, certified_at: 0, name: null, unique_key: null, merchant_uid: 'member-7' },
    })
    expect(await v1.call('POST', confirm, { otp: '000000' })).toMatchObject({ status: 400, code: -1 })
    expect((await v1.call('POST', confirm, {})).status).toBe(400)

    const done = await v1.call('POST', confirm, { otp: '123456' })

    expect(done.response).toMatchObject({
      imp_uid: sent.response.imp_uid,
      certified: true,
      name: '김나루',
      birthday: '1990-07-08',
      birth: 647_362_800,
      gender: 'male',
      pg_provider: 'naru_test',
      unique_key: expect.stringMatching(/.{20,}/),
    })
    fits('CertificationAnnotation', done.response)
    expect((await v1.call('POST', confirm, { otp: '123456' })).status).toBe(400)
    expect(await callApi(system, 'GET', `/identity-verifications/${sent.response.imp_uid}`)).toMatchObject({
      body: { status: 'VERIFIED', version: 'V1', verifiedCustomer: { name: '김나루' } },
    })

    expect(await v1.call('DELETE', path)).toMatchObject({ code: 0, response: { name: '김나루' } })
    expect(await v1.call('GET', path)).toMatchObject({
      status: 404,
      code: -1,
      message: '인증결과가 존재하지 않습니다.',
    })
    expect((await v1.call('DELETE', path)).status).toBe(404)
  })

  test('what cannot be asked is a 400 that names the field and no value; a PG’s refusal is a 500', async () => {
    const wrong = await Promise.all([
      send({ phone: '02-123-4567' }),
      send({ birth: '1990-13-40' }),
      send({ carrier: 'X' }),
      send({ channel_key: channelOf(system, 'naru-test') }),
    ])
    expect(wrong.map(({ status, code }) => [status, code])).toEqual([
      [400, -1],
      [400, -1],
      [400, -1],
      [400, -1],
    ])
    expect(JSON.stringify(wrong)).not.toContain('4567')
    expect(await send({ phone: '01000000001' })).toMatchObject({ status: 500, code: -1, response: null })
    expect((await v1.call('POST', '/certifications/otp/confirm/imp_none', { otp: '1' })).status).toBe(404)
  })
})
