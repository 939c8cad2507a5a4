import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { html, langOf } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { NaverOrderBooks } from './books.ts'
import { placeOrder } from './buyer.ts'

type Keyed = { Params: { sheetKey: string }; Querystring: Record<string, string> }
const heading = '네이버페이 주문형'
const tabs: readonly MethodTab[] = [
  { payMethod: 'EASY_PAY', name: { ko: '네이버페이 카드', en: 'Card' }, form: 'account' },
  { payMethod: 'VIRTUAL_ACCOUNT', name: { ko: '무통장입금', en: 'Bank deposit' }, form: 'account' },
]

/** The order sheet on PC and phone, the wish list, and the script that draws the shop's button. */
export function addPageRoutes(app: FastifyInstance, books: NaverOrderBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])

  for (const path of ['/naverpay-order/customer/order.nhn', '/naverpay-order/mobile/customer/order.nhn'])
    app.get<{ Querystring: Record<string, string> }>(path, (request, reply) => {
      const lang = langFor(request)
      const sheet = books.sheets.get(request.query['ORDER_ID'] ?? '')
      const isRight =
        sheet !== undefined &&
        sheet.orderId === undefined &&
        sheet.isClosed === undefined &&
        sheet.shopId === request.query['SHOP_ID'] &&
        String(sheet.totalMinor) === request.query['TOTAL_PRICE']
      if (!isRight) sendOver(reply, { lang, heading })
      else
        sendPage(reply, {
          lang,
          title: heading,
          heading,
          badge: say(lang, 'badge'),
          body: payPage({
            lang,
            decideUrl: `/naverpay-order/sheets/${sheet.sheetKey}/decide`,
            mid: sheet.shopId,
            orderId: sheet.mallManageCode,
            orderName: sheet.lines
              .map(({ name, option }) => [name, option].filter(Boolean).join(' — '))
              .join(', '),
            amountText: amountText(sheet.totalMinor, 'KRW', lang),
            tabs,
            cards: [],
            banks: [],
            wallets: [],
            installmentMonths: [0],
            declineReasons: [],
          }),
        })
      return reply
    })

  app.post<Keyed>('/naverpay-order/sheets/:sheetKey/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const sheet = books.sheets.get(request.params.sheetKey)
    if (choice === undefined || sheet === undefined || sheet.orderId !== undefined) {
      sendOver(reply, { lang, heading })
      return reply
    }
    if (choice.decision !== 'approve') {
      // The sheet stays: the buyer may come back to it.
      sendReturn(
        reply,
        { lang, heading },
        choice.decision === 'vanish' ? null : { method: 'GET', url: sheet.backUrl },
      )
      return reply
    }
    const order = placeOrder(books, sheet, choice)
    sendPage(reply, {
      lang,
      title: heading,
      heading,
      badge: say(lang, 'badge'),
      leaves: true,
      body: html`<section class="notice" role="status">
        <h1>${lang === 'ko' ? '주문이 완료되었습니다' : 'The order is placed'}</h1>
        <p class="code">${order.orderId}</p>
        <p>
          <a class="button" id="back" href="${sheet.backUrl}"
            >${lang === 'ko' ? '쇼핑 계속하기' : 'Back to the shop'}</a
          >
        </p>
      </section>`,
    })
    return reply
  })

  for (const path of [
    '/naverpay-order/customer/wishlistPopup.nhn',
    '/naverpay-order/mobile/customer/wishList.nhn',
  ])
    app.get(path, (request, reply) => {
      const lang = langFor(request)
      const title = lang === 'ko' ? '찜한 상품에 담았습니다' : 'Added to the wish list'
      const count = new URL(request.url, 'http://wish').searchParams.getAll('ITEM_ID').length
      sendPage(reply, {
        lang,
        title,
        heading,
        badge: say(lang, 'badge'),
        body: html`<section class="notice" role="status">
          <h1>${title}</h1>
          <p>${lang === 'ko' ? `상품 ${count}개` : `${count} products`}</p>
        </section>`,
      })
      return reply
    })

  for (const folder of ['', 'mobile/'])
    app.get(`/naverpay-order/customer/js/${folder}naverPayButton.js`, (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(buttonScript),
    )
}

/** `naver.NaverPayButton.apply`: one button to buy, a second one for the wish list; each calls the page's handler. */
const buttonScript = `(() => {
  window.naver = window.naver || {}
  window.naver.NaverPayButton = {
    apply(options) {
      if (!options || !options.BUTTON_KEY) throw new Error('BUTTON_KEY 가 없습니다.')
      const place = document.createElement('div')
      const add = (label, handler, fallbackUrl) => {
        const button = document.createElement('button')
        button.type = 'button'
        button.textContent = label
        button.disabled = options.ENABLE === 'N'
        Object.assign(button.style, {
          minHeight: '44px', padding: '0 16px', border: '0', borderRadius: '4px', marginRight: '6px',
          background: '#03c75a', color: '#000', font: '600 15px sans-serif', cursor: 'pointer',
        })
        button.addEventListener('click', () => {
          if (typeof handler === 'function') handler(fallbackUrl)
          else if (fallbackUrl) location.href = fallbackUrl
        })
        place.append(button)
      }
      add('네이버페이 구매하기', options.BUY_BUTTON_HANDLER, options.BUY_BUTTON_LINK_URL)
      if (Number(options.COUNT) === 2)
        add('찜하기', options.WISHLIST_BUTTON_HANDLER, options.WISHLIST_BUTTON_LINK_URL)
      const target = options.EMBED_ID && document.getElementById(options.EMBED_ID)
      if (target) target.append(place)
      else if (document.currentScript && document.currentScript.parentNode)
        document.currentScript.parentNode.insertBefore(place, document.currentScript)
      else document.body.append(place)
    },
  }
})()
`
