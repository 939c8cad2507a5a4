import exceljs from 'exceljs'
import { Readable } from 'node:stream'
import pg from 'pg'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchTerms } from '@naru/server/payment/search-terms'
import type { HomeSummary } from '@naru/server/wire/console-home'
import type { PaymentCounts, PaymentPage } from '@naru/server/wire/console-payments'
import type { SavedView } from '@naru/server/wire/console-saved-view'
import {
  signInAsDemo,
  signUpStranger,
  type ConsoleClient,
  type OtherMerchant,
} from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import {
  begin,
  buy,
  deposit,
  prepare,
  readBook,
  readPayment,
  until,
  visitPg,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: whoever runs a shop finds any payment, takes the list home, gives money back and trusts the figures.
let system: RunningSystem
let database: pg.Client
let browser: Browser
let context: BrowserContext
let page: Page
let owner: ConsoleClient
let stranger: OtherMerchant
const store = (path: string): string => `/stores/${system.demo.storeId}${path}`
const at = (path: string): string => `${system.origins.console}${path}`

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  database = new pg.Client({ connectionString: system.databaseUrl })
  await database.connect()
  owner = await signInAsDemo(system)
  stranger = await signUpStranger(system)
  context = await browser.newContext({
    locale: 'ko-KR',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  page.setDefaultTimeout(45_000)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await database?.end()
  await system?.stop()
})

interface Written {
  readonly paymentId: string
  readonly orderName?: string
  readonly status?: string
  readonly at?: Date
  readonly totalMinor?: number
  readonly cancelledMinor?: number
  readonly method?: string
  readonly pgProvider?: string
  readonly isTest?: boolean
  readonly customer?: object
  readonly view?: object
}

/** Puts payments into the list as the platform would have written them. */
async function write(payments: readonly Written[]): Promise<void> {
  const { storeId } = system.demo
  for (const one of payments) {
    const when = (one.at ?? new Date()).toISOString()
    const total = one.totalMinor ?? 1_000
    const status = one.status ?? 'PAID'
    const customer = one.customer ?? { name: '홍길동' }
    const orderName = one.orderName ?? '나룻배'
    const view = {
      status,
      id: one.paymentId,
      transactionId: `tx-${one.paymentId}`,
      orderName,
      currency: 'KRW',
      amount: { total, cancelled: one.cancelledMinor ?? 0 },
      customer,
      requestedAt: when,
      ...one.view,
    }
    await database.query(
      `insert into payment (store_id, payment_id, status, transaction_id, row_version, attempt_count, is_test, pg_provider, pay_method,
         order_name, currency, total_minor, tax_free_minor, vat_minor, discount_minor, paid_minor, cancelled_minor, cancelled_tax_free_minor,
         cancelled_vat_minor, reserved_minor, reserved_tax_free_minor, reserved_vat_minor, customer, created_at, requested_at, status_changed_at,
         updated_at, view, search_terms)
       values ($1, $2, $3, $4, 1, 1, $5, $6, $7, $8, 'KRW', $9, 0, 0, 0, 0, $10, 0, 0, 0, 0, 0, $11, $12, $12, $12, $12, $13, array_to_tsvector($14::text[]))`,
      [
        storeId,
        one.paymentId,
        status,
        `tx-${one.paymentId}`,
        one.isTest ?? false,
        one.pgProvider ?? 'TOSSPAYMENTS',
        one.method ?? 'CARD',
        orderName,
        total,
        one.cancelledMinor ?? 0,
        JSON.stringify(customer),
        when,
        JSON.stringify(view),
        searchTerms(storeId, view),
      ],
    )
  }
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)

async function pageOf(query: string): Promise<PaymentPage> {
  const answer = await owner.call('GET', store(`/payments?${query}`))
  expect(answer.status).toBe(200)
  return answer.json as PaymentPage
}

async function found(query: string): Promise<string[]> {
  return (await pageOf(`mode=LIVE&size=100&${query}`)).items.map((row) => row.paymentId).toSorted()
}

/** The console's download without its progress frames. */
async function download(query: string, body: object): Promise<Response> {
  const cookies = await context.cookies()
  return fetch(at(`/console/api${store(`/payment-export?${query}`)}`), {
    method: 'POST',
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      origin: system.origins.console,
      'x-naru-console': '1',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
}

describe('the list', () => {
  beforeAll(async () => {
    await write([
      {
        paymentId: 'find-1',
        orderName: '100%_면 티셔츠',
        customer: { name: "오'닐", phoneNumber: '010-2222-3333', email: 'Oneil@Shop.example' },
        view: {
          method: {
            card: { number: '45732100****9876', bin: '457321', name: '신한카드' },
            approvalNumber: '77001',
          },
        },
      },
      { paymentId: 'find-2', orderName: '100 그램 커피', method: 'TRANSFER', customer: { name: '오세훈' } },
      {
        paymentId: 'find-3',
        orderName: '머그',
        pgProvider: 'KCP_V2',
        status: 'FAILED',
        customer: { name: '김오' },
      },
      { paymentId: 'find-4', orderName: '정기 우유', view: { billingKey: 'billing-key-1' } },
    ])
  })

  test.each([
    ['search=find-', ['find-1', 'find-2', 'find-3', 'find-4'], 'the beginning of an id'],
    ['search=' + encodeURIComponent("오'"), ['find-1'], 'a name with a quote in it'],
    [
      'search=' + encodeURIComponent('오'),
      ['find-1', 'find-2'],
      'the first letter of a name, not a later one',
    ],
    ['search=' + encodeURIComponent('100%'), ['find-1'], 'a per cent sign as itself'],
    ['search=oneil@shop', ['find-1'], 'an address in small letters'],
    ['search=0102222&field=phone', ['find-1'], 'a phone number without its hyphens'],
    ['search=9876&field=cardNumber', ['find-1'], 'the last four of a card'],
    ['search=457321&field=cardNumber', ['find-1'], 'the first six of a card'],
    ['search=45732100&field=cardNumber', [], 'and nothing of its middle'],
    ['search=77001&field=approvalNumber', ['find-1'], 'an approval number'],
    ['search=77001&field=email', [], 'an approval number is no e-mail'],
    ['search=find-&type=SCHEDULE', ['find-4'], 'recurring payments'],
    ['search=find-&type=NORMAL', ['find-1', 'find-2', 'find-3'], 'one-off payments'],
    ['search=find-&status=FAILED&status=CANCELLED', ['find-3'], 'one of two statuses'],
    ['search=find-&method=TRANSFER', ['find-2'], 'a method'],
    ['search=find-&pgProvider=KCP_V2&status=PAID', [], 'filters that hold together'],
  ])('%s finds %j (%s)', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  test('counters are of the search, whatever statuses are ticked', async () => {
    const answer = await owner.call('GET', store('/payment-counts?mode=LIVE&search=find-&status=PAID'))

    expect(answer.json as PaymentCounts).toEqual({
      kind: 'exact',
      all: 4,
      paid: 3,
      ready: 0,
      failed: 1,
      cancelled: 0,
    })
  })

  test('paging by key shows every payment exactly once while others are being added', async () => {
    const own = Array.from({ length: 95 }, (_, n) => ({
      paymentId: `keyset-${n}`,
      orderName: '열쇠',
      // Several of the same instant, where a page may break.
      at: minutesAgo(60 + Math.floor(n / 7)),
    }))
    await write(own)
    const query = `mode=LIVE&size=10&search=${encodeURIComponent('열쇠')}`
    const seen: string[] = []
    let cursor: string | undefined
    let turn = 0
    do {
      const next = await pageOf(`${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`)
      seen.push(...next.items.map((row) => row.paymentId))
      cursor = next.nextCursor
      turn += 1
      await write([{ paymentId: `keyset-late-${turn}`, orderName: '열쇠' }])
    } while (cursor !== undefined)

    const early = seen.filter((id) => !id.includes('late'))
    expect(early.length).toBe(new Set(early).size)
    expect(early.toSorted()).toEqual(own.map(({ paymentId }) => paymentId).toSorted())
  })

  test.each([
    'cursor=nonsense',
    'from=yesterday',
    'field=password',
    'until=99999-01-01',
    `search=${'a'.repeat(101)}`,
  ])('%s is refused by its name and is no fault of ours', async (query) => {
    const answer = await owner.call('GET', store(`/payments?${query}`))

    expect(answer.status).toBe(400)
  })

  test.each([
    ['GET', '/payments'],
    ['GET', '/payment-counts'],
    ['GET', '/payments/find-1/history'],
    ['GET', '/home/summary'],
    ['GET', '/home/progress'],
    ['POST', '/payment-export'],
  ])('%s %s of a store does not exist for another merchant', async (method, path) => {
    const body = method === 'POST' ? { format: 'csv', groups: [] } : undefined
    const answer = await stranger.console.call(method, store(path), body)

    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('find-1')
  })
})

describe('saved views', () => {
  const view = {
    name: '취소만',
    filters: { status: ['CANCELLED'] },
    columns: ['status', 'amount'],
    isDefault: true,
  }

  test('a view belongs to one person, its name is unique, and one view at most is the default', async () => {
    const first = (await owner.call('POST', '/saved-views/payments', view)).json as SavedView
    const twice = await owner.call('POST', '/saved-views/payments', view)
    const second = await owner.call('POST', '/saved-views/payments', { ...view, name: '오늘' })
    const { items } = (await owner.call('GET', '/saved-views/payments')).json as { items: SavedView[] }

    expect(twice.status).toBe(409)
    expect(twice.json).toMatchObject({
      type: 'SavedViewNameTakenError',
      fields: { name: expect.any(String) },
    })
    expect(second.status).toBe(200)
    expect(items.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['오늘', true],
      ['취소만', false],
    ])
    expect((await stranger.console.call('GET', '/saved-views/payments')).json).toEqual({ items: [] })
    const stolen = await stranger.console.call('DELETE', `/saved-views/payments/${first.viewId}`)
    expect(stolen.status).toBe(404)
  })

  test('a stale change is refused, a rename and a removal are kept in the audit log', async () => {
    const { items } = (await owner.call('GET', '/saved-views/payments')).json as { items: SavedView[] }
    const [today] = items
    const path = `/saved-views/payments/${today?.viewId}`
    const stale = await owner.call('PUT', path, { ...today, rowVersion: 0 })
    const renamed = await owner.call('PUT', path, { ...today, name: '이번 주', isDefault: false })
    for (const { viewId } of items) await owner.call('DELETE', `/saved-views/payments/${viewId}`)
    const { rows } = await database.query<{ action: string }>(
      `select action from audit_entry where action like 'saved-view.%' order by sequence`,
    )

    expect([stale.status, renamed.status]).toEqual([409, 200])
    expect(rows.map(({ action }) => action)).toEqual([
      'saved-view.create',
      'saved-view.create',
      'saved-view.update',
      'saved-view.delete',
      'saved-view.delete',
    ])
    expect((await owner.call('GET', '/saved-views/payments')).json).toEqual({ items: [] })
  })
})

describe('the download', () => {
  const formula = '=HYPERLINK("http://evil.example","열어 보세요")'

  beforeAll(async () => {
    await signIn()
    await write([
      {
        paymentId: 'file-1',
        orderName: formula,
        totalMinor: 12_345,
        customer: { name: '@SUM(A1)', phoneNumber: '+8210' },
      },
      ...Array.from({ length: 1_200 }, (_, n) => ({
        paymentId: `file-many-${n}`,
        orderName: `파일 "${n}", 줄\n바꿈`,
        totalMinor: 1_000 + n,
        at: minutesAgo(30),
        view: { method: { card: { number: '4573211234567890', name: '신한카드' } } },
      })),
    ])
  })

  async function sheetOf(format: 'csv' | 'xlsx'): Promise<string[][]> {
    const answer = await download('mode=LIVE&search=file-', { format, groups: ['customer', 'card'] })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-naru-rows')).toBe('1201')
    const bytes = Buffer.from(await answer.arrayBuffer())
    const workbook = new exceljs.Workbook()
    const sheet =
      format === 'csv'
        ? await workbook.csv.read(Readable.from([bytes]), { map: (value: unknown) => value })
        : await workbook.xlsx.read(Readable.from([bytes])).then((book) => book.worksheets[0])
    const rows: string[][] = []
    sheet?.eachRow((row) => {
      const cells: string[] = []
      row.eachCell({ includeEmpty: true }, (cell) => {
        expect(cell.type).not.toBe(exceljs.ValueType.Formula)
        cells.push(cell.text)
      })
      rows.push(cells)
    })
    return rows
  }

  test.each(['csv', 'xlsx'] as const)(
    '%s opens again and says what the database says',
    async (format) => {
      const [head = [], ...rows] = await sheetOf(format)
      const column = (name: string): number =>
        head.findIndex((title) => title.replace('\u{FEFF}', '') === name)
      const { rows: kept } = await database.query<{ payment_id: string; order_name: string; total: string }>(
        `select payment_id, order_name, total_minor::text as total from payment where payment_id like 'file-%'`,
      )

      const told = rows
        .map((row) => [row[column('고객사 거래번호')], row[column('결제금액')]].join(' '))
        .toSorted()
      expect(told).toEqual(kept.map((row) => `${row.payment_id} ${row.total}`).toSorted())
      const names = rows.map((row) => row[column('주문명')])
      for (const { order_name } of kept.slice(0, 300)) {
        // In a CSV file the formula carries an apostrophe; in a workbook it is a text cell.
        expect(names).toContain(format === 'csv' && order_name === formula ? `'${formula}` : order_name)
      }
    },
    120_000,
  )

  test('formulas are harmless in CSV, and no card number is whole', async () => {
    const text = await (
      await download('mode=LIVE&search=file-', { format: 'csv', groups: ['customer', 'card'] })
    ).text()

    expect(text).not.toMatch(/(^|,|\n)"?[=+@]/)
    expect(text).toContain(`'@SUM(A1)`)
    expect(text).not.toContain('4573211234567890')
    expect(text).toContain('45732112****7890')
  })

  test('who may not, cannot: Dev never, Read Only only when granted; each download is in the audit log', async () => {
    const { rows: before } = await audited()
    const answers = new Map<string, number>()
    for (const [name, role, mayExport] of [
      ['dev', 'DEV', true],
      ['read only', 'READ_ONLY', false],
      ['granted', 'READ_ONLY', true],
    ] as const) {
      const person = await signUpStranger(system)
      await database.query(
        `update member m set role = $2, may_export = $3, merchant_id = (select merchant_id from store where store_id = $4)
         where merchant_id = (select merchant_id from store where store_id = $1)`,
        [person.storeId, role, mayExport, system.demo.storeId],
      )
      const answer = await person.console.call('POST', store('/payment-export?mode=LIVE&search=file-1'), {
        format: 'csv',
        groups: [],
      })
      answers.set(name, answer.status)
    }

    expect(Object.fromEntries(answers)).toEqual({ dev: 403, 'read only': 403, granted: 200 })
    const { rows } = await audited()
    expect(rows.length).toBe(before.length + 1)
    expect(rows.at(-1)?.after).toMatchObject({ format: 'csv', rows: 1, filters: { searchField: 'ALL' } })
    expect(JSON.stringify(rows)).not.toContain('file-1')
  }, 120_000)

  function audited() {
    return database.query<{ after: object }>(
      `select after::jsonb as after from audit_entry where action = 'payments.export' order by sequence`,
    )
  }

  test('a click downloads the filtered list as a workbook', async () => {
    await page.goto(at('/payments?mode=LIVE&search=file-many-1'))
    await page.getByRole('table', { name: '결제 내역' }).waitFor()
    await page.getByRole('button', { name: '다운로드' }).click()
    const arriving = page.waitForEvent('download')
    await page.getByRole('dialog').getByLabel('카드결제 정보').check()
    await page.getByRole('dialog').getByRole('button', { name: '내려받기' }).click()
    const file = await arriving
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.readFile(await file.path())

    expect(file.suggestedFilename()).toMatch(/^payments-\d{4}-\d\d-\d\d\.xlsx$/)
    // 1, 10–19, 100–199 and 1000–1199, below their heading.
    expect(workbook.worksheets[0]?.rowCount).toBe(1 + 1 + 10 + 100 + 200)
  }, 120_000)
})

async function signIn(): Promise<void> {
  await page.goto(at('/auth/signin'))
  await page.getByLabel('이메일 주소(ID)').fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByText('연동 시작하기').waitFor()
}

describe('the screen', () => {
  test('filters, columns and their order are kept under a name and come back with it', async () => {
    await page.goto(at('/payments?mode=LIVE&search=find-'))
    const table = page.getByRole('table', { name: '결제 내역' })
    await table.getByRole('link', { name: '머그' }).waitFor()
    await page.getByRole('combobox', { name: '결제상태' }).click()
    await page.getByRole('option', { name: '결제 실패' }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => table.getByRole('link').count()).toBe(1)

    await page.getByRole('button', { name: '표 설정' }).click()
    await page.getByRole('button', { name: '결제금액 위로' }).click()
    await page.getByRole('checkbox', { name: '고객정보' }).uncheck()
    await page.keyboard.press('Escape')
    const shownHeads = () => table.getByRole('columnheader').allInnerTexts()
    await expect.poll(async () => (await shownHeads()).join(' ')).not.toContain('고객정보')
    const heads = await shownHeads()
    await page.getByRole('button', { name: '저장된 보기' }).click()
    await page.getByRole('menuitem', { name: '지금 조건을 새 보기로 저장' }).click()
    await page.getByLabel('보기 이름').fill('실패한 결제')
    await page.getByLabel('처음 열 때 이 보기로 시작').check()
    await page.getByRole('button', { name: '저장', exact: true }).click()
    await page.getByRole('button', { name: '실패한 결제' }).waitFor()

    await page.evaluate(() => localStorage.removeItem('naru.payment-columns'))
    await page.goto(at('/payments'))
    await page.getByRole('button', { name: '실패한 결제' }).waitFor()
    await expect.poll(shownHeads).toEqual(heads)
    expect(page.url()).toContain('FAILED')
  }, 120_000)

  test('a row unfolds its history and gives back a part of the money from its menu', async () => {
    const bought = await buy(system, { pg: 'tosspayments', amount: 10_000 })
    await page.goto(at(`/payments?mode=TEST&search=${bought.paymentId}`))
    const row = page.getByRole('row', { name: /나룻배 모형/ })
    await row.getByRole('button', { name: /처리 이력/ }).click()
    await page.getByText('결제가 완료되었습니다.').waitFor()
    await row.getByRole('button', { name: /메뉴/ }).click()
    await page.getByRole('menuitem', { name: '결제취소' }).click()
    await page.getByRole('tabpanel').getByText('부분', { exact: true }).click()
    await page.getByLabel('취소 예정 금액').fill('3,000')
    await page.getByLabel('취소 사유').fill('색상 변경')
    await page.getByRole('button', { name: '결제취소' }).click()
    await page
      .getByRole('dialog', { name: '결제를 취소할까요?' })
      .getByRole('button', { name: '결제취소' })
      .click()

    await expect
      .poll(async () => (await readPayment(system, bought.paymentId))['status'], { timeout: 30_000 })
      .toBe('PARTIAL_CANCELLED')
    expect(await readPayment(system, bought.paymentId)).toMatchObject({
      amount: { total: 10_000, cancelled: 3_000 },
      cancellations: [{ totalAmount: 3_000, reason: '색상 변경', trigger: 'CONSOLE' }],
    })
    const book = await readBook(system, 'tosspayments', bought.transactionId)
    expect([book.approvedMinor, book.cancelledMinor]).toEqual([10_000, 3_000])
  }, 180_000)

  test('what the PG answered is told without secrets', async () => {
    const bought = await buy(system, { pg: 'tosspayments', amount: 2_000 })
    const detail = await owner.call('GET', store(`/payments/${bought.paymentId}`))

    const { attempts } = detail.json as { attempts: { pgAnswer?: string }[] }
    expect(attempts[0]?.pgAnswer).toContain(bought.transactionId)
    expect(detail.text).not.toMatch(/"secret\\?":\s*\\?"(?!●)/)
  })

  test('a paid virtual account is given back in full to the account that is named', async () => {
    const purchase = { pg: 'tosspayments', amount: 30_000, method: 'VIRTUAL_ACCOUNT' } as const
    const prepared = await prepare(system, purchase)
    await visitPg(system, purchase, await begin(prepared))
    await statusBecomes(prepared.paymentId, 'VIRTUAL_ACCOUNT_ISSUED')
    await deposit(system, 'tosspayments', prepared.transactionId)
    await statusBecomes(prepared.paymentId, 'PAID')

    await page.goto(at(`/payments/${prepared.paymentId}?tab=cancel`))
    await page.getByRole('button', { name: '결제취소' }).click()
    await page.getByText('숫자만 입력해 주세요.').waitFor()
    await page.getByRole('combobox', { name: '환불계좌 은행' }).click()
    await page.getByRole('option', { name: '신한은행' }).click()
    await page.getByLabel('계좌번호').fill('110-123-456789')
    await page.getByLabel('예금주').fill('홍길동')
    await page.getByRole('button', { name: '결제취소' }).click()
    await page
      .getByRole('dialog', { name: '결제를 취소할까요?' })
      .getByRole('button', { name: '결제취소' })
      .click()

    await statusBecomes(prepared.paymentId, 'CANCELLED')
    expect(await readPayment(system, prepared.paymentId)).toMatchObject({
      cancellations: [{ totalAmount: 30_000, reason: '관리자페이지취소', trigger: 'CONSOLE' }],
    })
    expect((await readBook(system, 'tosspayments', prepared.transactionId)).cancelledMinor).toBe(30_000)
  }, 180_000)

  async function statusBecomes(paymentId: string, status: string): Promise<void> {
    await until(40_000, `${paymentId} to become ${status}`, async () =>
      (await readPayment(system, paymentId))['status'] === status ? true : undefined,
    )
  }
})

describe('home', () => {
  test('the figures are the ledger’s: approvals with what was cancelled later, cancels, and the difference', async () => {
    const days = 24 * 60
    await database.query(`delete from payment where not is_test`)
    await write([
      { paymentId: 'home-1', totalMinor: 50_000, at: minutesAgo(2 * days) },
      {
        paymentId: 'home-2',
        totalMinor: 20_000,
        cancelledMinor: 20_000,
        status: 'CANCELLED',
        method: 'TRANSFER',
        at: minutesAgo(2 * days),
      },
      {
        paymentId: 'home-3',
        totalMinor: 30_000,
        cancelledMinor: 10_000,
        status: 'PARTIAL_CANCELLED',
        at: minutesAgo(5),
      },
      { paymentId: 'home-failed', totalMinor: 999_999, status: 'FAILED', at: minutesAgo(5) },
      { paymentId: 'home-test', totalMinor: 777_777, isTest: true, at: minutesAgo(5) },
      { paymentId: 'home-old', totalMinor: 888_888, at: minutesAgo(40 * days) },
    ])
    const from = minutesAgo(6 * days).toISOString()
    const answer = (await owner.call('GET', store(`/home/summary?mode=LIVE&from=${from}&unit=day`)))
      .json as HomeSummary
    await page.goto(at('/'))
    await page.locator('[data-figure="net"]').waitFor()

    expect(answer).toMatchObject({ approvedMinor: 100_000, cancelledMinor: 30_000, count: 3 })
    expect(answer.methods).toEqual([
      { payMethod: 'CARD', approvedMinor: 80_000, count: 2 },
      { payMethod: 'TRANSFER', approvedMinor: 20_000, count: 1 },
    ])
    expect(answer.buckets.map(({ approvedMinor }) => approvedMinor)).toEqual([70_000, 30_000])
    await expect
      .poll(() => page.locator('[data-figure] dd').allInnerTexts())
      .toEqual(['100,000원', '30,000원', '70,000원'])
  }, 120_000)

  test('the checklist ticks what really happened: a paid test payment is one, a live channel is not', async () => {
    const answer = await owner.call('GET', store('/home/progress'))
    expect(answer.json).toMatchObject({
      hasPaidTestPayment: true,
      hasPaidLivePayment: true,
      hasLivePayment: true,
    })

    await page.goto(at('/'))
    const step = (title: string) => page.getByRole('listitem').filter({ hasText: title })
    await step('첫 테스트 결제').getByText(': 완료').waitFor({ state: 'attached' })
    await expect.poll(() => step('실연동 시작').getByText(': 할 일').count()).toBe(1)
  }, 120_000)

  test('a range of centuries is refused, not computed', async () => {
    const answer = await owner.call('GET', store('/home/summary?from=1990-01-01T00:00:00Z'))

    expect(answer.status).toBe(400)
  })
})
