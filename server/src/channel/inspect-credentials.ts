import type { Gateway, GatewayModule, Mode } from '@naru/gateways'
import type { CredentialValues } from './channel-credentials.ts'
import { channelForm, problemKey, type FieldProblem } from './channel-form.ts'
import type { ChannelAttribute } from './channel.ts'

export interface InspectedCredentials {
  readonly problems: readonly FieldProblem[]
  readonly expireAt: Date | null
}

/** What the PG's own rules say about a form that is complete: a certificate that fits its key, and its end. */
export function inspectCredentials(
  gateway: Gateway,
  module: GatewayModule,
  form: {
    readonly attribute: ChannelAttribute
    readonly mode: Mode
    readonly values: CredentialValues
    readonly fileNames: Readonly<Record<string, string>>
    readonly now: Date
  },
): InspectedCredentials {
  const inspection = gateway.inspectCredentials?.({
    moduleCode: module.code,
    mode: form.mode,
    credentials: form.values,
    fileNames: form.fileNames,
    now: form.now,
  })
  const fields = channelForm(module, form.attribute) ?? []
  return {
    problems: (inspection?.problems ?? []).flatMap(({ key, messageKo, messageEn }) => {
      const field = fields.find((candidate) => candidate.key === key)
      return field === undefined ? [] : [{ field: problemKey(field), ko: messageKo, en: messageEn }]
    }),
    expireAt: inspection?.expiresAt ?? null,
  }
}
