import { build } from 'esbuild'
import { createServer, type Server } from 'node:http'

/** A page of some merchant, on an origin of its own, with a strict policy and the published npm loader in its bundle. */
export interface MerchantPage {
  readonly origin: string
  close(): Promise<void>
}

const entry = `
import * as PortOne from '@portone/browser-sdk/v2'
window.loader = PortOne
`

/**
 * `/` loads only the merchant's own bundle, `/preloaded` also has our script tag before it. The policy is what
 * the documentation asks merchants for: our script, our origin in connect-src and frame-src, and nothing inline. `/ui`
 * has places for a PG's buttons, whose script it must admit as well, and `/brandpay` for its widget, whose script also asks
 * the PG.
 */
export async function serveMerchantPage(checkoutOrigin: string, pgOrigin: string): Promise<MerchantPage> {
  const bundle = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    write: false,
  })
  const script = bundle.outputFiles[0]?.text ?? ''
  const page = (head: string, body = ''): string =>
    `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>가맹점</title>${head}<script src="/bundle.js" defer></script></head><body><h1>가맹점</h1>${body}</body></html>`
  const pages: Readonly<Record<string, string>> = {
    '/': page(''),
    '/preloaded': page(`<script src="${checkoutOrigin}/v2/browser-sdk.js"></script>`),
    '/return': page(''),
    '/ui': page(
      `<meta name="viewport" content="width=device-width, initial-scale=1"><script src="${checkoutOrigin}/v2/browser-sdk.js"></script><script src="${checkoutOrigin}/v1/iamport.js"></script>`,
      ['PAYPAL_SPB', 'PAYPAL_RT']
        .map((type) => `<div class="portone-ui-container" data-portone-ui-type="${type}"></div>`)
        .join(''),
    ),
    '/naver': page(
      `<meta name="viewport" content="width=device-width, initial-scale=1"><script src="${checkoutOrigin}/v1/iamport.js"></script><script src="${pgOrigin}/naverpay-order/customer/js/naverPayButton.js"></script>`,
      '<div id="naver-button"></div>',
    ),
    '/brandpay': page(
      `<meta name="viewport" content="width=device-width, initial-scale=1"><script src="${checkoutOrigin}/v1/iamport.js"></script>`,
      `<div class="portone-ui-container" data-portone-ui-type="toss-brandpay-widget"></div>
       <div id="portone-toss-brandpay-widget-button">결제</div>`,
    ),
    '/v1': page(`<script src="${checkoutOrigin}/v1/iamport.js"></script>`),
    '/v1-old': page(`<script src="${checkoutOrigin}/js/iamport.payment-1.1.8.js"></script>`),
  }
  const server: Server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    if (path === '/bundle.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      return response.end(script)
    }
    const body = pages[path]
    response.statusCode = body === undefined ? 404 : 200
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const runsPgScript = path === '/ui' || path === '/naver' || path === '/brandpay'
    const scripts = runsPgScript ? `${checkoutOrigin} ${pgOrigin}` : checkoutOrigin
    const connects = path === '/brandpay' ? scripts : checkoutOrigin
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${scripts}; connect-src ${connects}; frame-src ${checkoutOrigin} ${pgOrigin}; form-action ${checkoutOrigin}; style-src 'self'; base-uri 'none'`,
    )
    return response.end(body ?? 'not here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
