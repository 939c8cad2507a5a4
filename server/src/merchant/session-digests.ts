import type { kyselyAdapter } from '@better-auth/kysely-adapter'
import { digest } from '../foundation/secret.ts'

type AdapterFactory = ReturnType<typeof kyselyAdapter>
type Adapter = ReturnType<AdapterFactory>
type InTransaction = Omit<Adapter, 'transaction'>
type Where = Parameters<Adapter['findOne']>[0]['where']

/**
 * Lets the authentication library store SHA-256 digests of session tokens instead of the tokens,
 * which it has no option for: a token is replaced on its way into the database, and put back on the
 * way out where the caller has shown it. A copy of the table opens no session.
 *
 * Lists of sessions come back with digests, so the library's "revoke one of my sessions" must not be used
 * as it is; ending all sessions of a user works by his id.
 */
export function withSessionDigests(factory: AdapterFactory): AdapterFactory {
  return (options) => {
    const inner = factory(options)
    return {
      ...inner,
      ...digesting(inner),
      transaction: (work) =>
        inner.transaction((transaction) => work({ ...transaction, ...digesting(transaction) })),
    }
  }
}

function digesting(inner: InTransaction): InTransaction {
  return {
    ...inner,
    async create(request) {
      const token = isSession(request.model) && 'token' in request.data ? request.data.token : undefined
      if (typeof token !== 'string') return inner.create(request)
      return putBack(
        await inner.create({ ...request, data: { ...request.data, token: digestOf(token) } }),
        token,
      )
    },
    async findOne(request) {
      const { where, token } = hide(request.model, request.where)
      return putBack(await inner.findOne({ ...request, where }), token)
    },
    findMany: (request) =>
      inner.findMany(
        request.where === undefined
          ? request
          : { ...request, where: hide(request.model, request.where).where },
      ),
    count: (request) =>
      inner.count(
        request.where === undefined
          ? request
          : { ...request, where: hide(request.model, request.where).where },
      ),
    async update(request) {
      const { where, token } = hide(request.model, request.where)
      return putBack(await inner.update({ ...request, where }), token)
    },
    updateMany: (request) =>
      inner.updateMany({ ...request, where: hide(request.model, request.where).where }),
    delete: (request) => inner.delete({ ...request, where: hide(request.model, request.where).where }),
    deleteMany: (request) =>
      inner.deleteMany({ ...request, where: hide(request.model, request.where).where }),
    async consumeOne(request) {
      const { where, token } = hide(request.model, request.where)
      return putBack(await inner.consumeOne({ ...request, where }), token)
    },
    async incrementOne(request) {
      const { where, token } = hide(request.model, request.where)
      return putBack(await inner.incrementOne({ ...request, where }), token)
    },
  }
}

function isSession(model: string): boolean {
  return model === 'session'
}

/** Replaces the token in a condition by its digest, and tells which one it was. */
function hide(model: string, where: Where): { where: Where; token: string | undefined } {
  if (!isSession(model)) return { where, token: undefined }
  let token: string | undefined
  const hidden = where.map((condition) => {
    if (condition.field !== 'token') return condition
    const { operator = 'eq', value } = condition
    if (operator !== 'eq' || typeof value !== 'string')
      throw new Error('sessions are found by one token only')
    token = value
    return { ...condition, value: digestOf(value) }
  })
  return { where: hidden, token }
}

function putBack<Row>(row: Row, token: string | undefined): Row {
  if (token !== undefined && typeof row === 'object' && row !== null && 'token' in row) {
    Reflect.set(row, 'token', token)
  }
  return row
}

function digestOf(token: string): string {
  return digest(token).toString('base64url')
}
