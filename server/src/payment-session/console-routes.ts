import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { languageOf } from '../foundation/http/face.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { oneOf } from '../v2-input/request-parts.ts'
import type { CheckoutProfileView, PaymentSessionRow } from '../wire/console-checkout-profile.ts'
import { checkoutMethodNames } from './checkout-method.ts'
import { isSessionOver, listSessions } from './payment-session.ts'
import { listProfiles, type CheckoutProfile } from './profile-store.ts'
import { deleteProfile, saveProfile, type ProfileDependencies, type ProfileOutcome } from './save-profile.ts'
import { refuseSession } from './session-errors.ts'

const profileBody = Type.Object({
  name: Type.String({ maxLength: 200 }),
  mode: oneOf(['LIVE', 'TEST']),
  methods: Type.Array(
    Type.Object({ paymentMethod: oneOf(checkoutMethodNames), channelKey: Type.String({ maxLength: 100 }) }),
    { maxItems: 40 },
  ),
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
})

interface OfProfile {
  readonly Params: { readonly profileKey: string }
}
interface OfStore {
  readonly Params: { readonly storeId: string }
}

/** 체크아웃: profiles of the merchant, sessions of a store. */
export function registerCheckoutProfileRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'merchant' | 'store'>,
  deps: ProfileDependencies,
): void {
  const list = '/console/api/checkout-profiles'

  app.get(list, async (request): Promise<{ items: readonly CheckoutProfileView[] }> => {
    const { merchantId } = await guard.merchant(request, 'checkout-profiles.read')
    return { items: (await listProfiles(deps.database, merchantId)).map(profileView) }
  })

  app.post(list, async (request): Promise<CheckoutProfileView> => {
    const caller = await guard.merchant(request, 'checkout-profiles.write')
    return saved(request, await saveProfile(deps, caller, readBody(profileBody, request.body ?? {})))
  })

  app.put<OfProfile>(`${list}/:profileKey`, async (request): Promise<CheckoutProfileView> => {
    const caller = await guard.merchant(request, 'checkout-profiles.write')
    const body = readBody(profileBody, request.body ?? {})
    if (body.version === undefined) throw refuseCommon('INVALID_REQUEST', 'version')
    const { profileKey } = request.params
    return saved(request, await saveProfile(deps, caller, body, { profileKey, version: body.version }))
  })

  app.delete<OfProfile>(`${list}/:profileKey`, async (request) => {
    const caller = await guard.merchant(request, 'checkout-profiles.write')
    const { profileKey } = request.params
    if (profileKey.includes('\u0000') || !(await deleteProfile(deps, caller, profileKey)))
      throw refuseSession('CheckoutProfileNotFoundError')
    return {}
  })

  app.get<OfStore>(
    '/console/api/stores/:storeId/payment-sessions',
    async (request): Promise<{ items: readonly PaymentSessionRow[] }> => {
      const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
      const now = deps.clock.now()
      return {
        items: (await listSessions(deps.database, storeId)).map((session) => ({
          paymentId: session.paymentId,
          profileKey: session.profileKey,
          mode: session.isTest ? 'TEST' : 'LIVE',
          state: session.closedAt !== null ? 'CLOSED' : isSessionOver(session, now) ? 'EXPIRED' : 'OPEN',
          orderName: session.data.orderName,
          totalAmount: session.data.totalAmount,
          currency: session.data.currency,
          country: session.data.country,
          createdAt: session.createdAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
        })),
      }
    },
  )
}

function saved(request: FastifyRequest, outcome: ProfileOutcome): CheckoutProfileView {
  switch (outcome.kind) {
    case 'saved':
      return profileView(outcome.profile)
    case 'refused':
      throw refuseSession(outcome.type)
    case 'invalid': {
      const language = languageOf(request)
      const fields = Object.fromEntries(
        Object.entries(outcome.fields).map(([key, words]) => [key, words[language]]),
      )
      throw refuseSession('InvalidCheckoutProfileError', undefined, { fields })
    }
  }
}

function profileView(profile: CheckoutProfile): CheckoutProfileView {
  return {
    profileKey: profile.profileKey,
    version: profile.rowVersion,
    name: profile.name,
    mode: profile.mode,
    methods: profile.methods,
    updatedAt: profile.updatedAt.toISOString(),
  }
}
