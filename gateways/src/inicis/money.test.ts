import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { CancelCall, JsonObject, Order } from '../port.ts'
import { incoming, testContext, testNow, testOrder } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { inicis } from './connector.ts'
import { readIniApi } from './iniapi.ts'
import { readMobileApproval } from './mobile-approve.ts'
import { readPcApproval } from './pc-approve.ts'
import { authSignatureOf, iniApiEncrypt, iniApiHash, pairHash } from './signature.ts'
import { oneOffTestMid } from './test-mids.ts'

const { credentials } = oneOffTestMid
const key = credentials['iniApiKey'] ?? ''
const signKey = credentials['signKey'] ?? ''
const timestamp = String(testNow.getTime())
const origin = 'http://127.0.0.1:4004/inicis'
const pcProof = {
  window: 'PC',
  authToken: 'TOKEN',
  authUrl: `${origin}/api/payAuth`,
  netCancelUrl: `${origin}/api/netCancel`,
}
const mobileProof = { window: 'MOBILE', tid: 'AUTH-TID', reqUrl: `${origin}/smart/payReq.ini` }
const silentAnswers: readonly (readonly [string, Scripted])[] = [
  ['a reset', resetByPeer()],
  ['a 500', { status: 500, body: '<html>Internal Server Error</html>' }],
  ['a 502 that looks like an answer', { status: 502, body: '{"resultCode":"01"}' }],
  ['half a body', { body: '{"resultCode":"0000","tid":"T' }],
  ['an empty body', { body: '' }],
]

function pcAnswer(changes: Record<string, string> = {}): string {
  const facts = { MOID: testOrder.pgOrderId, TotPrice: '10000', mid: 'INIpayTest', ...changes }
  return JSON.stringify({
    resultCode: '0000',
    resultMsg: '정상처리되었습니다.',
    tid: 'StdpayCARDINIpayTest20260105120405123456',
    payMethod: 'Card',
    applDate: '20260105',
    applTime: '120405',
    applNum: '12345678',
    CARD_Num: '433012******123*',
    CARD_Code: '14',
    CARD_Quota: '03',
    CARD_Interest: '0',
    CARD_CheckFlag: '1',
    CARD_CorpFlag: '0',
    authSignature: authSignatureOf(facts, timestamp),
    ...facts,
    ...changes,
  })
}

function trade(changes: Record<string, string>): Scripted {
  return {
    body: JSON.stringify({
      resultCode: '00',
      resultMsg: 'ok',
      tid: 'TID-1',
      price: '10000',
      status: '0',
      ...changes,
    }),
  }
}

async function approve(proof: JsonObject, order: Partial<Order>, ...script: Scripted[]) {
  const network = new ScriptedNetwork(...script)
  const call = { order: { ...testOrder, ...order }, proof, memory: {}, idempotencyKey: 'k' }
  return { network, answer: await inicis.approve!(testContext(credentials, network), call) }
}

describe('approve on PC', () => {
  test('sends the token signed, with our price, and reads the facts', async () => {
    const { network, answer } = await approve(pcProof, {}, { body: pcAnswer() })

    expect(network.requests[0]?.url).toBe(pcProof.authUrl)
    expect(network.form(0)).toEqual({
      mid: 'INIpayTest',
      authToken: 'TOKEN',
      timestamp,
      signature: pairHash({ authToken: 'TOKEN', timestamp }),
      verification: pairHash({ authToken: 'TOKEN', signKey, timestamp }),
      charset: 'UTF-8',
      format: 'JSON',
      price: '10000',
    })
    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgOrderId: testOrder.pgOrderId,
      pgMerchantId: 'INIpayTest',
      amount: { minor: 10_000, currency: 'KRW' },
      at: new Date('2026-01-05T03:04:05Z'),
      method: {
        type: 'CARD',
        card: {
          name: '신한카드',
          issuerCode: '14',
          bin: '433012',
          type: 'DEBIT',
          ownerType: 'PERSONAL',
          installmentMonth: 3,
          approvalNumber: '12345678',
        },
      },
    })
  })

  test('a wrong or missing authSignature is unknown, so that the platform undoes it', async () => {
    for (const authSignature of ['0'.repeat(64), ''])
      expect((await approve(pcProof, {}, { body: pcAnswer({ authSignature }) })).answer).toEqual({
        kind: 'silent',
        reason: 'authSignature of the approve answer is wrong',
      })
  })

  test('a signed answer about another amount or order is told as it is, for the platform to compare', async () => {
    expect((await approve(pcProof, {}, { body: pcAnswer({ TotPrice: '9000' }) })).answer).toMatchObject({
      amount: { minor: 9_000 },
    })
    expect((await approve(pcProof, {}, { body: pcAnswer({ MOID: 'other' }) })).answer).toMatchObject({
      pgOrderId: 'other',
    })
  })

  test('a refusal keeps code and sentence; a repeat of an earlier request is no refusal', async () => {
    const refusal = (resultCode: string) => ({ body: JSON.stringify({ resultCode, resultMsg: '한도 초과' }) })

    expect((await approve(pcProof, {}, refusal('120049'))).answer).toMatchObject({
      kind: 'declined',
      pgCode: '120049',
      pgMessage: '한도 초과',
    })
    expect((await approve(pcProof, {}, refusal('500630'))).answer.kind).toBe('silent')
  })

  test.each(silentAnswers)('%s is unknown, never declined', async (_name, scripted) => {
    expect((await approve(pcProof, {}, scripted)).answer.kind).toBe('silent')
  })

  test('an issued account is remembered, since no inquiry tells it again', async () => {
    const account = {
      payMethod: 'VBank',
      VACT_Num: '56000000000001',
      VACT_BankCode: '88',
      VACT_Name: '케이지이니시스',
      VACT_InputName: '홍길동',
      VACT_Date: '20260112',
      VACT_Time: '235900',
    }
    const { answer } = await approve(pcProof, { payMethod: 'VIRTUAL_ACCOUNT' }, { body: pcAnswer(account) })

    expect(answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      memory: {
        virtualAccount: {
          accountNumber: '56000000000001',
          bank: 'SHINHAN',
          expiredAt: '2026-01-12T14:59:00.000Z',
        },
      },
    })
  })

  test('a wallet without a source code is the one that was asked for', async () => {
    const order = { payMethod: 'EASY_PAY' as const, easyPay: { easyPayProvider: 'APPLEPAY' } }

    expect((await approve(pcProof, order, { body: pcAnswer() })).answer).toMatchObject({
      method: { type: 'EASY_PAY', provider: 'APPLEPAY' },
    })
  })

  test('a wallet shows itself by its source letter or by its own points code', async () => {
    expect((await approve(pcProof, {}, { body: pcAnswer({ CARD_SrcCode: 'O' }) })).answer).toMatchObject({
      method: { type: 'EASY_PAY', provider: 'KAKAOPAY', card: { issuerCode: '14' } },
    })
    expect((await approve(pcProof, {}, { body: pcAnswer({ CARD_Code: '91' }) })).answer).toMatchObject({
      method: { type: 'EASY_PAY', provider: 'NAVERPAY' },
    })
  })

  test('a bare card number and a bill key never reach the raw answer', async () => {
    const { answer } = await approve(
      pcProof,
      {},
      { body: pcAnswer({ CARD_Num: '4330123412341234', CARD_Billkey: 'BILLKEY-1' }) },
    )

    expect(JSON.stringify(answer)).not.toMatch(/4330123412341234|BILLKEY-1/)
  })

  test('a proof with a foreign address is never called', async () => {
    const { network, answer } = await approve({ ...pcProof, authUrl: 'https://evil.example/' }, {})

    expect(answer.kind).toBe('declined')
    expect(network.requests).toHaveLength(0)
  })
})

describe('approve on mobile', () => {
  const nvp = (changes: Record<string, string> = {}) =>
    Object.entries({
      P_STATUS: '00',
      P_RMESG1: '정상처리',
      P_TID: 'INIMX_CARDINIpayTest20260105120405123456',
      P_TYPE: 'CARD',
      P_AUTH_DT: '20260105120405',
      P_MID: 'INIpayTest',
      P_OID: testOrder.pgOrderId,
      P_AMT: '10000',
      P_AUTH_NO: '87654321',
      P_CARD_NUM: '433012******123*',
      P_FN_CD1: '06',
      P_RMESG2: '00',
      ...changes,
    })
      .map(([name, value]) => `${name}=${value}`)
      .join('&')

  test('sends MID and TID, reads name–value pairs in either charset', async () => {
    for (const body of [nvp(), iconv.encode(nvp(), 'cp949')]) {
      const { network, answer } = await approve(mobileProof, { device: 'MOBILE' }, { body })

      expect(network.requests[0]?.url).toBe(mobileProof.reqUrl)
      expect(network.form(0)).toEqual({ P_MID: 'INIpayTest', P_TID: 'AUTH-TID' })
      expect(answer).toMatchObject({
        kind: 'approved',
        pgTxId: 'INIMX_CARDINIpayTest20260105120405123456',
        amount: { minor: 10_000 },
        at: new Date('2026-01-05T03:04:05Z'),
        method: { type: 'CARD', card: { name: '국민카드', installmentMonth: 0 } },
      })
      expect(answer.kind === 'approved' && answer.raw).toContain('정상처리')
    }
  })

  // Goal: `P_AMT=100` cut out of `P_AMT=10000` must not look like a payment of another amount.
  test('an answer that breaks off anywhere before its facts is unknown', async () => {
    const whole = nvp()
    for (let length = 'P_STATUS=00'.length; length < whole.indexOf('P_FN_CD1='); length += 1)
      expect((await approve(mobileProof, {}, { body: whole.slice(0, length) })).answer.kind).toBe('silent')
  })

  test('an answer that names no order cannot be bound to ours', async () => {
    expect((await approve(mobileProof, {}, { body: nvp({ P_OID: '' }) })).answer.kind).toBe('silent')
  })

  test('a refusal keeps code and sentence', async () => {
    expect(
      (await approve(mobileProof, {}, { body: 'P_STATUS=120049&P_RMESG1=한도 초과' })).answer,
    ).toMatchObject({
      kind: 'declined',
      pgCode: '120049',
      pgMessage: '한도 초과',
    })
  })

  test.each(silentAnswers)('%s is unknown, never declined', async (_name, scripted) => {
    expect((await approve(mobileProof, {}, scripted)).answer.kind).toBe('silent')
  })
})

describe('net cancel', () => {
  async function netCancel(proof: JsonObject, ...script: Scripted[]) {
    const network = new ScriptedNetwork(...script)
    const call = { order: testOrder, proof, memory: {}, idempotencyKey: 'k' }
    return { network, answer: await inicis.netCancel!(testContext(credentials, network), call) }
  }
  const done = { body: '{"resultCode":"0000","resultMsg":"망취소"}' }
  const nothing = { body: '{"resultCode":"SIM404","resultMsg":"없음"}' }

  test('on PC goes to the guarded address with the body of approve', async () => {
    const { network, answer } = await netCancel(pcProof, done)

    expect(answer.kind).toBe('approved')
    expect(network.requests[0]?.url).toBe(pcProof.netCancelUrl)
    expect(network.form(0)).toMatchObject({ authToken: 'TOKEN', mid: 'INIpayTest' })
  })

  test('on mobile goes to the host that approved, with amount and order', async () => {
    const { network, answer } = await netCancel(mobileProof, { body: 'P_STATUS=00&P_RMESG1=ok' })

    expect(answer.kind).toBe('approved')
    expect(network.requests[0]?.url).toBe(`${origin}/smart/payNetCancel.ini`)
    expect(network.form(0)).toMatchObject({ P_TID: 'AUTH-TID', P_AMT: '10000', P_OID: testOrder.pgOrderId })
  })

  test('when it stays silent, what the books hold is refunded by its TID', async () => {
    const { network, answer } = await netCancel(pcProof, resetByPeer(), trade({}), {
      body: '{"resultCode":"00"}',
    })

    expect(answer.kind).toBe('approved')
    expect(network.form(1)).toMatchObject({ type: 'Extra', paymethod: 'Inquiry', oid: testOrder.pgOrderId })
    expect(network.requests[2]?.url).toBe(`${origin}/v2/pg/refund`)
    expect(JSON.parse(network.text(2))).toMatchObject({ data: { tid: 'TID-1' } })
  })

  test('a lost account is closed before anybody can pay into it', async () => {
    const { network, answer } = await netCancel(pcProof, resetByPeer(), trade({ status: 'N' }), {
      body: '{"resultCode":"00"}',
    })

    expect(answer.kind).toBe('approved')
    expect(network.form(2)).toMatchObject({ type: 'Refund', paymethod: 'GVacct', tid: 'TID-1' })
  })

  test('"nothing to cancel" counts once the books hold nothing either', async () => {
    expect((await netCancel(pcProof, nothing, trade({ status: '9', price: '0', tid: '' }))).answer.kind).toBe(
      'approved',
    )
    expect((await netCancel(pcProof, nothing, resetByPeer())).answer.kind).toBe('declined')
  })

  // Goal: an approval may still be on its way when neither side of the net cancel was heard.
  test('silence and empty books prove nothing', async () => {
    expect((await netCancel(pcProof, resetByPeer(), trade({ status: '9', tid: '' }))).answer.kind).toBe(
      'silent',
    )
  })
})

describe('inquire', () => {
  async function inquire(
    changes: { pgTxId?: string; order?: Partial<Order>; memory?: JsonObject },
    ...script: Scripted[]
  ) {
    const network = new ScriptedNetwork(...script)
    const { order, memory, ...rest } = changes
    const call = { order: { ...testOrder, ...order }, memory: memory ?? {}, ...rest }
    return { network, answer: await inicis.inquire!(testContext(credentials, network), call) }
  }

  test('by TID through v2, hashed over exactly the text that is sent', async () => {
    const { network, answer } = await inquire({ pgTxId: 'TID-1' }, trade({ oid: testOrder.pgOrderId }))

    expect(answer).toMatchObject({
      kind: 'approved',
      cancelledMinor: 0,
      approval: { pgTxId: 'TID-1', amount: { minor: 10_000 } },
    })
    const sent = network.text(0)
    expect(sent).toContain('"data":{"tid":"TID-1"}')
    expect(JSON.parse(sent)).toMatchObject({
      timestamp: '20260105120405',
      hashData: iniApiHash([key, 'INIpayTest', 'inquiry', '20260105120405', '{"tid":"TID-1"}']),
    })
  })

  test('by our order number through v1 when the TID was lost', async () => {
    const { network } = await inquire({}, trade({}))

    expect(network.requests[0]?.url).toBe(`${origin}/api/v1/extra`)
    expect(network.form(0)).toMatchObject({
      oid: testOrder.pgOrderId,
      hashData: iniApiHash([key, 'Extra', 'Inquiry', '20260105120405', '127.0.0.1', 'INIpayTest']),
    })
  })

  test('what was given back shows as the difference to the order', async () => {
    expect(
      (await inquire({ pgTxId: 'TID-1' }, trade({ price: '6000', prtcRemains: '6000' }))).answer,
    ).toMatchObject({ cancelledMinor: 4_000, approval: { amount: { minor: 10_000 } } })
    expect((await inquire({ pgTxId: 'TID-1' }, trade({ status: '1', price: '0' }))).answer).toMatchObject({
      cancelledMinor: 10_000,
    })
  })

  test('another amount than ordered is told, not hidden as a cancel', async () => {
    expect((await inquire({ pgTxId: 'TID-1' }, trade({ price: '9000' }))).answer).toMatchObject({
      cancelledMinor: 0,
      approval: { amount: { minor: 9_000 } },
    })
  })

  test('no such trade is not yet final; a refused inquiry is no answer', async () => {
    expect((await inquire({}, trade({ status: '9', price: '0', tid: '' }))).answer).toMatchObject({
      kind: 'not-approved',
      final: false,
    })
    expect((await inquire({}, { body: '{"resultCode":"ER0102","resultMsg":"x"}' })).answer.kind).toBe(
      'silent',
    )
    expect((await inquire({ pgTxId: 'TID-1' }, trade({ oid: 'other' }))).answer.kind).toBe('silent')
  })

  test('a deposit is seen, with the account that was remembered', async () => {
    const memory = {
      virtualAccount: { accountNumber: '560001', bank: 'SHINHAN', expiredAt: '2026-01-12T14:59:00.000Z' },
    }
    const order = { payMethod: 'VIRTUAL_ACCOUNT' as const }

    expect((await inquire({ pgTxId: 'TID-1', order, memory }, trade({ status: 'Y' }))).answer).toMatchObject({
      approval: {
        state: 'PAID',
        method: { virtualAccount: { accountNumber: '560001', expiredAt: new Date('2026-01-12T14:59:00Z') } },
      },
    })
    expect((await inquire({ pgTxId: 'TID-1', order, memory }, trade({ status: 'N' }))).answer).toMatchObject({
      approval: { state: 'VIRTUAL_ACCOUNT_ISSUED' },
    })
    expect((await inquire({ order }, trade({ status: 'N' }))).answer.kind).toBe('silent')
  })
})

describe('cancel', () => {
  const call: CancelCall = {
    order: testOrder,
    pgTxId: 'TID-1',
    memory: {},
    methodType: 'CARD',
    cancellationId: 'c-1',
    idempotencyKey: 'c-1',
    amountMinor: 4_000,
    taxFreeMinor: 0,
    vatMinor: 364,
    remainingMinor: 6_000,
    isWhole: false,
    reason: '단순 변심',
    isUnpaidVirtualAccount: false,
  }
  const refundAccount = { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' }
  async function cancel(changes: Partial<CancelCall>, ...script: Scripted[]) {
    const network = new ScriptedNetwork(...script)
    return {
      network,
      answer: await inicis.cancel!(testContext(credentials, network), { ...call, ...changes }),
    }
  }
  const partDone = {
    resultCode: '00',
    tid: 'PART-1',
    prtcTid: 'TID-1',
    prtcPrice: '4000',
    prtcRemains: '6000',
    prtcDate: '20260105',
    prtcTime: '121000',
  }

  test('a part names what must remain', async () => {
    const { network, answer } = await cancel({}, { body: JSON.stringify(partDone) })

    expect(network.requests[0]?.url).toBe(`${origin}/v2/pg/partialRefund`)
    expect(JSON.parse(network.text(0))).toMatchObject({
      data: {
        tid: 'TID-1',
        msg: '단순 변심',
        price: '4000',
        confirmPrice: '6000',
        currency: 'WON',
        tax: '364',
        taxfree: '0',
      },
    })
    expect(answer).toMatchObject({
      kind: 'approved',
      pgCancellationId: 'PART-1',
      at: new Date('2026-01-05T03:10:00Z'),
    })
  })

  test('the whole is one refund', async () => {
    const { network, answer } = await cancel(
      { isWhole: true, amountMinor: 10_000, remainingMinor: 0 },
      { body: '{"resultCode":"00","cancelDate":"20260105","cancelTime":"121000"}' },
    )

    expect(network.requests[0]?.url).toBe(`${origin}/v2/pg/refund`)
    expect(answer).toMatchObject({ kind: 'approved', at: new Date('2026-01-05T03:10:00Z') })
  })

  test('a deposit is paid back to an encrypted account, which the hash covers', async () => {
    const paidBack = iniApiEncrypt('110123456789', key, credentials['iniApiIv'] ?? '')
    const tail = (network: ScriptedNetwork, type: string, ...rest: string[]) => {
      const hashed = [
        key,
        type,
        'Vacct',
        '20260105120405',
        '127.0.0.1',
        'INIpayTest',
        'TID-1',
        ...rest,
        paidBack,
      ]
      expect(network.form(0)).toMatchObject({
        type,
        paymethod: 'Vacct',
        refundAcctNum: paidBack,
        refundBankCode: '88',
        refundAcctName: '홍길동',
        hashData: iniApiHash(hashed),
      })
    }
    const deposit = { methodType: 'VIRTUAL_ACCOUNT' as const, refundAccount }

    tail((await cancel(deposit, { body: JSON.stringify(partDone) })).network, 'PartialRefund', '4000', '6000')
    tail(
      (
        await cancel(
          { ...deposit, isWhole: true, amountMinor: 10_000, remainingMinor: 0 },
          { body: '{"resultCode":"00"}' },
        )
      ).network,
      'Refund',
    )
  })

  test('an unpaid account is closed; a paid one without a refund account is refused before anything is sent', async () => {
    const closing = await cancel(
      { isUnpaidVirtualAccount: true, methodType: 'VIRTUAL_ACCOUNT' },
      { body: '{"resultCode":"00"}' },
    )
    expect(closing.network.form(0)).toMatchObject({ type: 'Refund', paymethod: 'GVacct' })

    const refused = await cancel({ methodType: 'VIRTUAL_ACCOUNT' })
    expect(refused.answer.kind).toBe('declined')
    expect(refused.network.requests).toHaveLength(0)
  })

  test('a refusal keeps code and sentence', async () => {
    expect(
      (await cancel({}, { body: '{"resultCode":"500706","resultMsg":"잔액 불일치"}' })).answer,
    ).toMatchObject({ kind: 'declined', pgCode: '500706', pgMessage: '잔액 불일치' })
  })

  test.each(silentAnswers)('%s is unknown, never refused', async (_name, scripted) => {
    expect((await cancel({}, scripted)).answer.kind).toBe('silent')
  })

  test('the balance tells whether a cancel happened', async () => {
    const ask = async (changes: Record<string, string>) =>
      (await inicis.inquireCancel!(testContext(credentials, new ScriptedNetwork(trade(changes))), call)).kind

    expect(await ask({ price: '6000', prtcRemains: '6000' })).toBe('approved')
    expect(await ask({ price: '10000' })).toBe('declined')
    expect(await ask({ price: '2000', prtcRemains: '2000' })).toBe('silent')
    expect(await ask({ status: '9', price: '0' })).toBe('silent')
  })
})

describe('notes', () => {
  const read = (body: string | Uint8Array) =>
    inicis.readNotification!({ moduleCode: 'inicis_v2', credentials }, incoming(body))

  test('a PC deposit note in EUC-KR is a claim, to be answered with exactly OK', () => {
    const note =
      'no_tid=DEP&no_oid=o-1&id_merchant=INIpayTest&type_msg=0200&no_vacct=560001&amt_input=00010000&nm_input=홍길동&dt_trans=20260105&tm_trans=122000'

    expect(read(iconv.encode(note, 'cp949'))).toEqual({
      kind: 'transaction',
      pgOrderId: 'o-1',
      claim: 'DEPOSITED',
      amountMinor: 10_000,
      accountNumber: '560001',
      at: new Date('2026-01-05T03:20:00Z'),
      accepted: { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' },
      refused: { status: 400, contentType: 'text/plain; charset=utf-8', body: 'FAIL' },
    })
  })

  test('a mobile note tells issue from deposit', () => {
    const note = (status: string) =>
      `P_STATUS=${status}&P_TID=T&P_TYPE=VBANK&P_MID=INIpayTest&P_OID=o-1&P_AMT=10000&P_RMESG1=560001|202601122359`

    expect(read(note('02'))).toMatchObject({
      claim: 'DEPOSITED',
      accountNumber: '560001',
      amountMinor: 10_000,
    })
    expect(read(note('00'))).toMatchObject({ claim: 'CHANGED' })
  })

  test('a note for another merchant is refused, so that the PG tries again elsewhere', () => {
    expect(read('no_oid=o-1&id_merchant=OTHER')).toMatchObject({
      kind: 'unreadable',
      refused: { body: 'FAIL' },
    })
  })
})

describe('any bytes', () => {
  test('never throw and never approve', () => {
    const context = testContext(credentials, new ScriptedNetwork())
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 200, max: 599 }), (body, status) => {
        expect(readPcApproval(context, testOrder, timestamp, status, body).kind).not.toBe('approved')
        expect(readMobileApproval(context, testOrder, status, body).kind).not.toBe('approved')
        expect(readIniApi(status, body).kind).not.toBe('done')
        inicis.readNotification!({ moduleCode: 'inicis_v2', credentials }, incoming(body))
      }),
    )
  })

  test('any JSON and any pairs without a whole amount approve nothing', () => {
    const context = testContext(credentials, new ScriptedNetwork())
    const names = fc.constantFrom('P_STATUS', 'P_TID', 'P_OID', 'P_TYPE')
    fc.assert(
      fc.property(fc.json(), fc.dictionary(names, fc.string()), (json, pairs) => {
        const bytes = new TextEncoder().encode(json)
        expect(readPcApproval(context, testOrder, timestamp, 200, bytes).kind).not.toBe('approved')
        for (const P_AMT of ['', '-1', '1.5', '10,000']) {
          const fields = { P_TID: 'T', P_OID: 'o', ...pairs, P_STATUS: '00', P_AMT }
          const form = new TextEncoder().encode(new URLSearchParams(fields).toString())
          expect(readMobileApproval(context, testOrder, 200, form).kind).toBe('silent')
        }
      }),
    )
  })
})
