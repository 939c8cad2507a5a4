import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleCaller, ConsoleGuard } from '../merchant/console-guard.ts'
import type {
  ApplicationView,
  BusinessView,
  ChoiceView,
  LicenceView,
  PgOffer,
  Proposal,
  SaveTermsBody,
  StatusView,
} from '../wire/console-application.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { refuseApplication } from './application-errors.ts'
import { parseBusinessInfo } from './business-info.ts'
import { readBusiness } from './business-store.ts'
import { checkBusinessInfo } from './check-business-info.ts'
import { parseChoice, readChoice, saveChoice } from './choice.ts'
import { fieldReader, type FieldProblem } from './field-reader.ts'
import { licenceBytesMax } from './inspect-licence.ts'
import {
  licenceUploads,
  openLicence,
  removeLicence,
  saveLicence,
  type LicenceOutcome,
} from './licence-file.ts'
import { moveContract } from './move-contract.ts'
import { offers } from './offers.ts'
import { proposePackage, wishes } from './propose-package.ts'
import { readApplication, readStatus } from './read-application.ts'
import { saveBusiness } from './save-business.ts'
import { seoulDay } from './seoul-day.ts'
import { fileName, sendLicence } from './send-licence.ts'
import { submitChoice } from './submit-choice.ts'
import { saveTerms } from './terms.ts'

const base = '/console/api/application'

/** 전자결제 신청. Everything belongs to the merchant as a whole and is for Owner and Admin. */
export function registerApplicationRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: ApplicationDependencies,
): void {
  const offered = offers(deps.gateways)
  const reader = (request: FastifyRequest) => guard.merchant(request, 'applications.read')
  const writer = (request: FastifyRequest) => guard.merchant(request, 'applications.write')

  function withProblems(view: BusinessView, request: FastifyRequest): BusinessView {
    if (view.state === 'SUBMITTED') return view
    const today = seoulDay(deps.clock.now())
    const problems = checkBusinessInfo(view.info, view.licence !== undefined, today)
    return { ...view, problems: sentences(problems, request) }
  }
  async function applicationOf(request: FastifyRequest, caller: ConsoleCaller): Promise<ApplicationView> {
    const view = await readApplication(deps, caller.merchantId, caller.email)
    return { ...view, business: withProblems(view.business, request) }
  }

  app.get(base, async (request): Promise<ApplicationView> => {
    const caller = await reader(request)
    return applicationOf(request, caller)
  })

  app.put(`${base}/terms`, async (request): Promise<ApplicationView> => {
    const caller = await writer(request)
    await saveTerms(deps, caller, parseTerms(request))
    return applicationOf(request, caller)
  })

  for (const [path, method, intent] of [
    [`${base}/business`, 'PUT', 'draft'],
    [`${base}/business/submit`, 'POST', 'submit'],
  ] as const) {
    app.route({
      method,
      url: path,
      handler: async (request): Promise<BusinessView> => {
        const caller = await writer(request)
        const parsed = parseBusinessInfo(memberOf(request.body, 'info'))
        if (!parsed.ok) throw invalid(parsed.problems, request)
        const body = { info: parsed.info, rowVersion: readVersion(request) }
        const outcome = await saveBusiness(deps, caller, body, intent)
        if (outcome.kind === 'invalid') throw invalid(outcome.problems, request)
        if (outcome.kind === 'refused') throw refuseApplication(outcome.type)
        return withProblems(await readBusiness(deps, caller.merchantId), request)
      },
    })
  }

  registerLicenceRoutes(app, deps, reader, writer)

  app.get(`${base}/offers`, async (request): Promise<{ items: readonly PgOffer[] }> => {
    await reader(request)
    return { items: offered }
  })

  app.get<{ Querystring: { wish?: unknown } }>(`${base}/proposal`, async (request): Promise<Proposal> => {
    await reader(request)
    const ticked: readonly unknown[] = [request.query.wish ?? []].flat()
    return proposePackage(
      offered,
      wishes.filter((wish) => ticked.includes(wish)),
    )
  })

  app.put(`${base}/choice`, async (request): Promise<ChoiceView> => {
    const caller = await writer(request)
    const choice = readBody(request, offered)
    if ((await saveChoice(deps, caller, choice)) === 'stale') throw refuseApplication('StaleVersionError')
    return readChoice(deps, caller.merchantId, offered)
  })

  app.post(`${base}/choice/submit`, async (request): Promise<StatusView> => {
    const caller = await writer(request)
    const outcome = await submitChoice(deps, caller, readBody(request, offered), offered)
    if (outcome.kind === 'invalid') throw invalid(outcome.problems, request)
    if (outcome.kind === 'refused') throw refuseApplication(outcome.type)
    return readStatus(deps, caller.merchantId)
  })

  app.get(`${base}/status`, async (request): Promise<StatusView> => {
    return readStatus(deps, (await reader(request)).merchantId)
  })

  app.post<{ Params: { contractId: string } }>(
    `${base}/contracts/:contractId/cancel`,
    async (request): Promise<StatusView> => {
      const caller = await writer(request)
      const { contractId } = request.params
      const rowVersion = readVersion(request)
      const outcome = await moveContract(deps, caller, { contractId, to: 'CANCELLED', rowVersion })
      if (outcome.kind === 'refused') throw refuseApplication(outcome.type)
      return readStatus(deps, caller.merchantId)
    },
  )
}

/** Bytes instead of JSON, in a scope of its own so that no other route takes them. */
function registerLicenceRoutes(
  app: FastifyInstance,
  deps: ApplicationDependencies,
  reader: (request: FastifyRequest) => Promise<ConsoleCaller>,
  writer: (request: FastifyRequest) => Promise<ConsoleCaller>,
): void {
  const path = `${base}/licence`

  app.get(path, async (request, reply) => {
    const { merchantId } = await reader(request)
    const licence = await openLicence(deps, merchantId)
    if (licence === undefined) throw refuseApplication('LicenceNotFoundError')
    return sendLicence(reply, licence)
  })

  app.delete(path, async (request) => {
    refuse(await removeLicence(deps, await writer(request)))
    return {}
  })

  void app.register(async (scope) => {
    const callers = new WeakMap<FastifyRequest, ConsoleCaller>()
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    scope.route<{ Querystring: { name?: unknown } }>({
      method: 'PUT',
      url: path,
      bodyLimit: licenceBytesMax,
      // Before a byte of the body is read: strangers and files that say that they are too large cost nothing.
      onRequest: async (request) => {
        const caller = await writer(request)
        if (Number(request.headers['content-length'] ?? 0) > licenceBytesMax)
          throw refuseApplication('LicenceTooLargeError')
        const { allowed, retryAfterS } = await deps.throttle.take(licenceUploads, [caller.merchantId])
        if (!allowed) throw refuseApplication('TooManyUploadsError', undefined, { retryAfterS })
        callers.set(request, caller)
      },
      errorHandler: (error: FastifyError, _request: FastifyRequest, _reply: FastifyReply) => {
        // Without a declared length the listener counts, and stops at the same limit.
        throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? refuseApplication('LicenceTooLargeError') : error
      },
      handler: async (request): Promise<LicenceView> => {
        const caller = callers.get(request)
        if (caller === undefined) throw new Error('an upload without a caller')
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        refuse(await saveLicence(deps, caller, { name: fileName(request.query.name), content }))
        const { licence } = await readBusiness(deps, caller.merchantId)
        if (licence === undefined) throw refuseApplication('LicenceNotFoundError')
        return licence
      },
    })
  })
}

function refuse(outcome: LicenceOutcome): void {
  if (outcome.kind === 'refused') throw refuseApplication(outcome.type)
}

function readBody(request: FastifyRequest, offered: readonly PgOffer[]): ChoiceView {
  const { choice, problems } = parseChoice(request.body, offered)
  if (problems.length > 0) throw invalid(problems, request)
  return { ...choice, rowVersion: readVersion(request) }
}

function parseTerms(request: FastifyRequest): SaveTermsBody {
  const read = fieldReader(request.body)
  const terms = {
    thirdParty: read.flag('thirdParty'),
    privacy: read.flag('privacy'),
    marketing: read.flag('marketing'),
  }
  const missing = (['thirdParty', 'privacy'] as const).filter((key) => !terms[key])
  const problems = [
    ...read.problems,
    ...missing.map((field) => ({
      field,
      ko: '필수 약관에 동의해 주세요.',
      en: 'Please agree to this required term.',
    })),
  ]
  if (problems.length > 0) throw invalid(problems, request)
  return terms
}

function readVersion(request: FastifyRequest): number {
  const version = memberOf(request.body, 'rowVersion')
  const isVersion =
    typeof version === 'number' && Number.isInteger(version) && version >= 0 && version < 2 ** 31 - 1
  if (isVersion) return version
  throw invalid(
    [{ field: 'rowVersion', ko: '화면을 새로고침해 주세요.', en: 'Please reload the page.' }],
    request,
  )
}

function invalid(problems: readonly FieldProblem[], request: FastifyRequest) {
  return refuseApplication('InvalidRequestError', undefined, { fields: sentences(problems, request) })
}

function sentences(
  problems: readonly FieldProblem[],
  request: FastifyRequest,
): Readonly<Record<string, string>> {
  const language = languageOf(request)
  return Object.fromEntries(problems.map(({ field, ko, en }) => [field, language === 'en' ? en : ko]))
}

function memberOf(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, key)
    ? Reflect.get(body, key)
    : undefined
}
