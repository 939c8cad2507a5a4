import type {
  ApplicationEvent,
  ApplicationView,
  ContractView,
  OfferedMethod,
  StatusView,
} from '../wire/console-application.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { readBusiness } from './business-store.ts'
import { readChoice } from './choice.ts'
import { endedStates, mayMove } from './contract.ts'
import { listApplicationEvents, listContracts, type Contract, type StoredEvent } from './contract-store.ts'
import { groupOf, offers } from './offers.ts'
import { readTerms } from './terms.ts'

/** Everything that the screens of one merchant's application begin with. */
export async function readApplication(
  deps: ApplicationDependencies,
  merchantId: string,
  accountEmail: string,
): Promise<ApplicationView> {
  const [terms, business, choice, contracts] = await Promise.all([
    readTerms(deps.database, merchantId),
    readBusiness(deps, merchantId),
    readChoice(deps, merchantId, offers(deps.gateways)),
    listContracts(deps.database, merchantId),
  ])
  const ended = contracts.filter(({ state }) => endedStates.includes(state)).length
  const completed = contracts.filter(({ state }) => state === 'COMPLETED').length
  return {
    terms,
    business,
    choice,
    contracts: { open: contracts.length - ended - completed, completed, ended },
    next:
      contracts.length > 0
        ? 'status'
        : terms.agreedAt === undefined
          ? 'start'
          : business.state === 'SUBMITTED'
            ? 'pg'
            : 'business',
    accountEmail,
  }
}

/** 진행 상황: contracts and what happened to them, newest first. */
export async function readStatus(
  deps: Pick<ApplicationDependencies, 'database' | 'gateways'>,
  merchantId: string,
): Promise<StatusView> {
  const [contracts, events] = await Promise.all([
    listContracts(deps.database, merchantId),
    listApplicationEvents(deps.database, merchantId),
  ])
  return {
    contracts: contracts.map((contract) => contractView(deps, contract)),
    events: events.map(eventView),
  }
}

export function contractView(
  deps: Pick<ApplicationDependencies, 'gateways'>,
  contract: Contract,
): ContractView {
  return {
    contractId: contract.contractId,
    pg: contract.pg,
    ...pgNames(deps, contract.pg),
    method: methodOf(contract.method),
    state: contract.state,
    mayCancel: mayMove(contract.state, 'CANCELLED'),
    appliedAt: contract.appliedAt.toISOString(),
    stateChangedAt: contract.stateChangedAt.toISOString(),
    rowVersion: contract.rowVersion,
  }
}

/** What people call a PG; its id where this build does not know it. */
export function pgNames(
  { gateways }: Pick<ApplicationDependencies, 'gateways'>,
  pg: string,
): { readonly pgNameKo: string; readonly pgNameEn: string } {
  const catalogue = gateways.find(({ id }) => id === pg)?.catalogue
  return { pgNameKo: catalogue?.nameKo ?? pg, pgNameEn: catalogue?.nameEn ?? pg }
}

export function eventView(event: StoredEvent): ApplicationEvent {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    ...(event.contractId === undefined ? {} : { contractId: event.contractId }),
    ...(event.pg === undefined ? {} : { pg: event.pg }),
    ...(event.method === undefined ? {} : { method: methodOf(event.method) }),
    ...(event.from === undefined ? {} : { from: event.from }),
    ...(event.to === undefined ? {} : { to: event.to }),
    ...(event.text === undefined ? {} : { text: event.text }),
  }
}

function isMethod(text: string): text is OfferedMethod {
  return Object.hasOwn(groupOf, text)
}

function methodOf(text: string): OfferedMethod {
  if (!isMethod(text)) throw new Error(`a contract names the unknown pay method ${text}`)
  return text
}
