import type { OpenedChannel } from '../channel/open-channel.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { isUniqueViolation, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { checkoutMethods, type CheckoutMethod, type ProfileMethod } from './checkout-method.ts'
import {
  insertProfile,
  listProfiles,
  removeProfile,
  representativeStore,
  updateProfile,
  type CheckoutProfile,
} from './profile-store.ts'

export interface ProfileDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
}

export interface ProfileInput {
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly methods: readonly ProfileMethod[]
}

type Sentence = { readonly ko: string; readonly en: string }
export type ProfileOutcome =
  | { readonly kind: 'saved'; readonly profile: CheckoutProfile }
  | { readonly kind: 'refused'; readonly type: 'CheckoutProfileNotFoundError' | 'CheckoutProfileStaleError' }
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, Sentence>> }

export async function saveProfile(
  deps: ProfileDependencies,
  caller: ConsoleCaller,
  input: ProfileInput,
  known?: { readonly profileKey: string; readonly version: number },
): Promise<ProfileOutcome> {
  const { merchantId } = caller
  const ownerStoreId = await representativeStore(deps.database, merchantId)
  const before = (await listProfiles(deps.database, merchantId)).find(
    ({ profileKey }) => profileKey === known?.profileKey,
  )
  if (known !== undefined && before === undefined)
    return { kind: 'refused', type: 'CheckoutProfileNotFoundError' }
  const mode = before?.mode ?? input.mode
  const name = input.name.trim()
  const fields = {
    ...(name === '' || Array.from(name).length > 50
      ? { name: { ko: '이름을 50자 이하로 입력해 주세요.', en: 'Enter a name of at most 50 characters.' } }
      : {}),
    ...(await problemsOf(deps, ownerStoreId, mode, input.methods)),
  }
  if (Object.keys(fields).length > 0) return { kind: 'invalid', fields }
  const now = deps.clock.now()
  try {
    return await deps.database.transaction(async (transaction): Promise<ProfileOutcome> => {
      const profile =
        known === undefined
          ? await insertProfile(
              transaction,
              {
                merchantId,
                ownerStoreId,
                profileKey: `checkout-profile-${mode.toLowerCase()}-${deps.random.uuid()}`,
                name,
                mode,
                methods: input.methods,
              },
              now,
            )
          : await updateProfile(
              transaction,
              {
                merchantId,
                profileKey: known.profileKey,
                rowVersion: known.version,
                name,
                methods: input.methods,
              },
              now,
            )
      if (profile === undefined) return { kind: 'refused', type: 'CheckoutProfileStaleError' }
      await deps.audit.record(transaction, caller, {
        action: known === undefined ? 'checkout-profile.create' : 'checkout-profile.update',
        target: profile.profileKey,
        ...(before === undefined ? {} : { before: plain(before) }),
        after: plain(profile),
      })
      return { kind: 'saved', profile }
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'checkout_profile_name')) throw error
    return {
      kind: 'invalid',
      fields: {
        name: { ko: '같은 이름의 프로필이 이미 있습니다.', en: 'There is a profile of this name already.' },
      },
    }
  }
}

export async function deleteProfile(
  deps: ProfileDependencies,
  caller: ConsoleCaller,
  profileKey: string,
): Promise<boolean> {
  return deps.database.transaction(async (transaction) => {
    const removed = await removeProfile(transaction, caller.merchantId, profileKey, deps.clock.now())
    if (removed === undefined) return false
    await deps.audit.record(transaction, caller, {
      action: 'checkout-profile.delete',
      target: profileKey,
      before: plain(removed),
    })
    return true
  })
}

/** Each method once, and each with a channel of the profile's mode that takes it in a window. Keyed by the method. */
async function problemsOf(
  deps: ProfileDependencies,
  storeId: string,
  mode: 'LIVE' | 'TEST',
  methods: readonly ProfileMethod[],
): Promise<Readonly<Record<string, Sentence>>> {
  if (methods.length === 0)
    return { methods: { ko: '결제 수단을 하나 이상 골라 주세요.', en: 'Choose at least one pay method.' } }
  const problems: Record<string, Sentence> = {}
  const seen = new Set<string>()
  for (const { paymentMethod, channelKey } of methods) {
    if (seen.has(paymentMethod))
      problems[`methods.${paymentMethod}`] = {
        ko: '같은 결제 수단이 두 번 있습니다.',
        en: 'This pay method is there twice.',
      }
    seen.add(paymentMethod)
    const channel = await deps.openLivingChannel(storeId, channelKey)
    const { payMethod }: CheckoutMethod = checkoutMethods[paymentMethod]
    const takes =
      channel !== undefined &&
      channel.mode === mode &&
      channel.attribute === 'PAYMENT' &&
      channel.module.versions.includes('V2') &&
      channel.module.window?.payMethods.includes(payMethod) === true
    if (!takes)
      problems[`methods.${paymentMethod}`] = {
        ko: '이 결제 수단을 받는 같은 모드의 V2 채널을 골라 주세요.',
        en: 'Choose a V2 channel of this mode that takes this pay method.',
      }
  }
  return problems
}

function plain({ name, mode, methods }: CheckoutProfile): object {
  return { name, mode, methods }
}
