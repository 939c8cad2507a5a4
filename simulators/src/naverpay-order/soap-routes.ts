import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { answerCall } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Merchant } from '../desk/merchants.ts'
import { bytesOf } from '../desk/read-json.ts'
import { childOf, readXml, textIn, textsIn, writeXml } from '../desk/xml.ts'
import type { XmlElement, XmlMembers } from '../desk/xml.ts'
import type { NaverOrderBooks } from './books.ts'
import { operations } from './operations.ts'
import type { Refused } from './operations.ts'
import type { NaverOrder, ProductOrder } from './order.ts'

const service = 'MallService41'
const pageSize = 100
const initialVector = Buffer.from('c437b4792a856233c183994afe10a6b2', 'hex')
const clockToleranceMs = 10 * 60_000

interface Asked {
  readonly operation: string
  readonly request: XmlElement | undefined
  readonly merchant: Merchant
  /** Opens what is personal in the answer to this request. */
  readonly fieldKey: Buffer
}

/** The order API: SOAP 1.1, one address, the operation in `SOAPAction` and in the body. */
export function addSoapRoutes(app: FastifyInstance, books: NaverOrderBooks): void {
  app.post(`/naverpay-order/Checkout/${service}`, (request, reply) => {
    const action = String(request.headers['soapaction'] ?? '').replaceAll('"', '')
    const operation = action.startsWith(`${service}#`) ? action.slice(service.length + 1) : ''
    const body = childOf(readXml(Buffer.from(bytesOf(request.body)).toString('utf8')), 'Body')
    const asked = admit(books, operation, childOf(body, `${operation}Request`))
    const run = (): WireAnswer => ('code' in asked ? refused(operation, asked) : answer(books, asked))
    const productOrder =
      'code' in asked ? undefined : books.products.get(textIn(asked.request, 'ProductOrderID'))
    return answerCall(books.faults, request, reply, {
      operation: Object.hasOwn(operations, operation) ? 'cancel' : 'inquire',
      orderId: books.orders.get(productOrder?.orderId ?? '')?.mallManageCode,
      run,
      decline: () => refused(operation, { code: 'ERR-FAULT', message: '처리하지 못했습니다.' }),
      lie,
    })
  })
}

function admit(books: NaverOrderBooks, operation: string, request: XmlElement | undefined): Asked | Refused {
  const credentials = childOf(request, 'AccessCredentials')
  const timestamp = textIn(credentials, 'Timestamp')
  const merchant = books.ofLicense(textIn(credentials, 'AccessLicense'))
  const secretKey = merchant?.credentials['secretKey'] ?? ''
  if (request === undefined || merchant === undefined || secretKey === '')
    return { code: 'ERR-AUTH-LICENSE', message: '유효하지 않은 AccessLicense입니다.' }
  const signature = createHmac('sha256', secretKey)
    .update(timestamp + service + operation)
    .digest()
  const given = Buffer.from(textIn(credentials, 'Signature'), 'base64')
  if (given.length !== signature.length || !timingSafeEqual(given, signature))
    return { code: 'ERR-AUTH-SIGNATURE', message: '서명이 올바르지 않습니다.' }
  const at = Date.parse(timestamp.slice(0, 24))
  if (!(Math.abs(at - books.now().getTime()) <= clockToleranceMs))
    return { code: 'ERR-AUTH-TIMESTAMP', message: 'Timestamp가 올바르지 않습니다.' }
  if (textIn(request, 'Version') !== '4.1') return { code: 'ERR-PARAMETER', message: 'Version' }
  const mac = createHmac('sha256', secretKey).update(timestamp).digest()
  const fieldKey = Buffer.alloc(16)
  for (let index = 0; index < 16; index += 1) fieldKey[index] = (mac[index] ?? 0) ^ (mac[index + 16] ?? 0)
  return { operation, request, merchant, fieldKey }
}

function answer(books: NaverOrderBooks, asked: Asked): WireAnswer {
  const { operation, request, merchant } = asked
  const mallId = textIn(request, 'MallID')
  if (mallId !== '' && mallId !== merchant.mid)
    return refused(operation, { code: 'ERR-PARAMETER', message: 'MallID가 올바르지 않습니다.' })
  switch (operation) {
    case 'GetChangedProductOrderList':
      return changedList(books, asked)
    case 'GetProductOrderIDList': {
      const ids = books
        .productsOf(textIn(request, 'OrderID'))
        .filter(({ shopId }) => shopId === merchant.mid)
        .map(({ productOrderId }) => productOrderId)
      const list = ids.map((id) => `<n1:ProductOrderIDList>${id}</n1:ProductOrderIDList>`).join('')
      return done(operation, { ReturnedDataCount: String(ids.length) }, list)
    }
    case 'GetProductOrderInfoList': {
      const found = textsIn(request, 'ProductOrderIDList')
        .map((id) => books.products.get(id))
        .filter((one) => one !== undefined && one.shopId === merchant.mid)
      return done(operation, {
        ReturnedDataCount: String(found.length),
        ProductOrderInfoList: found.flatMap((one) => {
          const order = one && books.orders.get(one.orderId)
          return one === undefined || order === undefined ? [] : [infoOf(one, order, asked)]
        }),
      })
    }
    case 'GetPurchaseReviewList':
      return reviewList(books, asked)
    default: {
      const work = Object.hasOwn(operations, operation) ? operations[operation] : undefined
      if (work === undefined)
        return refused(operation, { code: 'ERR-OPERATION', message: '없는 오퍼레이션입니다.' })
      const product = books.products.get(textIn(request, 'ProductOrderID'))
      if (product === undefined || product.shopId !== merchant.mid)
        return refused(operation, { code: 'ERR-NO-PRODUCT-ORDER', message: '상품주문을 찾을 수 없습니다.' })
      const problem = work(books, product, request)
      return problem === undefined ? done(operation, {}) : refused(operation, problem)
    }
  }
}

function changedList(books: NaverOrderBooks, { operation, request, merchant }: Asked): WireAnswer {
  const from = Date.parse(textIn(request, 'InquiryTimeFrom'))
  const to = Date.parse(textIn(request, 'InquiryTimeTo')) || books.now().getTime()
  if (!(from <= to) || to - from > 86_400_000)
    return refused(operation, { code: 'ERR-PARAMETER', message: '조회 기간은 24시간 이내여야 합니다.' })
  const wanted = textIn(request, 'LastChangedStatusCode')
  const all = books.products
    .all()
    .filter(({ shopId, changedAt, lastChange }) => {
      const at = Date.parse(changedAt)
      return shopId === merchant.mid && at >= from && at <= to && (wanted === '' || wanted === lastChange)
    })
    .toSorted((left, right) =>
      left.changedAt === right.changedAt
        ? left.productOrderId.localeCompare(right.productOrderId)
        : left.changedAt.localeCompare(right.changedAt),
    )
  const extra = textIn(request, 'InquiryExtraData')
  const start = Math.max(0, extra === '' ? 0 : all.findIndex((one) => one.productOrderId === extra))
  const page = all.slice(start, start + pageSize)
  const next = all[start + pageSize]
  return done(operation, {
    ReturnedDataCount: String(page.length),
    HasMoreData: String(next !== undefined),
    ...(next === undefined
      ? {}
      : { MoreDataTimeFrom: next.changedAt, InquiryExtraData: next.productOrderId }),
    ChangedProductOrderInfoList: page.map((one) => ({
      OrderID: one.orderId,
      ProductOrderID: one.productOrderId,
      LastChangedStatus: one.lastChange,
      LastChangedDate: one.changedAt,
      ProductOrderStatus: one.status,
      ...(one.claimType === undefined
        ? {}
        : { ClaimType: one.claimType, ClaimStatus: one.claimStatus ?? '' }),
    })),
  })
}

function infoOf(one: ProductOrder, order: NaverOrder, { fieldKey, merchant }: Asked): XmlMembers {
  const sealed = (text: string): string => {
    const cipher = createCipheriv('aes-128-cbc', fieldKey, initialVector)
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
  }
  const due = new Date(Date.parse(order.orderedAt) + 3 * 86_400_000).toISOString()
  return {
    Order: {
      OrderID: order.orderId,
      OrderDate: order.orderedAt,
      OrdererID: sealed('nave****'),
      OrdererName: sealed('홍길동'),
      OrdererTel1: sealed('010-1234-5678'),
      PaymentMeans: order.means,
      PayLocationType: 'PC',
      ...(order.paidAt === undefined ? {} : { PaymentDate: order.paidAt }),
      GeneralPaymentAmount: String(order.means === '포인트결제' ? 0 : order.paidMinor),
      NaverMileagePaymentAmount: String(order.means === '포인트결제' ? order.paidMinor : 0),
      ChargeAmountPaymentAmount: '0',
      CheckoutAccumulationPaymentAmount: '0',
    },
    ProductOrder: {
      ProductOrderID: one.productOrderId,
      ProductOrderStatus: one.status,
      PlaceOrderStatus: one.isPlaced ? 'OK' : 'NOT_YET',
      ...(one.claimType === undefined
        ? {}
        : { ClaimType: one.claimType, ClaimStatus: one.claimStatus ?? '' }),
      ...(one.isHeldBack === undefined ? {} : { HoldbackStatus: one.isHeldBack ? 'HOLDBACK' : 'RELEASED' }),
      ProductID: one.line.itemId,
      ProductName: one.line.name,
      ProductOption: one.line.option,
      OptionCode: '',
      Quantity: String(one.line.count),
      UnitPrice: String(one.line.unitMinor),
      TotalProductAmount: String(one.line.totalMinor),
      TotalPaymentAmount: String(one.line.totalMinor),
      DeliveryFeeAmount: String(one.deliveryMinor),
      MallID: merchant.mid,
      MallManageCode: order.mallManageCode,
      ShippingDueDate: due,
      ShippingMemo: '문 앞에 놓아 주세요.',
      ShippingAddress: {
        ZipCode: '04524',
        BaseAddress: sealed('서울특별시 중구 세종대로 110'),
        DetailedAddress: sealed('1층'),
        Name: sealed('홍길동'),
        Tel1: sealed('010-1234-5678'),
      },
    },
    ...(one.delivery === undefined
      ? {}
      : {
          Delivery: {
            DeliveryMethod: one.delivery.method,
            DeliveryCompany: one.delivery.company,
            TrackingNumber: one.delivery.trackingNumber,
          },
        }),
  }
}

function reviewList(books: NaverOrderBooks, { operation, request, merchant }: Asked): WireAnswer {
  const from = Date.parse(textIn(request, 'InquiryTimeFrom'))
  const to = Date.parse(textIn(request, 'InquiryTimeTo'))
  const kind = textIn(request, 'PurchaseReviewClassType')
  if (!(from <= to) || to - from > 86_400_000 || (kind !== 'GENERAL' && kind !== 'PREMIUM'))
    return refused(operation, { code: 'ERR-PARAMETER', message: '조회 조건이 올바르지 않습니다.' })
  const found = books.reviews.all().filter((review) => {
    const at = Date.parse(review.createdAt)
    return review.shopId === merchant.mid && review.kind === kind && at >= from && at <= to
  })
  return done(operation, {
    ReturnedDataCount: String(found.length),
    PurchaseReviewList: found.map((review) => {
      const product = books.products.get(review.productOrderId)
      return {
        PurchaseReviewId: review.reviewId,
        MallID: merchant.mid,
        ProductOrderID: review.productOrderId,
        ProductID: product?.line.itemId ?? '',
        ProductName: product?.line.name ?? '',
        PurchaseReviewScore: review.score,
        Title: review.title,
        ...(review.kind === 'PREMIUM' ? { Content: review.content } : {}),
        WriterId: 'nave****',
        CreateYmdt: review.createdAt,
      }
    }),
  })
}

function done(operation: string, members: XmlMembers, more = ''): WireAnswer {
  return envelope(operation, writeXml({ ResponseType: 'SUCCESS', ...members }, 'n1') + more)
}

function refused(operation: string, { code, message }: Refused): WireAnswer {
  return envelope(
    operation,
    writeXml({ ResponseType: 'ERROR', Error: { Code: code, Message: message } }, 'n1'),
  )
}

function envelope(operation: string, inner: string): WireAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><n:${operation}Response xmlns:n="http://mall.checkout.platform.nhncorp.com/" xmlns:n1="http://base.checkout.platform.nhncorp.com/">${inner}</n:${operation}Response></soapenv:Body></soapenv:Envelope>`
  return { status: 200, contentType: 'text/xml; charset=UTF-8', body: Buffer.from(text, 'utf8') }
}

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const text = Buffer.from(truth.body).toString('utf8')
  const replaced =
    told === 'wrong-amount'
      ? text.replaceAll(/(GeneralPaymentAmount>)\d+/g, '$11')
      : told === 'wrong-order'
        ? text.replaceAll(/(MallManageCode>)[^<]*/g, `$1${'f'.repeat(36)}`)
        : text
  return { ...truth, body: Buffer.from(replaced, 'utf8') }
}
