import type { ChoiceView, PgOffer } from '../wire/console-application.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication, representativeStore } from './application-lock.ts'
import { readBusinessRow } from './business-store.ts'
import { choiceVersion, missingAnswers, sealExtra, writeChoice } from './choice.ts'
import { endedStates } from './contract.ts'
import { insertApplicationEvent, insertContract, listContracts } from './contract-store.ts'
import type { FieldProblem } from './field-reader.ts'
import { sealJson } from './sealed-json.ts'

export type SubmitChoiceOutcome =
  | { readonly kind: 'submitted' }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | {
      readonly kind: 'refused'
      readonly type: 'StaleVersionError' | 'BusinessInfoNotRegisteredError' | 'AlreadyAppliedError'
    }

/** 제출할게요: every line of the cart becomes a contract row in APPLIED, and the cart is empty again. */
export async function submitChoice(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  choice: ChoiceView,
  offers: readonly PgOffer[],
): Promise<SubmitChoiceOutcome> {
  const { merchantId } = actor
  const problems = [
    ...(choice.cart.length > 0
      ? []
      : [
          {
            field: 'cart',
            ko: '결제수단을 하나 이상 담아 주세요.',
            en: 'Put at least one pay method into the cart.',
          },
        ]),
    ...missingAnswers(choice, offers),
  ]
  if (problems.length > 0) return { kind: 'invalid', problems }

  const storeId = await representativeStore(deps.database, merchantId)
  if (storeId === undefined) throw new Error(`${merchantId} has no representative store`)
  const now = deps.clock.now()
  const emptied = await sealExtra(deps, merchantId, {})
  const contracts = await Promise.all(
    choice.cart.map(async ({ pg, method }) => {
      const contractId = `contract-${deps.random.uuid()}`
      const place = { storeId, table: 'application_contract', rowId: contractId }
      return {
        contractId,
        pg,
        method,
        extraSealed: await sealJson(deps.vault, place, choice.extra[pg] ?? {}),
      }
    }),
  )

  return deps.database.transaction<SubmitChoiceOutcome>(async (transaction) => {
    await lockApplication(transaction, merchantId)
    if ((await choiceVersion(transaction, merchantId)) !== choice.rowVersion)
      return { kind: 'refused', type: 'StaleVersionError' }
    const business = await readBusinessRow(transaction, merchantId)
    if (business === undefined || business.submitted_at === null)
      return { kind: 'refused', type: 'BusinessInfoNotRegisteredError' }
    const living = (await listContracts(transaction, merchantId)).filter(
      ({ state }) => !endedStates.includes(state),
    )
    const isDouble = contracts.some(({ pg, method }) =>
      living.some((one) => one.pg === pg && one.method === method),
    )
    if (isDouble) return { kind: 'refused', type: 'AlreadyAppliedError' }

    for (const contract of contracts) {
      await insertContract(transaction, { ...contract, merchantId, at: now, by: actor.userId })
      await insertApplicationEvent(transaction, deps.random, {
        merchantId,
        at: now,
        kind: 'APPLIED',
        contractId: contract.contractId,
        to: 'APPLIED',
      })
    }
    await writeChoice(
      transaction,
      merchantId,
      { cart: [], extra: {}, rowVersion: choice.rowVersion },
      emptied,
      now,
    )
    await deps.audit.record(transaction, actor, {
      action: 'application.submit',
      storeId,
      target: merchantId,
      after: { contracts: contracts.map(({ contractId, pg, method }) => ({ contractId, pg, method })) },
    })
    return { kind: 'submitted' }
  })
}
