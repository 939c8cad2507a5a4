import type { OperatorApplication, OperatorContract } from '../wire/operator.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { representativeStore } from './application-lock.ts'
import { readBusiness } from './business-store.ts'
import { operatorMoves } from './contract.ts'
import { listApplicationEvents, listContracts, type Contract } from './contract-store.ts'
import { questionsOf } from './extra-questions.ts'
import { readMerchantName } from './operator-store.ts'
import { contractView, eventView } from './read-application.ts'
import { openJson } from './sealed-json.ts'

/** One merchant's application with everything that a PG's desk would ask for; drafts stay the merchant's own. */
export async function readForOperator(
  deps: Pick<ApplicationDependencies, 'database' | 'vault' | 'gateways'>,
  merchantId: string,
): Promise<OperatorApplication | undefined> {
  const merchantName = await readMerchantName(deps.database, merchantId)
  const storeId = await representativeStore(deps.database, merchantId)
  if (merchantName === undefined || storeId === undefined) return undefined
  const [business, contracts, events] = await Promise.all([
    readBusiness(deps, merchantId),
    listContracts(deps.database, merchantId),
    listApplicationEvents(deps.database, merchantId),
  ])
  const isSubmitted = business.state === 'SUBMITTED'
  return {
    merchantId,
    merchantName,
    ...(business.submittedAt === undefined ? {} : { submittedAt: business.submittedAt }),
    ...(isSubmitted ? { info: business.info } : {}),
    ...(isSubmitted && business.licence !== undefined ? { licence: business.licence } : {}),
    contracts: await Promise.all(contracts.map((contract) => operatorContract(deps, storeId, contract))),
    events: events.map(eventView),
  }
}

async function operatorContract(
  deps: Pick<ApplicationDependencies, 'vault' | 'gateways'>,
  storeId: string,
  contract: Contract,
): Promise<OperatorContract> {
  const place = { storeId, table: 'application_contract', rowId: contract.contractId }
  const answers = await openJson(deps.vault, place, contract.extraSealed)
  const given = new Map<string, unknown>(
    typeof answers === 'object' && answers !== null ? Object.entries(answers) : [],
  )
  return {
    ...contractView(deps, contract),
    moves: operatorMoves(contract.state),
    extra: questionsOf(contract.pg).flatMap(({ key, labelKo, labelEn, options = [] }) => {
      const answer = given.get(key)
      if (typeof answer !== 'string' || answer === '') return []
      const option = options.find(({ value }) => value === answer)
      return [{ labelKo, labelEn, answerKo: option?.labelKo ?? answer, answerEn: option?.labelEn ?? answer }]
    }),
  }
}
