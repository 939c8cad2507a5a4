import { createServer } from 'node:http'
import { env, stdout } from 'node:process'

/**
 * The cheapest PG that answers TossPayments' confirm and billing: a measuring device, so that its own cost does not drown
 * the platform's. It checks nothing and remembers nothing.
 */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.setHeader('content-type', 'application/json')
    const url = request.url ?? ''
    const now = new Date().toISOString()
    if (!/\/v1\/(?:payments\/confirm|billing\/.+)$/.test(url)) return response.end('{}')
    const body: { paymentKey?: string; orderId: string; amount: number; customerKey?: string } = JSON.parse(
      Buffer.concat(chunks).toString('utf8'),
    )
    if (url.endsWith('/v1/billing/authorizations/card'))
      return response.end(
        JSON.stringify({
          mId: 'iamporttest_3',
          customerKey: body.customerKey,
          authenticatedAt: now,
          method: '카드',
          billingKey: 'stub-billing-key',
          card: { issuerCode: '41', acquirerCode: '41', number: '43301234****123*', cardType: '신용' },
        }),
      )
    // A charge names no paymentKey: it is born with it.
    const { orderId, amount, paymentKey = orderId } = body
    return response.end(
      JSON.stringify({
        version: '2022-11-16',
        paymentKey,
        type: url.endsWith('/confirm') ? 'NORMAL' : 'BILLING',
        orderId,
        orderName: '나룻배 모형',
        mId: 'iamporttest_3',
        currency: 'KRW',
        method: '카드',
        totalAmount: amount,
        balanceAmount: amount,
        status: 'DONE',
        requestedAt: now,
        approvedAt: now,
        useEscrow: false,
        lastTransactionKey: 'B7103F204998813B889C77C043D09502',
        suppliedAmount: amount - Math.round(amount / 11),
        vat: Math.round(amount / 11),
        cultureExpense: false,
        taxFreeAmount: 0,
        taxExemptionAmount: 0,
        cancels: null,
        isPartialCancelable: true,
        card: {
          amount,
          issuerCode: '41',
          acquirerCode: '41',
          number: '43301234****123*',
          installmentPlanMonths: 0,
          approveNo: '00000000',
          useCardPoint: false,
          cardType: '신용',
          ownerType: '개인',
          acquireStatus: 'READY',
          isInterestFree: false,
          interestPayer: null,
        },
        virtualAccount: null,
        secret: 'ps_stub',
        mobilePhone: null,
        giftCertificate: null,
        transfer: null,
        receipt: { url: 'https://pg.example/receipt' },
        checkout: { url: 'https://pg.example/checkout' },
        easyPay: null,
        country: 'KR',
        failure: null,
        cashReceipt: null,
        cashReceipts: null,
        discount: null,
        metadata: null,
      }),
    )
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(env['BENCH_PORT']), '127.0.0.1', () => stdout.write('ready\n'))
process.stdin.on('end', () => process.exit(0)).resume()
