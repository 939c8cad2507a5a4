import { canTakePayments, gateways, type Gateway, type GatewayModule } from '@naru/gateways'
import { readArguments } from './read-arguments.ts'
import { tableOf } from './table.ts'
import type { Terminal } from './terminal.ts'

/**
 * Prints which PGs and modules a channel can be made for, and what each form asks. Needs no running system: the
 * catalogue is part of the build. With `--json` standard output is the JSON and nothing else.
 */
export function catalogue(words: readonly string[], { terminal }: { readonly terminal: Terminal }): number {
  const given = readArguments({ json: 'flag' }, words)
  terminal.out(
    given.flags.has('json')
      ? `${JSON.stringify({ pgs: gateways.map(pgView) }, undefined, 2)}\n`
      : catalogueTable(gateways),
  )
  return 0
}

/** Field by field, because a shared test id carries credentials that are not to be shown. */
function pgView(gateway: Gateway) {
  const { catalogue: pg } = gateway
  return {
    id: pg.id,
    nameKo: pg.nameKo,
    nameEn: pg.nameEn,
    category: pg.category,
    inSeed: pg.inSeed ?? true,
    modules: pg.modules.map((module) => ({
      code: module.code,
      pgProvider: module.pgProvider,
      labelKo: module.labelKo,
      labelEn: module.labelEn,
      versions: module.versions,
      channelAttributes: module.channelAttributes,
      surfaces: module.surfaces,
      manualConfirmSelectable: module.manualConfirmSelectable,
      evidence: module.evidence,
      inSeed: module.inSeed ?? true,
      usable: canTakePayments(gateway, module),
      credentialSets: module.credentialSets.map(({ versions, channelAttribute, fields }) => ({
        versions,
        channelAttribute,
        fields,
      })),
      sharedTestMids: module.sharedTestMids.map(({ mid, purposeKo, purposeEn }) => ({
        mid,
        purposeKo,
        purposeEn,
      })),
    })),
  }
}

function catalogueTable(pgs: readonly Gateway[]): string {
  const rows = pgs.flatMap((gateway) =>
    gateway.catalogue.modules.flatMap((module) =>
      module.credentialSets.map((set, index) => [
        index === 0 && module === gateway.catalogue.modules[0] ? gateway.catalogue.nameKo : '',
        index === 0 ? module.code : '',
        set.versions.join(' '),
        set.channelAttribute === 'PAYMENT' ? '결제' : '본인인증',
        index === 0 ? readiness(gateway, module) : '',
        set.fields.map((field) => `${field.key}${marks[field.required]}`).join(' '),
      ]),
    ),
  )
  return [
    tableOf([['결제대행사 PG', '모듈 module', '버전', '속성', '연결', '입력값 fields'], ...rows]),
    '* 필수 required   ? 조건부 conditional   + 권장 recommended   (표시 없음) 선택 optional',
    '연결 = 이 설치본에서 결제할 수 있음 · takes payments in this installation',
    '',
  ].join('\n')
}

function readiness(gateway: Gateway, module: GatewayModule): string {
  return canTakePayments(gateway, module) ? '연결' : '-'
}

const marks = { always: '*', conditional: '?', recommended: '+', optional: '' } as const
