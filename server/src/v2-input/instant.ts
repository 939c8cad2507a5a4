import { refuseCommon } from '../foundation/refusal.ts'

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

/**
 * An instant with its zone, as REST V2 takes it.
 * @throws Refusal INVALID_REQUEST naming the field
 */
export function readInstant(text: string, field: string): Date {
  const at = new Date(text)
  if (!rfc3339.test(text) || Number.isNaN(at.getTime()))
    throw refuseCommon('INVALID_REQUEST', `${field}: RFC 3339`)
  return at
}

/** The same of a member that may be absent. */
export function readOptionalInstant(text: string | undefined, field: string): Date | undefined {
  return text === undefined ? undefined : readInstant(text, field)
}
