import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'

/** 422 of the Orders and Payments references: the issue is the code that matters. */
export function unprocessable(issue: string, description: string): WireAnswer {
  return refusal(422, 'UNPROCESSABLE_ENTITY', issue, description)
}

export function invalid(issue: string, description: string): WireAnswer {
  return refusal(400, 'INVALID_REQUEST', issue, description)
}

export function notFound(): WireAnswer {
  return refusal(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID', 'Specified resource ID does not exist.')
}

export function notPermitted(): WireAnswer {
  return refusal(
    403,
    'NOT_AUTHORIZED',
    'PERMISSION_DENIED',
    'You do not have permission to access this resource.',
  )
}

export function unauthenticated(): WireAnswer {
  return json(401, { name: 'AUTHENTICATION_FAILURE', message: 'Invalid token.', debug_id: randomToken(8) })
}

function refusal(status: number, name: string, issue: string, description: string): WireAnswer {
  return json(status, {
    name,
    message: 'The requested action could not be performed.',
    debug_id: randomToken(8),
    details: [{ issue, description }],
    links: [],
  })
}
