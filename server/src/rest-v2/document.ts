import type { TSchema } from 'typebox'
import type { V2Form, V2Router } from '../credential/v2-router.ts'
import { statusOfType } from './error-types.ts'
import { routePath, type Operation } from './operation.ts'
import { operations } from './operations.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Our own OpenAPI document of REST V2, made of the table of operations and of the very schemas that the routes read
 * with, so that it says what is served and not what was once planned.
 */
export function openApiDocument(router: Pick<V2Router, 'forms'>, origin: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) {
    const form = router.forms.get(`${operation.method} ${routePath(operation.path)}`)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation, form),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Naru REST V2',
      version: '1.16.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Payments of a self-hosted Naru. Amounts are integers in the smallest unit of their currency, instants are ' +
        'RFC 3339. Every answer is JSON, success is always 200, a refusal is `{type, message}`. ' +
        '`x-naru-state` tells whether an operation is served; the others refuse with a declared type.',
    },
    servers: [{ url: origin }],
    security: [{ apiSecret: [] }, { accessToken: [] }],
    paths,
    components: {
      securitySchemes: {
        apiSecret: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: '`PortOne <API secret>`, from the console’s page of credentials.',
        },
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'From POST /login/api-secret, for 30 minutes.',
        },
      },
    },
  }
}

const families: readonly (readonly [prefix: string, tag: string])[] = [
  ['/platform/', 'Partner settlement'],
  ['/b2b/', 'Tax invoices'],
  ['/billing-keys', 'Billing keys'],
  ['/payment-schedules', 'Schedules'],
  ['/cash-receipts', 'Cash receipts'],
  ['/identity-verifications', 'Identity verification'],
  ['/payment-reconciliations', 'Reconciliation'],
  ['/payment-sessions', 'Hosted checkout'],
  ['/checkout-profiles', 'Hosted checkout'],
  ['/login', 'Authentication'],
  ['/token', 'Authentication'],
]

function describeOperation(operation: Operation, form: V2Form | undefined): Json {
  const { method, path, summary, priority, isPublic, isUnstable, input } = operation
  const parameters = [...pathParameters(path), ...queryParameters(operation, form)]
  const takesBody = form?.body !== undefined && input !== 'query'
  return {
    operationId: operationId(operation),
    summary,
    tags: [families.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'Payments'],
    ...(isPublic === true ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takesBody && form.body !== undefined
      ? { requestBody: { required: method !== 'GET' && method !== 'DELETE', content: json(form.body) } }
      : {}),
    responses: { 200: success(operation, form), ...refusals(operation) },
    'x-naru-state': form === undefined ? 'not-enabled' : 'served',
    'x-naru-priority': priority,
    ...(isUnstable === true ? { 'x-naru-unstable': true } : {}),
  }
}

function operationId({ method, path }: Operation): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters({ input }: Operation, form: V2Form | undefined): Json[] {
  const whole =
    input === undefined || form?.body === undefined
      ? []
      : [
          {
            name: 'requestBody',
            in: 'query',
            required: false,
            description: 'The input as JSON; counts before a body.',
            content: json(form.body),
          },
        ]
  return [...whole, ...membersOf(form?.query)]
}

function membersOf(schema: TSchema | undefined): Json[] {
  const properties: unknown = schema === undefined ? undefined : Reflect.get(schema, 'properties')
  if (typeof properties !== 'object' || properties === null) return []
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: 'query',
    required: false,
    schema: member as unknown,
  }))
}

function success({ answer, answersWith }: Operation, form: V2Form | undefined): Json {
  if (answersWith !== undefined)
    return { description: 'Done.', content: { [answersWith]: { schema: { type: 'string' } } } }
  const schema = form?.answer ?? {
    type: 'object',
    ...(answer.length === 0
      ? {}
      : { required: answer, properties: Object.fromEntries(answer.map((key) => [key, {}])) }),
  }
  return { description: 'Done.', content: json(schema) }
}

/** One response per status, with the types that the operation may give there. */
function refusals({ errors }: Operation): Json {
  const statuses = [...new Set(errors.map((type) => statusOfType.get(type)))]
  const byStatus = statuses.map(
    (status) => [status, errors.filter((type) => statusOfType.get(type) === status)] as const,
  )
  return Object.fromEntries(
    byStatus.map(([status, types]) => [
      status,
      {
        description: types.join(', '),
        content: json({
          type: 'object',
          required: ['type', 'message'],
          properties: { type: { type: 'string', enum: types }, message: { type: 'string' } },
        }),
      },
    ]),
  )
}

function json(schema: unknown): Json {
  return { 'application/json': { schema } }
}
