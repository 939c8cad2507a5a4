import type { FastifyInstance, FastifyReply } from 'fastify'
import { bytesOf } from '../desk/read-json.ts'
import { randomToken } from '../desk/random.ts'
import type { NaverOrderBooks } from './books.ts'
import type { SheetLine } from './order.ts'

/** `order.nhn` and `wishlist.nhn`: a form whose names repeat in goods' order, 200 with a key as text, or a refusal. */
export function addRegisterRoutes(app: FastifyInstance, books: NaverOrderBooks): void {
  app.post('/naverpay-order/customer/api/order.nhn', (request, reply) => {
    const form = formOf(request.body)
    const refused = refuseShop(books, form)
    if (refused !== undefined) return say(reply, 400, refused)
    const lines = linesOf(form)
    const shippingMinor = amountOf(form.get('SHIPPING_PRICE'))
    const shippingType = form.get('SHIPPING_TYPE') ?? ''
    const totalMinor = amountOf(form.get('TOTAL_PRICE'))
    if (lines === undefined) return say(reply, 400, '상품 정보가 올바르지 않습니다.')
    if (!['FREE', 'PAYED', 'ONDELIVERY'].includes(shippingType) || shippingMinor === undefined)
      return say(reply, 400, '배송비 정보가 올바르지 않습니다.')
    if ((shippingType === 'PAYED') !== shippingMinor > 0)
      return say(reply, 400, '배송비 유형과 배송비가 맞지 않습니다.')
    const goods = lines.reduce((sum, line) => sum + line.totalMinor, 0)
    if (totalMinor === undefined || totalMinor !== goods + shippingMinor)
      return say(reply, 400, '총 금액이 상품 금액과 배송비의 합과 다릅니다.')
    const backUrl = form.get('BACK_URL') ?? ''
    if (!URL.canParse(backUrl)) return say(reply, 400, 'BACK_URL이 올바르지 않습니다.')
    const mallManageCode = form.get('MALL_MANAGE_CODE') ?? ''
    if (mallManageCode.length > 300) return say(reply, 400, 'MALL_MANAGE_CODE는 300자 이하여야 합니다.')
    const sheet = books.sheets.put({
      sheetKey: randomToken(18),
      shopId: form.get('SHOP_ID') ?? '',
      mallManageCode,
      backUrl,
      shippingType,
      shippingMinor,
      surchargeText: form.get('SHIPPING_ADDITIONAL_PRICE') ?? '',
      totalMinor,
      lines,
      openedAt: books.now().toISOString(),
    })
    return say(reply, 200, sheet.sheetKey)
  })

  app.post('/naverpay-order/customer/api/wishlist.nhn', (request, reply) => {
    const form = formOf(request.body)
    const refused = refuseShop(books, form)
    if (refused !== undefined) return say(reply, 400, refused)
    const ids = form.getAll('ITEM_ID')
    const isWhole =
      ids.length > 0 &&
      ['ITEM_NAME', 'ITEM_UPRICE', 'ITEM_IMAGE', 'ITEM_URL'].every(
        (name) => form.getAll(name).filter((value) => value !== '').length === ids.length,
      )
    return isWhole
      ? say(reply, 200, ids.map(() => randomToken(9)).join(','))
      : say(reply, 400, '상품 정보가 올바르지 않습니다.')
  })
}

function refuseShop(books: NaverOrderBooks, form: URLSearchParams): string | undefined {
  const merchant = books.merchants.get(form.get('SHOP_ID') ?? '')
  const certiKey = merchant?.credentials['certiKey'] ?? ''
  return certiKey !== '' && form.get('CERTI_KEY') === certiKey
    ? undefined
    : '가맹점 정보가 올바르지 않습니다.'
}

function linesOf(form: URLSearchParams): readonly SheetLine[] | undefined {
  const column = (name: string) => form.getAll(name)
  const ids = column('ITEM_ID')
  const [names, counts, options] = [column('ITEM_NAME'), column('ITEM_COUNT'), column('ITEM_OPTION')]
  const [totals, units] = [column('ITEM_TPRICE'), column('ITEM_UPRICE')]
  const lines: SheetLine[] = []
  for (const [index, itemId] of ids.entries()) {
    const [count, total, unit] = [amountOf(counts[index]), amountOf(totals[index]), amountOf(units[index])]
    const name = names[index] ?? ''
    if (itemId === '' || name === '' || count === undefined || count < 1) return undefined
    if (total === undefined || unit === undefined || total !== unit * count) return undefined
    lines.push({ itemId, name, count, option: options[index] ?? '', unitMinor: unit, totalMinor: total })
  }
  return lines.length === 0 ? undefined : lines
}

function amountOf(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

function formOf(body: unknown): URLSearchParams {
  return new URLSearchParams(Buffer.from(bytesOf(body)).toString('utf8'))
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(text)
}
