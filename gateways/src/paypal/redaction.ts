import { redactedJson } from '../wire/redaction.ts'

/** Rights to charge and tokens stand in no row of ours; everything else of an answer stays as PayPal wrote it. */
export function redacted(raw: string): string {
  // Agreement ids are ordinary `id` members, so they are found by their look (`B-` and 17 characters) instead of by name.
  return redactedJson(raw, {
    cardNumbers: [],
    secrets: ['access_token', 'vault_id', 'billing_agreement_id'],
  }).replaceAll(/"B-[0-9A-Z]{17}"/g, '"[secret]"')
}
