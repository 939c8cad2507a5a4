import type { Page } from 'playwright-core'
import type { MerchantPage } from './merchant-page.ts'

/** An Android phone, as a browser context's options. */
export const phone = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

/** A V1 shop's page asks for a payment, or with `customer_uid` for a billing key. */
export async function requestPay(
  page: Page,
  shop: MerchantPage,
  userCode: string,
  param: object,
): Promise<void> {
  await page.goto(`${shop.origin}/v1`)
  await page.evaluate(
    ([code, asked]) => {
      const target = window as unknown as {
        answers: unknown[]
        IMP: Record<string, (...args: unknown[]) => unknown>
      }
      target.answers = []
      target.IMP['init']?.(code)
      target.IMP['request_pay']?.(asked, (answer: unknown) => target.answers.push(answer))
    },
    [
      userCode,
      {
        name: '나룻배 모형',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        buyer_email: 'buyer@shop.example',
        m_redirect_url: `${shop.origin}/return`,
        ...param,
      },
    ] as const,
  )
}

/** What the page's callback was given. */
export async function answerTo(page: Page): Promise<Readonly<Record<string, unknown>>> {
  const handle = await page.waitForFunction(
    () => (globalThis as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  return (await handle.jsonValue()) as Readonly<Record<string, unknown>>
}
