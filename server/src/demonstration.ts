import type { CredentialField, Gateway, GatewayModule } from '@naru/gateways'
import { createHmac } from 'node:crypto'
import { systemActor, type AuditLog } from './audit/audit-log.ts'
import type { ChannelAuthor, ChannelDependencies } from './channel/channel-dependencies.ts'
import { channelForm, merchantIdField } from './channel/channel-form.ts'
import { createChannel } from './channel/create-channel.ts'
import { listChannels } from './channel/list-channels.ts'
import type { Config } from './config.ts'
import { authenticate, type AuthenticateDependencies } from './credential/authenticate.ts'
import { issueApiSecret } from './credential/issue-api-secret.ts'
import { readV1Credential } from './credential/read-v1-credential.ts'
import {
  demonstrationPath,
  readEarlier,
  webhookUrlOf,
  writeDemonstration,
  type DemonstrationFile,
} from './demonstration-file.ts'
import type { AccountDependencies } from './merchant/account-dependencies.ts'
import { createAccount, type CreatedAccount } from './merchant/create-account.ts'
import type { OperatorAuthentication } from './operator/operator-authentication.ts'
import { issueWebhookSecret } from './webhook/webhook-secret.ts'
import { readWebhookSetting, saveWebhookSetting } from './webhook/webhook-setting.ts'

export interface DemonstrationDependencies extends ChannelDependencies, AuthenticateDependencies {
  readonly accounts: AccountDependencies
  readonly operators: Pick<OperatorAuthentication, 'register'>
  readonly audit: AuditLog
}

export const demonstrationEmail = 'demo@naru.localhost'
const operatorEmail = 'operator@naru.localhost'

/**
 * Makes the demonstration merchant of a development installation: account, API secret, webhook, test channels.
 * Every step looks first, so that each start may run it; what somebody changed in the console is left alone.
 */
export async function createDemonstration(
  deps: DemonstrationDependencies,
  config: Pick<Config, 'dataDir' | 'origins' | 'keyEncryptionKey'>,
  outside: { readonly shop: string; readonly simulators: string },
): Promise<DemonstrationFile> {
  const path = demonstrationPath(config.dataDir)
  const earlier = await readEarlier(path)
  const password = demonstrationPassword(config.keyEncryptionKey)
  const account = await createAccount(deps.accounts, {
    email: demonstrationEmail,
    password,
    verified: true,
    merchantName: '나루 데모',
  })
  const { storeId, merchantId } = account
  const operator = {
    email: operatorEmail,
    password: demonstrationPassword(config.keyEncryptionKey, 'operator-password'),
  }
  await deps.operators.register(operator)
  await createTestChannels(deps, { storeId, actor: systemActor(merchantId) })
  const v1 = await readV1Credential(deps, merchantId)
  if (v1 === undefined) throw new Error('the demonstration merchant has no V1 credential')
  const file: DemonstrationFile = {
    origins: { ...config.origins, ...outside },
    console: { email: demonstrationEmail, password },
    operator,
    storeId,
    apiSecret: await keepApiSecret(deps, account, earlier.apiSecret),
    webhookSecret: await pointWebhook(deps, storeId, webhookUrlOf(outside.shop), earlier.webhookUrl),
    v1: { userCode: v1.userCode, restKey: v1.restKey, restSecret: v1.restSecret.open() },
    channels: firstModulesFirst(deps.gateways, await listChannels(deps, storeId, 'TEST'))
      .filter(({ attribute }) => attribute === 'PAYMENT')
      .map(({ pg, module, mode, channelKey, name }) => ({ pg, module, mode, channelKey, name })),
    identityChannels: (await listChannels(deps, storeId, 'TEST'))
      .filter(({ attribute }) => attribute === 'IDENTITY_VERIFICATION')
      .map(({ pg, module, channelKey, name }) => ({ pg, module, channelKey, name })),
  }
  await writeDemonstration(path, file)
  return file
}

/** In the order of the list, but whoever takes the first channel of a PG gets the module that its catalogue names first. */
function firstModulesFirst<T extends { readonly pg: string; readonly module: string }>(
  gateways: readonly Gateway[],
  channels: readonly T[],
): readonly T[] {
  const pgs = [...new Set(channels.map(({ pg }) => pg))]
  return pgs.flatMap((pg) => {
    const modules = gateways.find(({ id }) => id === pg)?.catalogue.modules.map(({ code }) => code) ?? []
    const own = channels.filter((channel) => channel.pg === pg)
    return own.toSorted((one, other) => modules.indexOf(one.module) - modules.indexOf(other.module))
  })
}

/**
 * `Naru-xxxx-xxxx-xxxx-0000`, without letters that look alike. Derived from the installation's own random key, so that
 * a lost `demo.json` brings back the same password.
 */
export function demonstrationPassword(keyEncryptionKey: Buffer, whose = 'demonstration-password'): string {
  const bytes = createHmac('sha256', keyEncryptionKey).update(`naru/${whose}/1`).digest()
  const letters = 'abcdefghjkmnpqrstuvwxyz'
  const pick = (from: string, start: number): string =>
    [...bytes.subarray(start, start + 4)].map((byte) => from.charAt(byte % from.length)).join('')
  return ['Naru', pick(letters, 0), pick(letters, 4), pick(letters, 8), pick('23456789', 12)].join('-')
}

/** The secret of the earlier file while it works; it is stored nowhere else, so a lost one is replaced. */
async function keepApiSecret(
  deps: DemonstrationDependencies,
  account: CreatedAccount,
  earlier: string | undefined,
): Promise<string> {
  if (earlier !== undefined) {
    const caller = await authenticate(deps, `PortOne ${earlier}`).catch(() => undefined)
    if (caller?.homeStoreId === account.storeId) return earlier
  }
  const issued = await issueApiSecret(deps, { ...account, name: '데모 상점' })
  return issued.secret.open()
}

/** Points the test webhooks at the demo shop, unless somebody chose another address. */
async function pointWebhook(
  deps: DemonstrationDependencies,
  storeId: string,
  url: string,
  earlierUrl: string | undefined,
): Promise<string> {
  const key = { storeId, mode: 'TEST', apiVersion: 'V2' } as const
  const setting = await readWebhookSetting(deps, key)
  const isOurs = setting.url === undefined || setting.url === earlierUrl
  if (isOurs && setting.url !== url) await saveWebhookSetting(deps, key, { ...setting, url })
  return setting.secrets[0]?.secret ?? (await issueWebhookSecret(deps, key)).secret
}

/** One test channel for each module that takes payments or verifies persons in a V2 window here (most of them serve V1, too): on its shared MID, or on sample values of its form. */
async function createTestChannels(deps: DemonstrationDependencies, author: ChannelAuthor): Promise<void> {
  const channels = await listChannels(deps, author.storeId, 'TEST')
  const present = new Set(channels.map(({ module, attribute }) => `${module} ${attribute}`))
  for (const gateway of deps.gateways) {
    const modules = gateway.catalogue.modules.filter((module) => module.versions.includes('V2'))
    const wanted = [
      ...modules
        .filter((module) => module.window !== undefined)
        .map((module, index) => ({
          module,
          attribute: 'PAYMENT' as const,
          suffix: index === 0 ? '테스트' : module.code,
        })),
      ...modules
        .filter((module) => module.identity !== undefined && gateway.beginIdentity !== undefined)
        .map((module, index) => ({
          module,
          attribute: 'IDENTITY_VERIFICATION' as const,
          suffix: index === 0 ? '본인인증 테스트' : `본인인증 ${module.code}`,
        })),
    ]
    for (const { module, attribute, suffix } of wanted) {
      if (present.has(`${module.code} ${attribute}`)) continue
      const outcome = await createChannel(deps, author, {
        mode: 'TEST',
        pg: gateway.id,
        module: module.code,
        name: channelName(gateway, suffix),
        attribute,
        taxType: 'UNSET',
        manualConfirm: false,
        ...chooseCredentials(module, attribute),
      })
      if (outcome.kind !== 'saved') {
        deps.log.warn({ module: module.code, outcome }, 'a demonstration channel could not be made')
      }
    }
  }
}

function channelName(gateway: Gateway, suffix: string): string {
  return `${gateway.catalogue.nameKo} ${suffix}`.replaceAll(/[^0-9A-Za-z가-힣 _-]/g, ' ').slice(0, 64)
}

function chooseCredentials(
  module: GatewayModule,
  attribute: 'PAYMENT' | 'IDENTITY_VERIFICATION',
): {
  readonly credentials: Readonly<Record<string, string>>
  readonly sharedTestMid?: string
} {
  const shared = module.sharedTestMids.find(
    (mid) => (mid.channelAttribute ?? module.channelAttributes[0]) === attribute,
  )
  if (shared !== undefined) return { credentials: {}, sharedTestMid: shared.mid }
  const fields = channelForm(module, attribute) ?? []
  const needed = fields.filter((field) => field.required === 'always')
  const mid = merchantIdField(fields)
  return {
    credentials: Object.fromEntries(
      needed.map((field) => [
        field.key,
        sampleValue(field, field === mid ? `demo_${module.code}` : `demo_${field.key}`),
      ]),
    ),
  }
}

/** A value that the form accepts and the simulator learns when the channel is registered there. */
function sampleValue(field: CredentialField, text: string): string {
  const [option] = field.options ?? []
  if (option !== undefined) return option.value
  if (field.lengthExact !== undefined) return text.padEnd(field.lengthExact, '0').slice(0, field.lengthExact)
  return text.slice(0, field.lengthMax)
}
