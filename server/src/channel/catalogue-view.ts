import {
  canTakePayments,
  canVerifyIdentity,
  type CredentialField,
  type Gateway,
  type GatewayCatalogue,
  type GatewayModule,
} from '@naru/gateways'
import type { CatalogueModule, CataloguePg, CredentialFieldView } from '../wire/console.ts'

/** The channel catalogue as the console sees it. Built field by field, so that a shared MID's credentials cannot slip out. */
export function catalogueView(gateways: readonly Gateway[]): readonly CataloguePg[] {
  return gateways.map((gateway) => pgView(gateway, gateway.catalogue))
}

function pgView(gateway: Gateway, catalogue: GatewayCatalogue): CataloguePg {
  return {
    id: catalogue.id,
    nameKo: catalogue.nameKo,
    nameEn: catalogue.nameEn,
    category: catalogue.category,
    ...(catalogue.merchantAdminUrl === undefined ? {} : { merchantAdminUrl: catalogue.merchantAdminUrl }),
    ...(catalogue.testModeKo === undefined ? {} : { testModeKo: catalogue.testModeKo }),
    ...(catalogue.testModeEn === undefined ? {} : { testModeEn: catalogue.testModeEn }),
    modules: catalogue.modules.map((module) =>
      moduleView(module, canTakePayments(gateway, module) || canVerifyIdentity(gateway, module)),
    ),
  }
}

function moduleView(module: GatewayModule, usable: boolean): CatalogueModule {
  return {
    code: module.code,
    pgProvider: module.pgProvider,
    labelKo: module.labelKo,
    labelEn: module.labelEn,
    versions: module.versions,
    channelAttributes: module.channelAttributes,
    surfaces: module.surfaces,
    manualConfirmSelectable: module.manualConfirmSelectable,
    evidence: module.evidence,
    payMethods: module.window?.payMethods ?? [],
    usable,
    credentialSets: module.credentialSets.map((set) => ({
      versions: set.versions,
      channelAttribute: set.channelAttribute,
      fields: set.fields.map(fieldView),
      howToFind: {
        ...(set.howToFind.adminUrl === undefined ? {} : { adminUrl: set.howToFind.adminUrl }),
        stepsKo: set.howToFind.stepsKo,
        stepsEn: set.howToFind.stepsEn,
      },
    })),
    sharedTestMids: module.sharedTestMids.map(({ mid, purposeKo, purposeEn, channelAttribute }) => ({
      mid,
      purposeKo,
      purposeEn,
      ...(channelAttribute === undefined ? {} : { channelAttribute }),
    })),
  }
}

function fieldView(field: CredentialField): CredentialFieldView {
  return {
    key: field.key,
    labelKo: field.labelKo,
    labelEn: field.labelEn,
    type: field.type,
    secret: field.secret,
    required: field.required,
    ...(field.isPgMerchantId === undefined ? {} : { isPgMerchantId: field.isPgMerchantId }),
    ...(field.conditionKo === undefined ? {} : { conditionKo: field.conditionKo }),
    ...(field.conditionEn === undefined ? {} : { conditionEn: field.conditionEn }),
    ...(field.whenFalse === undefined ? {} : { whenFalse: field.whenFalse }),
    ...(field.confirmFilled === undefined ? {} : { confirmFilled: field.confirmFilled }),
    ...(field.lengthMax === undefined ? {} : { lengthMax: field.lengthMax }),
    ...(field.lengthExact === undefined ? {} : { lengthExact: field.lengthExact }),
    ...(field.fileType === undefined ? {} : { fileType: field.fileType }),
    ...(field.fileName === undefined ? {} : { fileName: field.fileName }),
    ...(field.options === undefined
      ? {}
      : { options: field.options.map(({ value, labelKo, labelEn }) => ({ value, labelKo, labelEn })) }),
    ...(field.helpKo === undefined ? {} : { helpKo: field.helpKo }),
    ...(field.helpEn === undefined ? {} : { helpEn: field.helpEn }),
  }
}
