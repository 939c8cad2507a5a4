import assert from 'node:assert/strict'
import type { ServiceAnswer } from '@naru/gateways'
import type { Scene, Taken } from '../scene.ts'
import { story, type Story } from '../story.ts'

/** What is done for a paid order, and what the module tells without any order. */
export const serviceStories: readonly Story[] = [
  story('escrow', ['escrow'], async (scene) => {
    const { gateway, context } = scene
    const { amount } = scene.order()
    const cup = {
      id: 'cup',
      name: '머그컵',
      unitMinor: amount.minor,
      quantity: 1,
      link: 'https://shop.example/cup',
    }
    const taken = await scene.take(scene.order({ isEscrow: true, products: [cup] }))
    const parcel = {
      ...paidCall(taken),
      company: 'CJ',
      companyNameKo: 'CJ대한통운',
      invoiceNumber: '123456789',
      sentAt: scene.bench.simulators.clock.now(),
      registrarName: '나루',
      sender: { name: '나루', phoneNumber: '0212345678', zipcode: '06232', address: '서울 강남구 1' },
      receiver: { name: '홍길동', phoneNumber: '01012345678', zipcode: '06232', address: '서울 강남구 2' },
    }
    if (gateway.registerEscrowDelivery !== undefined) {
      assertDone(await gateway.registerEscrowDelivery(context, { ...parcel, isFirst: true }))
      assertDone(
        await gateway.registerEscrowDelivery(context, { ...parcel, isFirst: false, invoiceNumber: '2' }),
      )
    }
    if (gateway.completeEscrow !== undefined)
      assertDone(await gateway.completeEscrow(context, { ...paidCall(taken), fromStore: true }))
  }),

  story('capture', ['capture'], async (scene) => {
    const call = paidCall(await scene.take())
    assertDone(await scene.gateway.capture?.(scene.context, call))
  }),

  story('capture of a payment that is none', ['capture'], async (scene) => {
    const call = { ...paidCall(await scene.take()), pgTxId: 'no-such-payment' }
    assert.equal((await scene.gateway.capture?.(scene.context, call))?.kind, 'declined')
  }),

  story('cash receipt: issue → cancel', ['cash-receipt'], async (scene) => {
    const issued = await issueReceipt(scene, crypto.randomUUID())
    assert.ok(issued?.kind === 'issued', JSON.stringify(issued))
    assert.notEqual(issued.issueNumber, '')
    assert.ok(!issued.raw.includes('01012345678'), 'the phone number stands in the log')
    const call = {
      pgReceiptId: issued.pgReceiptId,
      amount: { minor: 11_000, currency: 'KRW' },
      reason: '발급 취소',
      idempotencyKey: crypto.randomUUID(),
    }
    assertDone(await scene.gateway.cancelCashReceipt?.(scene.context, call))
    const again = await scene.gateway.cancelCashReceipt?.(scene.context, {
      ...call,
      idempotencyKey: 'second',
    })
    assert.ok(again !== undefined && again.kind !== 'silent')
  }),

  story('cash receipt: repeated', ['cash-receipt'], async (scene) => {
    const id = crypto.randomUUID()
    const [first, second] = [await issueReceipt(scene, id), await issueReceipt(scene, id)]
    assert.equal(first?.kind, 'issued')
    if (scene.gateway.cashReceiptIsIdempotent !== true) return 'the platform never repeats it'
    assert.ok(first?.kind === 'issued' && second?.kind === 'issued')
    assert.equal(second.issueNumber, first.issueNumber)
  }),

  story('card promotions', ['card-promotions'], async (scene) => {
    const answer = await scene.gateway.listCardPromotions?.(scene.context, {
      amount: { minor: 100_000, currency: 'KRW' },
    })
    assert.equal(answer?.kind, 'found')
  }),

  story('settlements', ['settlements'], async (scene) => {
    const { pgTxId } = (await scene.take()).approval
    const now = scene.bench.simulators.clock.now().getTime()
    const answer = await scene.gateway.settlements?.(scene.context, {
      pgMerchantId: scene.merchantId,
      day: new Date(now + 9 * 3_600_000).toISOString().slice(0, 10),
    })
    assert.ok(answer?.kind === 'page', JSON.stringify(answer))
    assert.ok(answer.lines.some((line) => line.pgTxId === pgTxId && line.amountMinor > 0))
  }),

  story('right and wrong credentials', ['credentials'], async (scene) => {
    const right = await scene.gateway.probe?.(scene.context)
    assert.ok(right?.kind === 'accepted' || right?.kind === 'unclear', JSON.stringify(right))
    const wrong = Object.fromEntries(
      Object.entries(scene.context.credentials).map(([key, value]) => [key, `${value.slice(0, -4)}Xx9z`]),
    )
    const refused = await scene.gateway.probe?.(scene.bench.context({ credentials: wrong }))
    assert.notEqual(refused?.kind, 'accepted')
    const begun = scene.gateway.begin && (await beginWith(scene, wrong))
    // A PG whose window is only a form refuses inside it; what matters is that nothing throws.
    assert.ok(begun === undefined || ['begun', 'declined', 'silent'].includes(begun))
  }),

  story('button in the shop’s page', ['button'], async (scene) => {
    const { ability, module } = scene.cell
    const uiType =
      ability.kind === 'button' && ability.use === 'billing' ? module.ui?.billing : module.ui?.payment
    assert.ok(uiType)
    const drawn = scene.gateway.drawUi?.(scene.context, { uiType, currency: scene.order().amount.currency })
    assert.equal(drawn?.kind, 'drawn', JSON.stringify(drawn))
  }),

  story('script in the shop’s page: public values', ['page-script'], async (scene) => {
    const { module } = scene.cell
    const script = scene.gateway.pageScript?.(scene.context, { customerUrl: 'http://127.0.0.1:9/customer' })
    assert.equal(script?.kind, module.pageScript)
    const answer = await fetch(script?.scriptUrl ?? '')
    assert.match(answer.headers.get('content-type') ?? '', /javascript/)
    const told = JSON.stringify(script)
    for (const { key, secret } of module.credentialSets.flatMap(({ fields }) => fields))
      if (secret) assert.ok(!told.includes(scene.context.credentials[key] ?? key), key)
  }),

  story('customer: a code that nobody was given', ['customers'], async (scene) => {
    for (const query of [{}, { code: 'guessed', customerKey: 'somebody' }]) {
      const request = { method: 'GET', path: '/', query, headers: {}, remoteAddress: '127.0.0.1' }
      const answer = await scene.gateway.admitCustomer?.(scene.context, {
        ...request,
        rawBody: new Uint8Array(),
      })
      assert.equal(answer?.kind, 'declined', JSON.stringify(answer))
    }
  }),
]

async function beginWith(
  scene: Scene,
  credentials: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const context = scene.bench.context({ credentials })
  const urls = {
    returnUrl: 'http://127.0.0.1:9/r',
    closeUrl: 'http://127.0.0.1:9/c',
    notifyUrl: 'http://127.0.0.1:9/n',
  }
  return (await scene.gateway.begin?.(context, scene.order(), urls))?.kind
}

function paidCall({ order, approval, memory }: Taken) {
  return { order, pgTxId: approval.pgTxId, memory, balanceMinor: order.amount.minor }
}

function issueReceipt(scene: Scene, receiptId: string) {
  return scene.gateway.issueCashReceipt?.(scene.context, {
    receiptId,
    orderName: '나루 머그컵',
    type: 'PERSONAL',
    identityNumber: '01012345678',
    amount: { minor: 11_000, currency: 'KRW' },
    supplyMinor: 10_000,
    taxFreeMinor: 0,
    vatMinor: 1_000,
    customer: { fullName: '홍길동', email: 'buyer@example.com', phoneNumber: '010-1234-5678' },
    idempotencyKey: receiptId,
  })
}

function assertDone(answer: ServiceAnswer | undefined): void {
  assert.equal(answer?.kind, 'done', JSON.stringify(answer))
}
