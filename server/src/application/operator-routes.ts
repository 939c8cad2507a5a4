import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { OperatorCaller, OperatorGuard } from '../operator/operator-guard.ts'
import type { OperatorApplication, OperatorPage } from '../wire/operator.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { refuseApplication } from './application-errors.ts'
import { isContractState } from './contract.ts'
import { lockApplication } from './application-lock.ts'
import { fieldReader } from './field-reader.ts'
import { openLicence } from './licence-file.ts'
import { addNote, moveContract } from './move-contract.ts'
import { listApplications } from './operator-store.ts'
import { readForOperator } from './read-for-operator.ts'
import { sendLicence } from './send-licence.ts'

const base = '/operator/api/applications'
const textLengthMax = 500

interface ApplicationRoute {
  readonly Params: { readonly merchantId: string }
}
interface ContractRoute {
  readonly Params: { readonly merchantId: string; readonly contractId: string }
}
interface ListRoute {
  readonly Querystring: Readonly<Record<'search' | 'state' | 'pg' | 'cursor', unknown>>
}

/** The operator's desk: applications of all merchants, and nothing else of theirs. Every step is audited in the merchant's log. */
export function registerOperatorApplicationRoutes(
  app: FastifyInstance,
  guard: OperatorGuard,
  deps: ApplicationDependencies,
): void {
  async function answer(merchantId: string): Promise<OperatorApplication> {
    const found = await readForOperator(deps, merchantId)
    if (found === undefined) throw refuseApplication('ContractNotFoundError')
    return found
  }

  app.get<ListRoute>(base, async (request): Promise<OperatorPage> => {
    await guard.operator(request)
    const { search, state, pg, cursor } = request.query
    return listApplications(deps, {
      search: readText(search),
      state: isContractState(state) ? state : '',
      pg: readText(pg),
      cursor: readText(cursor),
    })
  })

  app.get<ApplicationRoute>(`${base}/:merchantId`, async (request) => {
    await guard.operator(request)
    return answer(request.params.merchantId)
  })

  app.get<ApplicationRoute>(`${base}/:merchantId/licence`, async (request, reply) => {
    const operator = await guard.operator(request)
    const { merchantId } = request.params
    const application = await answer(merchantId)
    const licence = application.submittedAt === undefined ? undefined : await openLicence(deps, merchantId)
    if (licence === undefined) throw refuseApplication('LicenceNotFoundError')
    // Who looked at a paper with birth dates on it is worth knowing, too.
    await deps.database.transaction(async (transaction) => {
      await lockApplication(transaction, merchantId)
      await deps.audit.record(transaction, actorOf(operator, merchantId), {
        action: 'business-licence.read',
        target: merchantId,
      })
    })
    return sendLicence(reply, licence)
  })

  app.post<ContractRoute>(`${base}/:merchantId/contracts/:contractId/move`, async (request) => {
    const operator = await guard.operator(request)
    const { merchantId, contractId } = request.params
    await answer(merchantId)
    const { to, text, rowVersion } = parseMove(request)
    const outcome = await moveContract(deps, actorOf(operator, merchantId), {
      contractId,
      to,
      rowVersion,
      ...(text === '' ? {} : { text }),
    })
    if (outcome.kind === 'refused') throw refuseApplication(outcome.type)
    return answer(merchantId)
  })

  app.post<ApplicationRoute>(`${base}/:merchantId/notes`, async (request) => {
    const operator = await guard.operator(request)
    const { merchantId } = request.params
    await answer(merchantId)
    await addNote(deps, actorOf(operator, merchantId), parseText(request, true))
    return answer(merchantId)
  })
}

function actorOf(operator: OperatorCaller, merchantId: string): ApplicationActor {
  return {
    kind: 'OPERATOR',
    merchantId,
    userId: operator.operatorId,
    email: operator.email,
    address: operator.address,
  }
}

function parseMove(request: FastifyRequest) {
  const read = fieldReader(request.body)
  const to = read.text('to', 20)
  const body: unknown = request.body
  const rowVersion =
    typeof body === 'object' && body !== null && 'rowVersion' in body ? body.rowVersion : undefined
  // Cancelling is the merchant's word, so it is no move that an operator could name.
  const isMove = isContractState(to) && to !== 'CANCELLED'
  if (!isMove || typeof rowVersion !== 'number' || !Number.isInteger(rowVersion) || rowVersion > 2 ** 31 - 1)
    throw refuseApplication('ContractMovedError')
  return { to, rowVersion, text: parseText(request, to === 'REJECTED') }
}

function parseText(request: FastifyRequest, isRequired: boolean): string {
  const read = fieldReader(request.body)
  const text = read.text('text', textLengthMax)
  const isEnglish = languageOf(request) === 'en'
  const [problem] = read.problems
  if (problem !== undefined) {
    const sentence = isEnglish ? problem.en : problem.ko
    throw refuseApplication('InvalidRequestError', undefined, { fields: { text: sentence } })
  }
  if (isRequired && text === '') {
    const sentence = isEnglish ? 'Write what the merchant has to know.' : '고객사가 읽을 내용을 적어 주세요.'
    throw refuseApplication('InvalidRequestError', undefined, { fields: { text: sentence } })
  }
  return text
}

function readText(value: unknown): string {
  // PostgreSQL's text cannot hold U+0000.
  return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, 200) : ''
}
