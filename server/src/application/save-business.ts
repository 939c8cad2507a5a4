import type { SaveBusinessBody } from '../wire/console-application.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication, representativeStore } from './application-lock.ts'
import { readBusinessRow, readLicenceRow, writeBusinessRow } from './business-store.ts'
import { checkBusinessInfo } from './check-business-info.ts'
import type { FieldProblem } from './field-reader.ts'
import { sealJson } from './sealed-json.ts'
import { seoulDay } from './seoul-day.ts'
import { readTerms } from './terms.ts'

export type SaveBusinessOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | {
      readonly kind: 'refused'
      readonly type: 'StoreBusinessInfoAlreadyRegisteredError' | 'StaleVersionError' | 'TermsNotAgreedError'
    }

/**
 * 임시저장 and 제출하기 of the business verification. A temporary save takes whatever is there; submitting wants all of
 * it and ends all changes.
 */
export async function saveBusiness(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  { info, rowVersion }: SaveBusinessBody,
  intent: 'draft' | 'submit',
): Promise<SaveBusinessOutcome> {
  const { merchantId } = actor
  const now = deps.clock.now()
  const storeId = await representativeStore(deps.database, merchantId)
  if (storeId === undefined) throw new Error(`${merchantId} has no representative store`)
  const place = { storeId, table: 'business_info', rowId: merchantId }
  const sealed = await sealJson(deps.vault, place, info)

  return deps.database.transaction<SaveBusinessOutcome>(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const former = await readBusinessRow(transaction, merchantId)
    if (former !== undefined && former.submitted_at !== null)
      return { kind: 'refused', type: 'StoreBusinessInfoAlreadyRegisteredError' }
    if ((former?.row_version ?? 0) !== rowVersion) return { kind: 'refused', type: 'StaleVersionError' }
    if (intent === 'submit') {
      const terms = await readTerms(transaction, merchantId)
      if (terms.agreedAt === undefined) return { kind: 'refused', type: 'TermsNotAgreedError' }
      const hasLicence = (await readLicenceRow(transaction, merchantId)) !== undefined
      const problems = checkBusinessInfo(info, hasLicence, seoulDay(now))
      if (problems.length > 0) return { kind: 'invalid', problems }
    }
    await writeBusinessRow(transaction, {
      merchantId,
      storeId,
      sealed,
      info,
      formerVersion: rowVersion,
      at: now,
      submittedBy: intent === 'submit' ? actor.userId : undefined,
    })
    await deps.audit.record(transaction, actor, {
      action: intent === 'submit' ? 'business-info.submit' : 'business-info.save',
      storeId,
      target: merchantId,
      after: { companyName: info.companyName, registrationNumber: info.registrationNumber },
    })
    return { kind: 'saved' }
  })
}
