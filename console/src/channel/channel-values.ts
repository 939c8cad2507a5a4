import type {
  CatalogueModule,
  ChannelView,
  CreateChannelBody,
  CredentialFieldView,
  UpdateChannelBody,
} from '@naru/server/wire/console'
import { channelForm, firstAttribute, type Attribute } from './form-rules.ts'

export const taxTypes = ['UNSET', 'TAXABLE', 'TAX_FREE'] as const

/** What the form holds while it is filled in. */
export interface ChannelValues {
  readonly name: string
  readonly attribute: Attribute
  readonly taxType: (typeof taxTypes)[number]
  readonly manualConfirm: boolean
  /** The chosen shared test MID, '' when the merchant uses his own. */
  readonly sharedTestMid: string
  readonly credentials: Record<string, string>
  /** Names of the files chosen just now, by field key. */
  readonly fileNames: Record<string, string>
  /** Stored secrets that are to be emptied. */
  readonly cleared: readonly string[]
}

/** A blank form, or that of a channel; its stored secrets stay on the server. */
export function initialValues(module: CatalogueModule, channel: ChannelView | undefined): ChannelValues {
  return {
    name: channel?.name ?? '',
    attribute: channel?.attribute ?? firstAttribute(module),
    taxType: channel?.taxType ?? 'UNSET',
    manualConfirm: channel?.manualConfirm ?? false,
    sharedTestMid: channel?.usesSharedTestMid === true ? channel.pgMerchantId : '',
    credentials: Object.fromEntries(
      Object.entries(channel?.credentials ?? {}).map(([key, { value }]) => [key, value ?? '']),
    ),
    fileNames: {},
    cleared: [],
  }
}

/** The fields that the merchant fills in himself: of a shared test MID the MID alone. */
export function ownFields(module: CatalogueModule, values: ChannelValues): readonly CredentialFieldView[] {
  return channelForm(module, values.attribute).filter(
    (field) => values.sharedTestMid === '' || field.isPgMerchantId === true,
  )
}

/** True when the server keeps a secret for this field, so that a blank one may stay blank. */
export function isStored(
  channel: Pick<ChannelView, 'credentials'> | undefined,
  field: CredentialFieldView,
  values: Pick<ChannelValues, 'cleared'>,
): boolean {
  return (
    field.secret && channel?.credentials[field.key]?.isSet === true && !values.cleared.includes(field.key)
  )
}

/** Fields that were filled in although their PG breaks when they are not needed: worth a question. */
export function fieldsToConfirm(
  module: CatalogueModule,
  values: ChannelValues,
): readonly CredentialFieldView[] {
  return ownFields(module, values).filter(
    (field) => field.confirmFilled === true && (values.credentials[field.key] ?? '').trim() !== '',
  )
}

/** What a new channel is saved with. */
export function createBody(
  values: ChannelValues,
  choice: { readonly mode: CreateChannelBody['mode']; readonly pg: string; readonly module: CatalogueModule },
): CreateChannelBody {
  return {
    ...common(values, choice.module),
    mode: choice.mode,
    pg: choice.pg,
    module: choice.module.code,
    attribute: values.attribute,
    ...(values.sharedTestMid === '' ? {} : { sharedTestMid: values.sharedTestMid }),
  }
}

/** What an edit is saved with. */
export function updateBody(
  values: ChannelValues,
  module: CatalogueModule,
  channel: Pick<ChannelView, 'rowVersion'>,
): UpdateChannelBody {
  return { ...common(values, module), clear: values.cleared, rowVersion: channel.rowVersion }
}

function common(values: ChannelValues, module: CatalogueModule) {
  const fields = ownFields(module, values)
  return {
    name: values.name.trim(),
    taxType: values.taxType,
    manualConfirm: values.manualConfirm,
    credentials: Object.fromEntries(
      fields.map((field) => [field.key, (values.credentials[field.key] ?? '').trim()]),
    ),
    fileNames: values.fileNames,
  }
}
