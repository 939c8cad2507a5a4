import { gateways, type CredentialField, type GatewayModule } from '@naru/gateways'
import { issuePair, type IssuedPair } from '@naru/gateways/kcp/certificate.test-support'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelForm } from '@naru/server/channel/channel-form'
import { signUpStranger, type OtherMerchant } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, deposit, prepare, PrepareRefused, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: the channel screen asks for exactly what each PG needs, and says beforehand what will not work.
let system: RunningSystem
let browser: Browser
let page: Page
let merchant: OtherMerchant
const saves: string[] = []

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  merchant = await signUpStranger(system)
  const context = await browser.newContext({ locale: 'ko-KR', reducedMotion: 'reduce' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/channels')) saves.push(request.url())
  })
  await page.goto(at('/auth/signin'))
  await page.getByLabel('이메일 주소(ID)').fill(merchant.person.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(merchant.person.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByText('연동 시작하기').waitFor()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const at = (path: string): string => `${system.origins.console}${path}`
const channelPath = '/integration-v2/manage/channel'
const drawer = (): Locator => page.getByRole('dialog').first()
const save = (): Promise<void> => drawer().getByRole('button', { name: '저장', exact: true }).click()

async function openList(mode: 'TEST' | 'LIVE'): Promise<void> {
  await page.goto(at(mode === 'LIVE' ? `${channelPath}?mode=LIVE` : channelPath))
  await page.getByRole('button', { name: '채널 추가' }).first().click()
}

const moduleCards = (): Locator => drawer().getByRole('radiogroup', { name: '결제 모듈' }).getByRole('radio')

async function choosePg(nameKo: string): Promise<void> {
  await drawer().getByRole('combobox', { name: '결제대행사' }).click()
  await page.getByRole('option', { name: nameKo, exact: true }).click()
}

async function chooseModule(modules: readonly GatewayModule[], code: string): Promise<void> {
  const index = modules.findIndex((module) => module.code === code)
  await moduleCards().nth(index).click()
  await drawer().getByRole('button', { name: '다음' }).click()
}

async function openForm(mode: 'TEST' | 'LIVE', code: string): Promise<void> {
  await openList(mode)
  for (const gateway of gateways) {
    if (gateway.catalogue.modules.every((module) => module.code !== code)) continue
    await choosePg(gateway.catalogue.nameKo)
    await chooseModule(gateway.catalogue.modules, code)
  }
}

/** What a person sees of the form: its inputs by label, which of them are wrong, and the warnings. */
async function readForm() {
  return drawer().evaluate((element) => {
    const inputs = [...element.querySelectorAll<HTMLLabelElement>('form label[for]')].flatMap((label) => {
      const input = document.getElementById(label.htmlFor)
      const kind = input?.getAttribute('type')
      if (input === null || kind === 'radio' || kind === 'checkbox') return []
      return [{ label: label.textContent, isWrong: input.getAttribute('aria-invalid') === 'true' }]
    })
    return {
      labels: inputs.map(({ label }) => label),
      wrong: inputs.filter(({ isWrong }) => isWrong).map(({ label }) => label),
      warnings: [...element.querySelectorAll('.naru-warning')].map((warning) => warning.textContent.trim()),
      attributes: [...element.querySelectorAll<HTMLInputElement>('form input[type="radio"]')]
        .filter(({ value, disabled }) => /^(PAYMENT|IDENTITY_VERIFICATION)$/.test(value) && !disabled)
        .map(({ value }) => value),
    }
  })
}

/** What an empty form of a module asks for, once somebody has tried to save it. */
async function asked(code: string) {
  const { labels, wrong, warnings } = await readForm()
  return { code, labels: labels.toSorted(), wrong: wrong.toSorted(), warnings }
}

/** The same from the catalogue. */
function askedOf(code: string, fields: readonly CredentialField[]): Awaited<ReturnType<typeof asked>> {
  const labelsOf = (some: readonly CredentialField[]) =>
    [...some.map((field) => field.labelKo), '채널 이름'].toSorted()
  return {
    code,
    labels: labelsOf(fields),
    wrong: labelsOf(fields.filter((field) => field.required === 'always')),
    warnings: fields.flatMap(({ required, conditionKo }) => {
      if (required === 'recommended') return ['입력을 권장합니다.']
      return required === 'conditional' ? [conditionKo ?? ''] : []
    }),
  }
}

/** A field's value one beyond its limit is wrong, at its limit it is not. Nothing is saved: the name stays blank. */
async function expectLimit(field: CredentialField): Promise<void> {
  const limit = field.lengthExact ?? field.lengthMax ?? 0
  const wrong = [limit + 1, ...(field.lengthExact === undefined ? [] : [limit - 1])]
  const input = drawer().getByLabel(field.labelKo, { exact: true })
  for (const length of [...wrong, limit]) {
    await input.fill('9'.repeat(length))
    await save()
    await expect
      .poll(async () => [field.labelKo, length, (await readForm()).wrong.includes(field.labelKo)])
      .toEqual([field.labelKo, length, length !== limit])
  }
}

/** The limits that the preparation guide states: cancel passwords (10 and 6) and the DI code (12). */
function hasSeedLimit({ key, lengthMax, lengthExact }: CredentialField): boolean {
  return (
    (key === 'cancelPassword' && lengthMax !== undefined) || (key === 'diCode' && lengthExact !== undefined)
  )
}

test.each(['TEST', 'LIVE'] as const)(
  'in %s mode every PG offers the modules of the catalogue, and every module asks for exactly its fields',
  async (mode) => {
    const before = saves.length
    await openList(mode)
    for (const { catalogue } of gateways) {
      await choosePg(catalogue.nameKo)
      const offered = () =>
        moduleCards().evaluateAll((cards) => cards.map((card) => card.querySelector('p')?.textContent))
      await expect
        .poll(async () => [catalogue.id, await offered()])
        .toEqual([catalogue.id, catalogue.modules.map((module) => module.labelKo)])

      for (const module of catalogue.modules) {
        await chooseModule(catalogue.modules, module.code)
        await expect
          .poll(async () => [module.code, (await readForm()).attributes])
          .toEqual([module.code, module.channelAttributes])
        for (const attribute of module.channelAttributes) {
          const fields = channelForm(module, attribute) ?? []
          if (module.channelAttributes.length > 1)
            await drawer()
              .getByText(attribute === 'PAYMENT' ? '결제' : '본인인증', { exact: true })
              .click()
          await save()
          await expect.poll(() => asked(module.code)).toEqual(askedOf(module.code, fields))
          for (const field of fields.filter(hasSeedLimit)) await expectLimit(field)
        }
        await drawer().getByRole('button', { name: '이전' }).click()
      }
    }
    expect(saves.length).toBe(before)
  },
  400_000,
)

test('본인인증 can be chosen where the module offers it, and nowhere else', () => {
  // The forms were compared with this list above.
  const offering = gateways.flatMap(({ catalogue }) =>
    catalogue.modules.filter(
      ({ channelAttributes, testOnly }) =>
        channelAttributes.includes('IDENTITY_VERIFICATION') && testOnly !== true,
    ),
  )

  expect(offering.map((module) => module.code)).toEqual(['danal', 'inicis', 'inicis_unified', 'kcp_v2'])
})

test('the shared MID of KICC fills the name and is saved', async () => {
  await openForm('TEST', 'kicc')
  await drawer()
    .getByRole('combobox', { name: /PG상점아이디/ })
    .click()
  await page.getByRole('option', { name: /T5102001/ }).click()

  await expect.poll(() => drawer().getByLabel('채널 이름').inputValue()).toBe('이지페이 KICC T5102001')
  await save()
  await page.getByText('이지페이 KICC T5102001 채널을 저장했습니다').first().waitFor()
  await page
    .getByRole('button', { name: '확인', exact: true })
    .or(page.getByRole('button', { name: '완료' }))
    .click()
  const row = page.getByRole('listitem').filter({ hasText: '이지페이 KICC T5102001' })
  await row.getByText('V1', { exact: true }).waitFor()
  expect(await row.getByText('V2', { exact: true }).count()).toBe(0)
})

test('DANAL’s CPPWD is accepted blank, and a filled one is asked about before it is saved', async () => {
  await openForm('LIVE', 'danal_tpay')
  await drawer().getByLabel('PG상점아이디 (CPID)').fill('own-cpid')
  await drawer().getByLabel('채널 이름').fill('다날 실연동')
  await drawer().getByLabel('CPPWD', { exact: true }).fill('secret')
  const before = saves.length
  await save()
  await page.getByText('CPPWD을(를) 저장할까요?').waitFor()
  expect(saves.length).toBe(before)

  await page.getByRole('button', { name: '돌아가서 비우기' }).click()
  await expect.poll(() => drawer().getByLabel('채널 이름').inputValue()).toBe('다날 실연동')
  await drawer().getByLabel('CPPWD', { exact: true }).fill('')
  await save()
  await page.getByText('다날 실연동 채널을 저장했습니다').first().waitFor()
  expect(saves.length).toBe(before + 1)
})

test('the DI code is accepted blank', async () => {
  const before = saves.length
  await openForm('LIVE', 'inicis')
  await drawer().getByText('본인인증', { exact: true }).click()
  await drawer().getByLabel('PG상점아이디 (MID)').fill('own')
  await drawer().getByLabel('채널 이름').fill('이니시스 본인인증')
  await drawer().getByLabel('SEEDKEY').fill('k')
  await drawer().getByLabel('SEEDIV').fill('v')
  await save()
  await page.getByText('이니시스 본인인증 채널을 저장했습니다').first().waitFor()
  expect(saves.length).toBe(before + 1)
})

test('a KCP certificate of another site code or a wrong password is refused where it stands, the right pair is saved', async () => {
  const pair = issuePair()
  const files = (siteCode: string, { certificate, privateKey }: IssuedPair) => [
    {
      name: `KCP_AUTH_${siteCode}_CERT.pem`,
      mimeType: 'application/x-pem-file',
      buffer: Buffer.from(certificate),
    },
    {
      name: `KCP_AUTH_${siteCode}_PRIKEY.pem`,
      mimeType: 'application/x-pem-file',
      buffer: Buffer.from(privateKey),
    },
  ]
  const choose = async (chosen: ReturnType<typeof files>) => {
    for (const [index, file] of chosen.entries())
      await drawer().locator('input[type="file"]').nth(index).setInputFiles(file)
  }
  await openForm('LIVE', 'kcp_v2')
  await drawer().getByLabel('MID (사이트코드)').fill('A8QCX')
  await drawer().getByLabel('채널 이름').fill('KCP 실연동')
  await drawer().getByLabel('개인키 비밀번호').fill('wrong')

  await choose(files('T0000', pair))
  await save()
  await drawer().getByText('사이트코드 T0000의 파일입니다.').first().waitFor()
  expect((await readForm()).wrong).toEqual(['PG-API 인증서키', 'PG-API 개인키', '개인키 비밀번호'])

  await choose(files('A8QCX', pair))
  await save()
  await drawer().getByText('비밀번호로 개인키가 열리지 않습니다.').waitFor()
  expect((await readForm()).wrong).toEqual(['개인키 비밀번호'])
  await expect.poll(() => drawer().getByLabel('채널 이름').inputValue()).toBe('KCP 실연동')

  await drawer().getByLabel('개인키 비밀번호').fill(pair.privateKeyPassword)
  await save()
  await page.getByText('KCP 실연동 채널을 저장했습니다').first().waitFor()
})

test('a certificate in its last thirty days asks for its renewal in the list', async () => {
  const validTo = new Date(Date.now() + 12 * 86_400_000 - 60_000)
  const saved = await merchant.console.call('POST', `/stores/${merchant.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'kcp',
    module: 'kcp_v2',
    name: 'KCP 만료 임박',
    credentials: { siteCode: 'B8QCX', ...issuePair({ validTo }) },
  })
  expect(saved.status).toBe(200)

  await page.goto(at(`${channelPath}?mode=LIVE`))
  const row = page.getByRole('listitem').filter({ hasText: 'KCP 만료 임박' })
  await row.getByText('인증서 갱신 필요 (12일 남음)').waitFor()
})

function shopfront(channelKey: string) {
  const { origins, ...demo } = system.demo
  return {
    demo: {
      ...demo,
      origins: { ...origins, simulators: origins.simulators ?? '' },
      storeId: merchant.storeId,
      apiSecret: merchant.apiSecret,
      channels: [{ pg: 'tosspayments', module: 'tosspayments', channelKey }],
    },
  }
}

async function create(body: object): Promise<string> {
  const answer = await merchant.console.call('POST', `/stores/${merchant.storeId}/channels`, {
    mode: 'TEST',
    credentials: {},
    ...body,
  })
  if (answer.status !== 200) throw new Error(`no channel: ${answer.text}`)
  return (answer.json as { channelKey: string }).channelKey
}

test('a V2 payment on a channel that serves V1 alone fails with a sentence that names the version', async () => {
  const payco = await create({ pg: 'payco', module: 'payco', name: '페이코', sharedTestMid: 'PARTNERTEST' })
  const refusal = await prepare(shopfront(payco), { pg: 'tosspayments', amount: 1_000 }).catch(
    (error: unknown) => error,
  )

  expect(refusal).toBeInstanceOf(PrepareRefused)
  expect(refusal).toMatchObject({
    status: 404,
    message: expect.stringContaining('V1 결제에만 쓸 수 있습니다'),
  })
})

test('a live channel of a module without a public wire is refused for that', async () => {
  const kpn = await create({
    mode: 'LIVE',
    pg: 'kpn',
    module: 'kpn',
    name: 'KPN',
    credentials: Object.fromEntries(
      (channelForm(moduleOf('kpn'), 'PAYMENT') ?? []).map((field) => [field.key, 'own']),
    ),
  })

  await expect(prepare(shopfront(kpn), { pg: 'tosspayments', amount: 1_000 })).rejects.toMatchObject({
    error: { code: 'ChannelNotFound' },
    message: expect.stringContaining('시뮬레이터의 테스트 채널로만'),
  })
})

test('a test channel takes a payment before anybody applied for anything, and the connection test explains itself', async () => {
  const channelKey = await create({
    pg: 'tosspayments',
    module: 'tosspayments',
    name: '토스 테스트',
    sharedTestMid: 'iamporttest_3',
  })
  expect((await buy(shopfront(channelKey), { pg: 'tosspayments', amount: 3_300 })).status).toBe('PAID')
  await create({
    pg: 'tosspayments',
    module: 'tosspayments',
    name: '토스 틀린 키',
    credentials: { mid: 'iamporttest_4', clientKey: 'test_ck_x', secretKey: 'test_sk_wrong_canary' },
  })

  await page.goto(at(channelPath))
  await page.getByRole('button', { name: '토스 테스트', exact: true }).click()
  await drawer().getByRole('button', { name: '연결 시험' }).click()
  await drawer().getByText('설정값이 맞습니다').waitFor()
  await drawer()
    .getByText(/NOT_FOUND_PAYMENT/)
    .waitFor()

  await page.goto(at(channelPath))
  await page.getByRole('button', { name: '토스 틀린 키', exact: true }).click()
  await drawer().getByRole('button', { name: '연결 시험' }).click()
  await drawer().getByText('설정값을 인정하지 않습니다').waitFor()
  await drawer()
    .getByText(/UNAUTHORIZED_KEY/)
    .waitFor()
  expect(await page.content()).not.toContain('canary')

  await page.goto(at(channelPath))
  await page.getByRole('button', { name: '페이코', exact: true }).click()
  await drawer().getByRole('button', { name: '연결 시험' }).click()
  await drawer().getByText('아직 시험할 수 없습니다').waitFor()
})

test('a channel with a virtual account that waits is kept and names it; once the money arrived it is deleted', async () => {
  const channelKey = await create({
    pg: 'inicis',
    module: 'inicis_v2',
    name: '이니시스 테스트',
    sharedTestMid: 'INIpayTest',
  })
  const shop = shopfront(channelKey)
  const inicis = { demo: { ...shop.demo, channels: [{ pg: 'inicis', module: 'inicis_v2', channelKey }] } }
  const bought = await buy(inicis, { pg: 'inicis', amount: 5_000, method: 'VIRTUAL_ACCOUNT' })
  expect(bought.status).toBe('VIRTUAL_ACCOUNT_ISSUED')

  await page.goto(at(channelPath))
  await page.getByRole('button', { name: '이니시스 테스트', exact: true }).click()
  const remove = async () => {
    await drawer().getByRole('button', { name: '채널 삭제' }).click()
    const question = page.getByRole('dialog', { name: /삭제/ })
    await question.waitFor()
    await question.getByRole('button', { name: '채널 삭제' }).click()
  }
  await remove()
  await page.getByText('아직 사용 중인 채널은 삭제할 수 없습니다.').waitFor()
  await page.getByRole('dialog', { name: /삭제/ }).getByRole('link', { name: bought.paymentId }).waitFor()

  await deposit(inicis, 'inicis', bought.transactionId)
  await expect.poll(async () => (await readPayment(inicis, bought.paymentId))['status']).toBe('PAID')
  await page.getByRole('dialog', { name: /삭제/ }).getByRole('button', { name: '채널 삭제' }).click()
  await page.getByText('이니시스 테스트 채널을 삭제했습니다.').first().waitFor()
})

test('a save over somebody else’s change is refused, and nothing typed is lost until it is reloaded', async () => {
  const channelKey = await create({
    pg: 'nice',
    module: 'nice_v2',
    name: '나이스',
    sharedTestMid: 'iamport00m',
  })
  await page.goto(at(channelPath))
  await page.getByRole('button', { name: '나이스', exact: true }).click()
  await drawer().getByLabel('채널 이름').fill('나이스 내 이름')
  const path = `/stores/${merchant.storeId}/channels/${channelKey}`
  const edit = {
    name: '나이스 남의 이름',
    taxType: 'TAXABLE',
    manualConfirm: false,
    credentials: {},
    rowVersion: 1,
  }
  expect((await merchant.console.call('PATCH', path, edit)).status).toBe(200)

  await save()
  const note = drawer().getByRole('alert').filter({ hasText: '다른 곳에서 먼저 수정했습니다' })
  await note.waitFor()
  await expect.poll(() => drawer().getByLabel('채널 이름').inputValue()).toBe('나이스 내 이름')
  await note.getByRole('button', { name: '최신 내용 불러오기' }).click()
  await expect.poll(() => drawer().getByLabel('채널 이름').inputValue()).toBe('나이스 남의 이름')
})

function moduleOf(code: string): GatewayModule {
  const module = gateways.flatMap(({ catalogue }) => catalogue.modules).find((each) => each.code === code)
  if (module === undefined) throw new Error(`${code} is not in the catalogue`)
  return module
}
