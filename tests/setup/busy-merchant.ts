import type {
  ApplicationView,
  BusinessInfo,
  BusinessView,
  StatusView,
} from '@naru/server/wire/console-application'
import type { CallAddressView } from '@naru/server/wire/console-call-address'
import type { ChannelGroupChannel } from '@naru/server/wire/console-channel-group'
import type { StoreView } from '@naru/server/wire/console-store'
import type { PaymentDetail, WebhookSettingView } from '@naru/server/wire/console'
import type { ConsoleClient } from '../attack/console-client.ts'
import {
  begin,
  buy,
  deposit,
  prepare,
  until,
  visitPg,
  type Purchase,
  type Shopfront,
} from './headless-buyer.ts'

/** What a test needs to know of the demonstration merchant once it has had some business. */
export interface BusyMerchant {
  /** Paid, cancelled in part, with webhooks: the payment to look at. */
  readonly paymentId: string
  readonly groupId: string
  readonly identityVerificationId: string
  readonly promotionId: string
}

/**
 * Gives the demonstration merchant what a shop has after some weeks: payments of every state, made through the
 * simulators, webhooks that arrived and webhooks that failed, people, a sub-store, smart routing, an application.
 * Everything happens one after another, so that lists come out in the same order each time.
 */
export async function makeBusy(system: Shopfront, owner: ConsoleClient): Promise<BusyMerchant> {
  const { storeId } = system.demo
  const store = (path: string): string => `/stores/${storeId}${path}`
  await makePeople(owner)
  const groupId = await makeGroup(owner, store)
  await makeSubStore(owner)
  await makeCallAddresses(owner)
  await applyForPayments(owner)
  const paymentId = await makePayments(system, owner, store)
  const identityVerificationId = await verifyPersons(system)
  const promotionId = await promoteSales(system, owner, store)
  await openSessions(system, owner)
  return { paymentId, groupId, identityVerificationId, promotionId }
}

async function ask<T>(owner: ConsoleClient, method: string, path: string, body?: object): Promise<T> {
  const answer = await owner.call(method, path, body)
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.json as T
}

/** A checkout profile, and a session that a buyer has open. */
async function openSessions(system: Shopfront, owner: ConsoleClient): Promise<void> {
  const { demo } = system
  const channelKey = demo.channels.find(({ pg }) => pg === 'naru-test')?.channelKey ?? ''
  const { profileKey } = await ask<{ profileKey: string }>(owner, 'POST', '/checkout-profiles', {
    name: '국내 쇼핑몰',
    mode: 'TEST',
    methods: ['CARD_KR', 'KAKAO_PAY', 'N_PAY', 'CARD_INTERNATIONAL'].map((paymentMethod) => ({
      paymentMethod,
      channelKey,
    })),
  })
  await fetch(`${demo.origins.v2}/payment-sessions`, {
    method: 'POST',
    headers: { authorization: `PortOne ${demo.apiSecret}` },
    body: JSON.stringify({
      storeId: demo.storeId,
      paymentId: 'hosted-order-1',
      profileKey,
      country: 'KR',
      currency: 'KRW',
      totalAmount: 39_000,
      orderName: '나룻배 모형',
    }),
  })
}

/** A promotion that two buyers have used, and one that is still to come. */
async function promoteSales(system: Shopfront, owner: ConsoleClient, store: StorePath): Promise<string> {
  const promotion = (name: string, startsInMs: number) =>
    ask<{ promotionId: string }>(owner, 'POST', store('/promotions'), {
      name,
      cardCompany: 'SHINHAN_CARD',
      startsAt: new Date(Date.now() + startsInMs).toISOString(),
      endsAt: new Date(Date.now() + startsInMs + 30 * 86_400_000).toISOString(),
      totalBudget: 50_000,
      partitions: [{ amountFrom: 10_000, scheme: { type: 'PERCENT', percent: 10 } }],
      maxDiscount: 20_000,
      recoverOption: { type: 'RECOVER' },
    })
  await promotion('여름맞이 즉시할인', 86_400_000)
  const { promotionId } = await promotion('봄맞이 신한카드 10% 할인', -60_000)
  for (const amount of [120_000, 84_000])
    await buy(system, {
      pg: 'naru-test',
      amount,
      paymentId: `order-${crypto.randomUUID()}`,
      request: { orderName: '봄맞이 화분', promotionId, card: { cardCompany: 'SHINHAN_CARD' } },
    })
  return promotionId
}

/** One person verified by a code, one who guessed wrong, one who was never sent one. */
async function verifyPersons(system: Shopfront): Promise<string> {
  const { origins, apiSecret, identityChannels } = system.demo
  const channelKey = identityChannels.find(({ pg }) => pg === 'naru-test')?.channelKey
  const call = (path: string, body: object) =>
    fetch(`${origins.v2}/identity-verifications/${path}`, {
      method: 'POST',
      headers: { authorization: `PortOne ${apiSecret}` },
      body: JSON.stringify(body),
    })
  const send = (id: string, name: string, phoneNumber: string) =>
    call(`${id}/send`, {
      channelKey,
      operator: 'KT',
      method: 'SMS',
      customer: { id: 'member-7', name, phoneNumber, identityNumber: '9007081', ipAddress: '203.0.113.7' },
    })
  await send('identity-3', '이청구', '01000000001')
  await send('identity-2', '박서강', '01055556666')
  await call('identity-2/confirm', { otp: '000000' })
  await send('identity-1', '김나루', '01023456789')
  await call('identity-1/confirm', { otp: '111111' })
  await call('identity-1/confirm', { otp: '123456' })
  return 'identity-1'
}

type StorePath = (path: string) => string

async function makePayments(system: Shopfront, owner: ConsoleClient, store: StorePath): Promise<string> {
  const sale = (
    pg: Purchase['pg'],
    orderName: string,
    amount: number,
    more: Partial<Purchase> = {},
  ): Purchase => ({
    pg,
    amount,
    paymentId: `order-${crypto.randomUUID()}`,
    ...more,
    request: { orderName, ...more.request },
  })
  await buy(system, sale('tosspayments', '나룻배 모형', 39_000))
  await buy(system, sale('inicis', '유기농 사과 5kg 외 2건', 54_900))
  await buy(system, sale('tosspayments', '여름 한정 린넨 셔츠', 68_000, { method: 'EASY_PAY' }))
  await buy(
    system,
    sale(
      'tosspayments',
      '한 번에 읽히지 않을 만큼 이름이 아주 긴 주문: 강가의 아침 사진전 관람권 2매와 도록',
      47_500,
      { method: 'TRANSFER' },
    ),
  )
  await buy(system, sale('inicis', '핸드드립 원두 200g', 18_000, { decision: 'decline' }))
  await prepare(system, sale('tosspayments', '창문을 닫은 주문', 25_000))
  await buy(system, sale('tosspayments', '주말 캠핑 세트', 1_284_000, { method: 'CARD' }))

  const waiting = sale('tosspayments', '도자기 찻잔', 32_000, { method: 'VIRTUAL_ACCOUNT' })
  const waited = await prepare(system, waiting)
  await visitPg(system, waiting, await begin(waited))
  await hasStatus(owner, store, waited.paymentId, 'VIRTUAL_ACCOUNT_ISSUED')
  const paid = sale('tosspayments', '나무 책상', 210_000, { method: 'VIRTUAL_ACCOUNT' })
  const issued = await prepare(system, paid)
  const { orderId } = await visitPg(system, paid, await begin(issued))
  await hasStatus(owner, store, issued.paymentId, 'VIRTUAL_ACCOUNT_ISSUED')
  await deposit(system, 'tosspayments', orderId)
  await hasStatus(owner, store, issued.paymentId, 'PAID')

  const gone = await buy(system, sale('inicis', '겨울 양말', 9_900))
  await ask(owner, 'POST', store(`/payments/${gone.paymentId}/cancel`), {
    currentCancellableMinor: 9_900,
    reason: '단순 변심',
  })
  await withUnreachableShop(owner, store, async () => {
    await buy(system, sale('inicis', '가죽 필통', 22_000))
    await buy(system, sale('tosspayments', '여행용 세면 가방', 27_500))
  })
  const partly = await buy(system, sale('tosspayments', '머그컵 두 개', 24_000))
  await ask<PaymentDetail>(owner, 'POST', store(`/payments/${partly.paymentId}/cancel`), {
    amountMinor: 12_000,
    currentCancellableMinor: 24_000,
    reason: '하나가 깨진 채 도착',
  })
  await until(30_000, 'the webhooks of the payment', async () => {
    const { webhooks } = await ask<PaymentDetail>(owner, 'GET', store(`/payments/${partly.paymentId}`))
    return webhooks.length > 2 && webhooks.every(({ status }) => status === 'SUCCEEDED') ? true : undefined
  })
  return partly.paymentId
}

async function hasStatus(
  owner: ConsoleClient,
  store: StorePath,
  paymentId: string,
  status: string,
): Promise<void> {
  await until(30_000, `${paymentId} to be ${status}`, async () => {
    const { payment } = await ask<PaymentDetail>(owner, 'GET', store(`/payments/${paymentId}`))
    return payment['status'] === status ? true : undefined
  })
}

/** Nobody listens where the webhooks of these payments go. */
async function withUnreachableShop(
  owner: ConsoleClient,
  store: StorePath,
  sell: () => Promise<void>,
): Promise<void> {
  const path = store('/webhook-settings/TEST/V2')
  const save = async (url: string | undefined): Promise<void> => {
    const { contentType, bodyVersion, rowVersion } = await ask<WebhookSettingView>(owner, 'GET', path)
    await ask(owner, 'PUT', path, { url, contentType, bodyVersion, rowVersion })
  }
  const { url } = await ask<WebhookSettingView>(owner, 'GET', path)
  await save('http://localhost:9/webhook')
  await sell()
  await until(30_000, 'a failed attempt', async () => {
    const list = await ask<{ items: { attempts: object[]; url: string }[] }>(
      owner,
      'GET',
      store('/webhooks?mode=TEST&apiVersion=V2'),
    )
    return list.items.some((one) => one.url.includes(':9/') && one.attempts.length > 0) ? true : undefined
  })
  await save(url)
}

async function makePeople(owner: ConsoleClient): Promise<void> {
  const invite = (name: string, role: string, memo: string) =>
    ask(owner, 'POST', '/members', { email: `${name}@naru.localhost`, role, memo, mayExport: false })
  await invite('jiwoo.kim', 'ADMIN', '재무팀')
  await invite('a-developer-with-a-rather-long-name', 'DEV', '쇼핑몰 개발, 외주')
  await invite('cs', 'READ_ONLY', '')
  await ask(owner, 'POST', '/emergency-contacts', {
    name: '김지우',
    phone: '01023456789',
    email: 'jiwoo.kim@naru.localhost',
  })
}

async function makeGroup(owner: ConsoleClient, store: StorePath): Promise<string> {
  const { items } = await ask<{ items: ChannelGroupChannel[] }>(
    owner,
    'GET',
    store('/channel-group-channels?mode=TEST'),
  )
  const [one, two] = items.filter(({ obstacleKo }) => obstacleKo === undefined)
  const { channelGroupId } = await ask<{ channelGroupId: string }>(owner, 'POST', store('/channel-groups'), {
    mode: 'TEST',
    name: '카드 결제 나누기',
    entries: [
      { channelKey: one?.channelKey, weight: 70, enabled: true },
      { channelKey: two?.channelKey, weight: 30, enabled: true },
    ],
  })
  return channelGroupId
}

async function makeSubStore(owner: ConsoleClient): Promise<void> {
  const { items: stores } = await ask<{ items: StoreView[] }>(owner, 'GET', '/stores')
  const { items: channels } = await ask<{ items: { channelKey: string }[] }>(
    owner,
    'GET',
    `/stores/${stores[0]?.storeId ?? ''}/channels?mode=TEST`,
  )
  await ask(owner, 'POST', '/stores', {
    name: '나루 부산점',
    tierCode: 'BSN',
    channelKeys: channels.slice(0, 1).map(({ channelKey }) => channelKey),
    serviceUrls: ['https://busan.shop.example/a/rather/long/path/of/the/shop'],
    manager: { name: '박서준', phone: '01098765432', email: 'busan@naru.localhost' },
    inheritsWebhooks: true,
    terms: { privacy: true, disclosure: true },
  })
}

async function makeCallAddresses(owner: ConsoleClient): Promise<void> {
  const { rowVersion } = await ask<CallAddressView>(owner, 'GET', '/call-addresses')
  await ask(owner, 'PUT', '/call-addresses', {
    isEnforced: false,
    rules: [
      { cidr: '203.0.113.0/24', memo: '운영 서버' },
      { cidr: '2001:db8:85a3::8a2e:370:7334/128', memo: '정산 배치' },
    ],
    rowVersion,
  })
}

const business: BusinessInfo = {
  classification: 'SOLE_PROPRIETOR',
  registrationNumber: '1248100998',
  corporationNumber: '',
  companyName: '나루 상회',
  postalCode: '06236',
  address: '서울 강남구 테헤란로 1',
  addressDetail: '3층',
  types: ['도매 및 소매업'],
  items: ['전자상거래', '의류'],
  representatives: [
    {
      nameKo: '홍길동',
      nameEn: 'Hong Gildong',
      phoneNumber: '01012345678',
      email: 'ceo@naru.localhost',
      birthdate: '1980-02-29',
    },
  ],
  manager: { name: '김지우', email: 'jiwoo.kim@naru.localhost', phoneNumber: '01023456789' },
  service: {
    salesItems: ['생활 목공예'],
    type: 'WEB',
    monthlySales: 'LESS_THAN_ONE_HUNDRED_MILLION_WON',
    urls: ['https://shop.example'],
    isPreparing: false,
    memo: '',
  },
}
const licence = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

async function applyForPayments(owner: ConsoleClient): Promise<void> {
  await ask(owner, 'PUT', '/application/terms', { thirdParty: true, privacy: true, marketing: false })
  const sent = await owner.send('PUT', '/application/licence?name=licence.png', 'image/png', licence)
  if (sent.status !== 200) throw new Error(`licence: ${sent.status} ${sent.text}`)
  const { business: draft, choice } = await ask<ApplicationView>(owner, 'GET', '/application')
  await ask<BusinessView>(owner, 'POST', '/application/business/submit', {
    info: business,
    rowVersion: draft.rowVersion,
  })
  // One after the other: contracts of one submission are of the same moment, and have no order.
  await ask<StatusView>(owner, 'POST', '/application/choice/submit', {
    cart: [{ pg: 'inicis', method: 'CARD' }],
    extra: { inicis: { homepageName: '나루 상회 몰' } },
    rowVersion: choice.rowVersion,
  })
  const { choice: next } = await ask<ApplicationView>(owner, 'GET', '/application')
  await ask<StatusView>(owner, 'POST', '/application/choice/submit', {
    cart: [{ pg: 'kakaopay', method: 'EASY_PAY' }],
    extra: { kakaopay: { deliveryPeriod: '결제 후 3일 이내', servicePeriod: '해당하지 않음' } },
    rowVersion: next.rowVersion,
  })
}
