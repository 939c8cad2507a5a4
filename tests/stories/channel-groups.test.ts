import { createServer } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, sql, type DatabasePool } from '@naru/server/foundation/database'
import {
  signInAsDemo,
  signUpStranger,
  type ConsoleClient,
  type OtherMerchant,
} from '../attack/console-client.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, prepare, PrepareRefused, readPayment, type Purchase } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a merchant divides payments between two PGs, changes the division on a set hour, and can prove afterwards which rule decided.
const hourMs = 3_600_000
/** A browser needs its time on a busy machine. */
const byClicking = { timeout: 150_000 }
let whole: RunningSystem
let system: ClockedSystem
let browser: Browser
let database: DatabasePool
let owner: ConsoleClient
let stranger: OtherMerchant
let toss: string
let inicis: string

interface Session {
  readonly sessionId: string
  readonly status: string
  readonly beginAt: string
  readonly endedAt?: string
  readonly createdBy: string
  readonly cancelledBy?: string
  readonly entries: readonly Entry[]
}
interface Entry {
  readonly channelKey: string
  readonly weight: number
  readonly enabled: boolean
}
interface Group {
  readonly channelGroupId: string
  readonly name: string
  readonly rowVersion: number
  readonly currentSession: Session
  readonly scheduledSession?: Session
  readonly sessions: readonly Session[]
}

beforeAll(async () => {
  ;[whole, browser] = await Promise.all([startSystem(), launchBrowser()])
  system = await startClockedServer(whole, new Date())
  database = openDatabase(whole.databaseUrl, 2)
  ;[owner, stranger] = await Promise.all([signInAsDemo(system), signUpStranger(system)])
  toss = keyOf('tosspayments')
  inicis = keyOf('inicis_v2')
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), database?.close(), system?.stop()])
  await whole?.stop()
})

const keyOf = (module: string) =>
  system.demo.channels.find((channel) => channel.module === module)?.channelKey ?? ''
const groupsPath = (storeId = system.demo.storeId) => `/stores/${storeId}/channel-groups`
const groupPath = (group: Pick<Group, 'channelGroupId'>) => `${groupsPath()}/${group.channelGroupId}`

let names = 0
const newName = () => `그룹 ${(names += 1)}`
/** Weights of the two demonstration PGs; a negative one is entered disabled. */
const divide = (ofToss: number, ofInicis: number): Entry[] => [
  { channelKey: toss, weight: Math.abs(ofToss), enabled: ofToss > 0 },
  { channelKey: inicis, weight: Math.abs(ofInicis), enabled: ofInicis > 0 },
]

async function create(entries: readonly Entry[], name = newName()): Promise<Group> {
  const answer = await owner.call('POST', groupsPath(), { mode: 'TEST', name, entries })
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  return answer.json as Group
}
const editOf = (group: Group, entries: readonly Entry[], more: object = {}) => ({
  name: group.name,
  entries,
  rowVersion: group.rowVersion,
  currentSessionId: group.currentSession.sessionId,
  ...more,
})
async function edit(group: Group, entries: readonly Entry[], more: object = {}): Promise<Group> {
  const answer = await owner.call('PATCH', groupPath(group), editOf(group, entries, more))
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  return answer.json as Group
}
const readBack = async (group: Group) => (await owner.call('GET', groupPath(group))).json as Group
const wordOf = (answer: { readonly status: number; readonly json: unknown }) => {
  const { type, fields } = answer.json as { type?: string; fields?: object }
  return [answer.status, type, ...Object.keys(fields ?? {})].join(' ')
}
/** The whole hour after the next, on the system's clock. */
const inHours = (hours: number) =>
  new Date((Math.floor(system.clock.now().getTime() / hourMs) + hours) * hourMs).toISOString()

const over = (group: Pick<Group, 'channelGroupId'>, more: object = {}): Purchase => ({
  pg: 'tosspayments',
  amount: 1_000,
  request: { channelKey: undefined, channelGroupId: group.channelGroupId, ...more },
})
async function refusalOf(purchase: Purchase): Promise<string> {
  const error: unknown = await prepare(system, purchase).catch((reason: unknown) => reason)
  return error instanceof PrepareRefused ? `${error.status} ${error.error.code}` : 'prepared'
}
/** How the next payments over the group divide. */
async function providersOf(group: Group, times: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let done = 0; done < times; done += 10) {
    const batch = await Promise.all(Array.from({ length: 10 }, () => prepare(system, over(group))))
    for (const { paymentId } of batch) {
      const { channel } = (await readPayment(system, paymentId)) as { channel: { pgProvider: string } }
      counts[channel.pgProvider] = (counts[channel.pgProvider] ?? 0) + 1
    }
  }
  return counts
}

// ---------------------------------------------------------------- at the console, by clicking

/** A signed-in person's page on the list of groups. */
async function openConsole(width = 1_280): Promise<Page> {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(
    `${system.origins.console}/auth/signin?redirect=${encodeURIComponent('/integration-v2/smart-routing')}`,
  )
  await page.getByLabel('이메일 주소(ID)').fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByRole('heading', { name: '스마트 라우팅', exact: true }).waitFor()
  return page
}
const addChannel = async (page: Page, name: string) => {
  await page.getByRole('combobox', { name: '+ 채널 추가' }).click()
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
}
const labels = { toss: '토스페이먼츠 테스트', inicis: 'KG이니시스 테스트' }

test(
  'a merchant divides 70 and 30, pastes the snippet, and the buyer pays through it; the payment leads back to the group',
  byClicking,
  async () => {
    const page = await openConsole()
    await page.getByText('스마트 라우팅 그룹이 없습니다').waitFor()
    await page.getByRole('button', { name: '스마트 라우팅 그룹 생성하기' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('그룹 이름').fill('기본 결제')
    await addChannel(page, labels.inicis)
    await addChannel(page, labels.toss)
    await drawer.getByRole('button', { name: '똑같이 나누기' }).click()
    await drawer.getByText('합계 100 / 100').waitFor()

    // A wrong sum is told at once, refused, and shown where it can be corrected.
    await drawer.getByLabel(`${labels.inicis} 비율`).fill('30')
    await drawer.getByText('20 모자랍니다').waitFor()
    await drawer.getByRole('button', { name: '생성', exact: true }).click()
    await drawer.getByText('비율의 합이 100이어야 합니다. 지금은 80입니다.').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`${labels.inicis} 비율`)
    await drawer.getByLabel(`${labels.toss} 비율`).fill('70')

    // By keyboard alone, and the keyboard stays with the row that moved.
    await drawer.getByRole('button', { name: `${labels.toss} 위로 옮기기` }).press('Enter')
    await page.getByText(`${labels.toss}: 1번째로 옮겼습니다.`).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`${labels.toss} 아래로 옮기기`)
    await drawer.getByRole('button', { name: '생성', exact: true }).click()

    await page.getByText('기본 결제 그룹을 만들었습니다.').waitFor()
    const { items } = (await owner.call('GET', groupsPath())).json as { items: Group[] }
    const group = items.find(({ name }) => name === '기본 결제')
    expect(group?.currentSession.entries).toMatchObject([
      { channelKey: toss, weight: 70, enabled: true },
      { channelKey: inicis, weight: 30, enabled: true },
    ])
    const code = drawer.getByRole('region', { name: /기본 결제 그룹으로 결제하는 코드/ })
    await expect.poll(() => code.textContent()).toContain(`channelGroupId: '${group?.channelGroupId}'`)
    const snippet = (await code.textContent()) ?? ''

    const paymentId = await payWith(page, snippet)

    expect(await readPayment(system, paymentId)).toMatchObject({
      status: 'PAID',
      channelGroup: { id: group?.channelGroupId, name: '기본 결제', isForTest: true },
    })
    await page.goto(`${system.origins.console}/payments/${paymentId}`)
    await page.getByRole('dialog').getByRole('link', { name: '기본 결제' }).click()
    await page.waitForURL(new RegExp(`smart-routing\\?group=${group?.channelGroupId}`))
    await page.getByRole('dialog').getByLabel('그룹 이름').waitFor()
    await page.context().close()
  },
)

/** Opens the pasted page at some shop, presses its button and pays in the PG's window. */
async function payWith(page: Page, snippet: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><meta charset="utf-8"><title>가맹점</title>${snippet}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const shop = await page.context().newPage()
  const told = new Promise<string>((resolve) => {
    shop.once('dialog', (dialog) => {
      resolve(dialog.message())
      void dialog.accept()
    })
  })
  await shop.goto(`http://localhost:${typeof address === 'object' ? address?.port : ''}/`)
  await shop.getByRole('button', { name: 'Pay' }).click()
  const isPg = (url: string) => url.startsWith(system.origins.simulators ?? ' ')
  await expect.poll(() => shop.frames().some((frame) => isPg(frame.url()))).toBe(true)
  await shop
    .frames()
    .find((frame) => isPg(frame.url()))
    ?.getByRole('button', { name: /결제하기/ })
    .click()
  const message = await told
  await shop.close()
  await new Promise((resolve) => server.close(resolve))
  return message.replace('paymentId: ', '')
}

test(
  'a change that is scheduled at the console counts when its hour has come, and can be taken back before',
  byClicking,
  async () => {
    const group = await create(divide(70, 30))
    const page = await openConsole()
    const drawer = page.getByRole('dialog')
    const scheduleOnesided = async () => {
      await drawer.getByRole('switch', { name: `${labels.toss} 활성화` }).press('Space')
      await drawer.getByRole('switch', { name: '예약 시간 설정' }).press('Space')
      await drawer.getByRole('button', { name: '예약 저장' }).click()
      await drawer.getByText('예약된 변경 ·').waitFor()
    }
    await page.getByRole('button', { name: group.name, exact: true }).click()
    await scheduleOnesided()
    await drawer.getByRole('button', { name: '예약 취소' }).click()
    await page
      .getByRole('dialog', { name: '예약된 변경을 취소할까요?' })
      .getByRole('button', { name: '예약 취소' })
      .click()
    await page.getByText('예약된 변경을 취소했습니다.').waitFor()
    await expect.poll(() => drawer.getByText('예약된 변경 ·').count()).toBe(0)

    await scheduleOnesided()
    const beginAt = (await readBack(group)).scheduledSession?.beginAt ?? ''
    expect(new Date(beginAt).getTime() % hourMs).toBe(0)
    system.clock.advance(new Date(beginAt).getTime() - system.clock.now().getTime())

    expect(await providersOf(group, 10)).toEqual({ INICIS_V2: 10 })
    await page.reload()
    await drawer.getByRole('tab', { name: '변경 이력' }).click()
    const history = drawer.getByRole('tabpanel', { name: '변경 이력' }).getByRole('listitem')
    await expect
      .poll(async () =>
        (await history.allTextContents())
          .map((text) => /^(적용 중|종료|취소됨|예약됨)/.exec(text)?.[0])
          .filter(Boolean),
      )
      .toEqual(['적용 중', '취소됨', '종료'])
    await page.context().close()
  },
)

test(
  'what was typed survives a refused save, and the reload shows what the other person saved',
  byClicking,
  async () => {
    const group = await create(divide(70, 30))
    const page = await openConsole()
    const drawer = page.getByRole('dialog')
    await page.getByRole('button', { name: group.name, exact: true }).click()
    await drawer.getByLabel(`${labels.toss} 비율`).fill('55')
    await drawer.getByLabel(`${labels.inicis} 비율`).fill('45')
    await edit(group, divide(20, 80))

    await drawer.getByRole('button', { name: '저장', exact: true }).click()
    await drawer.getByText('다른 곳에서 먼저 수정했습니다.').waitFor()
    await expect.poll(() => drawer.getByLabel(`${labels.toss} 비율`).inputValue()).toBe('55%')
    await drawer.getByRole('button', { name: '최신 내용 불러오기' }).click()

    await expect.poll(() => drawer.getByLabel(`${labels.toss} 비율`).inputValue()).toBe('20%')
    await drawer.getByRole('button', { name: '그룹 삭제' }).click()
    await page
      .getByRole('dialog', { name: /삭제할까요/ })
      .getByRole('button', { name: '그룹 삭제' })
      .click()
    await page.getByText(`${group.name} 그룹을 삭제했습니다.`).waitFor()
    await expect.poll(() => page.getByRole('button', { name: group.name, exact: true }).count()).toBe(0)
    await page.context().close()
  },
)

test.each([1_280, 360])('the screens have no barrier that axe knows, at %i px', byClicking, async (width) => {
  const group = await create(divide(70, 30))
  await edit(group, divide(-70, 30), { beginAt: inHours(2) })
  const page = await openConsole(width)
  await page.getByRole('button', { name: group.name, exact: true }).click()
  await page.getByRole('dialog').getByLabel('그룹 이름').waitFor()
  const inspect = async () => {
    // Colours are judged when they have arrived, not while they fade in.
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    )
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }

  expect(await inspect()).toEqual([])
  await page.getByRole('tab', { name: '변경 이력' }).click()
  expect(await inspect()).toEqual([])
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(width)
  await page.context().close()
})

// ---------------------------------------------------------------- rules

test('a payment over a group is paid through a channel of the group, and tells which group chose it', async () => {
  const group = await create(divide(100, -0), '토스만')

  const bought = await buy(system, over(group))

  const channelGroup = { id: group.channelGroupId, name: '토스만', isForTest: true }
  expect(await readPayment(system, bought.paymentId)).toMatchObject({
    status: 'PAID',
    channel: { key: toss, pgProvider: 'TOSSPAYMENTS' },
    channelGroup,
  })
  const listed = await fetch(
    `${system.origins.v2}/payments?requestBody=${encodeURIComponent(JSON.stringify({ filter: { textSearch: [{ field: 'PAYMENT_ID', value: bought.paymentId }] } }))}`,
    { headers: { authorization: `PortOne ${system.demo.apiSecret}` } },
  )
  expect(await listed.json()).toMatchObject({ items: [{ channelGroup }] })
  const [attempt] = await database.query<{ decision: object }>(
    sql('', `select data->'channelGroup' as decision from payment_transaction where payment_id = $1`),
    [bought.paymentId],
  )
  expect(attempt?.decision).toEqual({ ...channelGroup, sessionId: group.currentSession.sessionId })
})

test('70 and 30 divide over both PGs; a disabled channel is never chosen, whatever its weight', async () => {
  const group = await create(divide(70, 30))
  // 60 payments all on one side: less than one in a billion.
  expect(Object.keys(await providersOf(group, 60)).toSorted()).toEqual(['INICIS_V2', 'TOSSPAYMENTS'])

  const oneSided = await edit(group, divide(-70, 30))

  expect(await providersOf(oneSided, 30)).toEqual({ INICIS_V2: 30 })
})

test('a scheduled division counts from its hour on, though nothing ran then, and the history tells both', async () => {
  const group = await create(divide(100, -0))
  const beginAt = inHours(2)

  const waiting = await edit(group, divide(-0, 100), { beginAt })
  expect(waiting).toMatchObject({
    currentSession: { sessionId: group.currentSession.sessionId },
    scheduledSession: { beginAt, status: 'SCHEDULED' },
  })
  expect(await providersOf(waiting, 10)).toEqual({ TOSSPAYMENTS: 10 })
  system.clock.advance(new Date(beginAt).getTime() - system.clock.now().getTime() - 1)
  expect((await readBack(group)).currentSession.sessionId).toBe(group.currentSession.sessionId)
  system.clock.advance(1)

  expect(await providersOf(group, 10)).toEqual({ INICIS_V2: 10 })
  const after = await readBack(group)
  expect(after.scheduledSession).toBeUndefined()
  expect(
    after.sessions.map(({ status, beginAt: begun, endedAt, createdBy }) => [
      status,
      begun,
      endedAt,
      createdBy,
    ]),
  ).toEqual([
    ['CURRENT', beginAt, undefined, system.demo.console.email],
    ['ENDED', group.currentSession.beginAt, beginAt, system.demo.console.email],
  ])
})

test('at most one division waits: a new schedule replaces the old one, and a withdrawn one never begins', async () => {
  const group = await create(divide(100, -0))
  const first = await edit(group, divide(50, 50), { beginAt: inHours(2) })
  const second = await edit(first, divide(-0, 100), { beginAt: inHours(3) })
  expect(second.sessions.map(({ status }) => status)).toEqual(['SCHEDULED', 'CANCELLED', 'CURRENT'])
  const path = `${groupPath(group)}/sessions`

  const unseen = await owner.call('DELETE', `${path}/${first.scheduledSession?.sessionId}`)
  const withdrawn = await owner.call('DELETE', `${path}/${second.scheduledSession?.sessionId}`)
  const again = await owner.call('DELETE', `${path}/${second.scheduledSession?.sessionId}`)
  system.clock.advance(4 * hourMs)

  expect([unseen, again].map(wordOf)).toEqual(['409 NoScheduledSessionError', '409 NoScheduledSessionError'])
  expect(withdrawn.status).toBe(200)
  const after = await readBack(group)
  expect(after.currentSession.sessionId).toBe(group.currentSession.sessionId)
  expect(after.sessions.filter(({ cancelledBy }) => cancelledBy === system.demo.console.email)).toHaveLength(
    2,
  )
})

test('a saved change counts at once, and a schedule that waits stays', async () => {
  const group = await create(divide(100, -0))
  const waiting = await edit(group, divide(50, 50), { beginAt: inHours(2) })

  const changed = await edit(waiting, divide(-0, 100))

  expect(await providersOf(changed, 10)).toEqual({ INICIS_V2: 10 })
  expect(changed.scheduledSession?.sessionId).toBe(waiting.scheduledSession?.sessionId)
})

test('a new name alone makes no entry in the history', async () => {
  const group = await create(divide(60, 40))

  const renamed = await edit(group, divide(60, 40), { name: newName() })

  expect(renamed.name).not.toBe(group.name)
  expect(renamed.sessions).toHaveLength(1)
})

test('of two people who save at the same time one wins and the other is told to reload', async () => {
  const group = await create(divide(70, 30))

  const answers = await Promise.all(
    [divide(60, 40), divide(50, 50), divide(40, 60)].map((entries) =>
      owner.call('PATCH', groupPath(group), editOf(group, entries)),
    ),
  )

  expect(answers.map(wordOf).toSorted()).toEqual(['200 ', '409 StaleVersionError', '409 StaleVersionError'])
  expect((await readBack(group)).sessions).toHaveLength(2)
})

// Goal: the form showed the old division; saving it over a new one that began by the clock would undo it unseen.
test('a form that was open while a scheduled division began is stale, though nobody saved', async () => {
  const group = await create(divide(100, -0))
  const waiting = await edit(group, divide(50, 50), { beginAt: inHours(1) })
  system.clock.advance(2 * hourMs)

  const answer = await owner.call('PATCH', groupPath(group), editOf(waiting, divide(90, 10)))

  expect(wordOf(answer)).toBe('409 StaleVersionError')
  expect((await readBack(group)).currentSession.entries.map(({ weight }) => weight)).toEqual([50, 50])
})

test('a name is unique in the store, also when two make it at once, and free again after deletion', async () => {
  const name = newName()
  const body = { mode: 'TEST', name, entries: divide(70, 30) }

  const answers = await Promise.all([1, 2, 3].map(() => owner.call('POST', groupsPath(), body)))

  const duplicate = '409 ChannelGroupDuplicateNameError name'
  expect(answers.map(wordOf).toSorted()).toEqual(['200 ', duplicate, duplicate])
  const made = answers.find(({ status }) => status === 200)?.json as Group
  expect((await owner.call('DELETE', groupPath(made))).status).toBe(200)
  await create(divide(70, 30), name)
})

test.each([
  ['weights that sum to 99', () => divide(69, 30), '422 InvalidRequestError entries'],
  ['nothing enabled', () => divide(-70, -30), '422 InvalidRequestError entries'],
  ['no channel', () => [], '422 InvalidRequestError entries'],
  [
    'one channel twice',
    () => [...divide(50, -0).slice(0, 1), ...divide(50, -0).slice(0, 1)],
    '422 InvalidRequestError entries.1.channelKey',
  ],
  [
    'a channel that does not exist',
    () => [{ channelKey: `channel-key-${crypto.randomUUID()}`, weight: 100, enabled: true }],
    '404 ChannelNotFoundError entries.0.channelKey',
  ],
])('a group with %s is refused under its field', async (_name, entries, word) => {
  const answer = await owner.call('POST', groupsPath(), { mode: 'TEST', name: newName(), entries: entries() })

  expect(wordOf(answer)).toBe(word)
})

test('live and test are never mixed, and wallets under direct contract stay outside', async () => {
  const live = await owner.call('POST', groupsPath(), {
    mode: 'LIVE',
    name: newName(),
    entries: divide(70, 30),
  })
  const wallet = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'kakaopay',
    module: 'kakaopay',
    name: '카카오페이 직연동',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: { cid: 'CA00000001', secretKey: 'DEV-of-the-shop' },
  })
  const { channelKey } = wallet.json as { channelKey: string }
  const mixed = await owner.call('POST', groupsPath(), {
    mode: 'TEST',
    name: newName(),
    entries: [{ channelKey, weight: 100, enabled: true }],
  })

  expect(wordOf(live)).toBe('422 InvalidRequestError entries.0.channelKey entries.1.channelKey')
  expect([wallet.status, wordOf(mixed)]).toEqual([200, '422 InvalidRequestError entries.0.channelKey'])
  const offered = await owner.call('GET', `/stores/${system.demo.storeId}/channel-group-channels?mode=TEST`)
  const { items } = offered.json as { items: { channelKey: string; obstacleKo?: string }[] }
  expect(items.find((item) => item.channelKey === channelKey)?.obstacleKo).toContain('간편결제 직연동')
  expect(items.find((item) => item.channelKey === toss)?.obstacleKo).toBeUndefined()
})

test.each([
  ['half past', () => new Date(new Date(inHours(2)).getTime() + hourMs / 2).toISOString()],
  ['an hour that is over', () => inHours(0)],
  ['no time', () => 'soon'],
])('a change cannot be scheduled for %s', async (_name, beginAt) => {
  const group = await create(divide(70, 30))

  const answer = await owner.call(
    'PATCH',
    groupPath(group),
    editOf(group, divide(50, 50), { beginAt: beginAt() }),
  )

  expect(wordOf(answer)).toBe('422 InvalidRequestError beginAt')
  expect((await readBack(group)).sessions).toHaveLength(1)
})

test('a request over an unknown, deleted or foreign group, or with both ways to say the channel, is refused in the words of the SDK', async () => {
  const group = await create(divide(70, 30))
  const deleted = await create(divide(70, 30))
  await owner.call('DELETE', groupPath(deleted))

  expect(await refusalOf(over(deleted))).toBe('404 AllChannelsNotSatisfied')
  expect(await refusalOf(over({ channelGroupId: `channel-group-test-${crypto.randomUUID()}` }))).toBe(
    '404 AllChannelsNotSatisfied',
  )
  expect(await refusalOf(over({ channelGroupId: 'group\u0001' }))).toBe('404 AllChannelsNotSatisfied')
  expect(await refusalOf(over(group, { storeId: stranger.storeId }))).toBe('404 AllChannelsNotSatisfied')
  expect(await refusalOf(over(group, { channelKey: toss }))).toBe('400 BadRequest')
  expect(await refusalOf(over(group, { customer: {} }))).toBe('400 RequestParseFailed')
})

test('a currency that a channel of the group cannot take is refused before a window opens', async () => {
  const group = await create(divide(70, 30))

  expect(await refusalOf(over(group, { currency: 'CURRENCY_USD' }))).toBe('400 RequestParseFailed')
})

test('a paid payment can be cancelled after its group was deleted, and still tells the group', async () => {
  const group = await create(divide(70, 30))
  const bought = await buy(system, { ...over(await edit(group, divide(100, -0))) })
  await owner.call('DELETE', groupPath(group))

  const answer = await fetch(`${system.origins.v2}/payments/${bought.paymentId}/cancel`, {
    method: 'POST',
    headers: { authorization: `PortOne ${system.demo.apiSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '단순 변심' }),
  })

  expect(answer.status).toBe(200)
  expect(await readPayment(system, bought.paymentId)).toMatchObject({
    status: 'CANCELLED',
    channelGroup: { id: group.channelGroupId, name: group.name },
  })
})

test('a channel that a current or waiting division holds is not deleted; one of divisions that are over is, and the history still names it', async () => {
  const own = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'tosspayments',
    module: 'tosspayments',
    name: '토스 둘째',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: { mid: 'im_second', clientKey: 'test_ck_second', secretKey: 'test_sk_second' },
  })
  const { channelKey } = own.json as { channelKey: string }
  const path = `/stores/${system.demo.storeId}/channels/${channelKey}`
  const withIt = [
    { channelKey, weight: 50, enabled: true },
    { channelKey: toss, weight: 50, enabled: true },
  ]
  const inUse = '409 IncludedInChannelGroupError'

  const group = await create(withIt)
  const asCurrent = wordOf(await owner.call('DELETE', path))
  const without = await edit(group, divide(70, 30))
  const waiting = await edit(without, withIt, { beginAt: inHours(1) })
  const asWaiting = wordOf(await owner.call('DELETE', path))
  await owner.call('DELETE', `${groupPath(group)}/sessions/${waiting.scheduledSession?.sessionId}`)

  expect([asCurrent, asWaiting]).toEqual([inUse, inUse])
  expect(wordOf(await owner.call('DELETE', path))).toBe('200 ')
  expect((await readBack(group)).sessions.at(-1)?.entries[0]).toMatchObject({
    channelName: '토스 둘째',
    isChannelDeleted: true,
  })
})

test('another merchant neither sees nor changes a group, nor puts a foreign channel into one of his own', async () => {
  const group = await create(divide(70, 30))
  const attacker = stranger.console
  const own = `${groupsPath(stranger.storeId)}/${group.channelGroupId}`

  const answers = [
    await attacker.call('GET', groupsPath()),
    await attacker.call('GET', groupPath(group)),
    await attacker.call('PATCH', groupPath(group), editOf(group, divide(1, 99))),
    await attacker.call('DELETE', groupPath(group)),
    await attacker.call('GET', own),
    await attacker.call('PATCH', own, editOf(group, [])),
    await attacker.call('DELETE', own),
    await attacker.call('DELETE', `${own}/sessions/${group.currentSession.sessionId}`),
    await attacker.call('POST', groupsPath(stranger.storeId), {
      mode: 'TEST',
      name: '남의 채널',
      entries: divide(70, 30),
    }),
  ]

  expect(answers.map(wordOf)).toEqual([
    ...Array.from({ length: 4 }, () => '404 StoreNotFoundError'),
    '404 ChannelGroupNotFoundError',
    '422 InvalidRequestError entries',
    '404 ChannelGroupNotFoundError',
    '404 ChannelGroupNotFoundError',
    '404 ChannelNotFoundError entries.0.channelKey',
  ])
  expect((await readBack(group)).rowVersion).toBe(group.rowVersion)
})

test('who may only read sees the groups and changes none; a developer may', async () => {
  const group = await create(divide(70, 30))
  const roles = { READ_ONLY: '403 ForbiddenError', MANAGER: '403 ForbiddenError', DEV: '200 ' }

  for (const [role, word] of Object.entries(roles)) {
    const person = await employ(role)
    expect((await person.call('GET', groupPath(group))).status).toBe(200)
    const fresh = await readBack(group)
    expect(wordOf(await person.call('PATCH', groupPath(group), editOf(fresh, divide(60, 40))))).toBe(word)
    const made = await person.call('POST', groupsPath(), {
      mode: 'TEST',
      name: newName(),
      entries: divide(60, 40),
    })
    expect(wordOf(made)).toBe(word)
  }
  expect(wordOf(await (await employ('READ_ONLY')).call('DELETE', groupPath(group)))).toBe(
    '403 ForbiddenError',
  )
})

/** A new person of the demonstration merchant with this role. */
async function employ(role: string): Promise<ConsoleClient> {
  const person = await signUpStranger(system)
  await database.query(
    sql(
      '',
      `update member set role = $2, merchant_id = (select merchant_id from store where store_id = $3)
       where merchant_id = (select merchant_id from store where store_id = $1)`,
    ),
    [person.storeId, role, system.demo.storeId],
  )
  return person.console
}

test('every change of a group stands in the audit log, with who and what', async () => {
  const group = await create(divide(70, 30))
  const waiting = await edit(group, divide(50, 50), { beginAt: inHours(2) })
  await owner.call('DELETE', `${groupPath(group)}/sessions/${waiting.scheduledSession?.sessionId}`)
  await edit(await readBack(group), divide(40, 60))
  await owner.call('DELETE', groupPath(group))

  const entries = await database.query<{ action: string; email: string }>(
    sql('', `select action, email from audit_entry where target = $1 order by sequence`),
    [group.channelGroupId],
  )

  expect(entries.map(({ action }) => action)).toEqual([
    'channel-group.create',
    'channel-group.schedule',
    'channel-group.cancel-schedule',
    'channel-group.update',
    'channel-group.delete',
  ])
  expect(new Set(entries.map(({ email }) => email))).toEqual(new Set([system.demo.console.email]))
})
