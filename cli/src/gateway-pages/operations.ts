import type { Gateway } from '@naru/gateways'

export interface OfferedOperation {
  readonly nameKo: string
  readonly offered: boolean
  readonly noteKo?: string
}

/** What the connector can do, read off the object itself, so that a page cannot claim more than the code. */
export function operationsOf(gateway: Gateway): readonly OfferedOperation[] {
  const billing = gateway.beginIssue !== undefined && gateway.issueBillingKey !== undefined
  return [
    row('결제창', gateway.begin !== undefined && gateway.approve !== undefined, [
      gateway.approveIsIdempotent === true && '승인을 되풀이해도 두 번 결제되지 않습니다.',
    ]),
    row('거래 조회', gateway.inquire !== undefined),
    row('망취소', gateway.netCancel !== undefined),
    row('취소', gateway.cancel !== undefined, [
      gateway.cancelIsIdempotent === true && '취소를 되풀이해도 두 번 환불되지 않습니다.',
      gateway.inquireCancel !== undefined &&
        gateway.inquire !== undefined &&
        '응답을 잃은 취소는 조회로 확인합니다.',
    ]),
    row('진행 중인 취소의 철회', gateway.stopCancel !== undefined),
    row('PG 통지 수신', gateway.readNotification !== undefined),
    row('빌링키 발급 창', billing),
    row('카드번호로 빌링키 발급', gateway.issueBillingKeyByCard !== undefined),
    row('빌링키 결제', gateway.chargeBillingKey !== undefined, [
      gateway.chargeIsIdempotent === true && '결제를 되풀이해도 두 번 결제되지 않습니다.',
    ]),
    row('빌링키 삭제', gateway.deleteBillingKey !== undefined || gateway.chargeBillingKey !== undefined, [
      gateway.chargeBillingKey !== undefined &&
        gateway.deleteBillingKey === undefined &&
        'PG에 삭제 API가 없어 나루에서만 지웁니다.',
    ]),
    row('수기 결제', gateway.payByCard !== undefined),
    row('API 가상계좌 발급', gateway.issueVirtualAccount !== undefined),
    row('수동 매입', gateway.capture !== undefined),
    row('에스크로 배송 등록', gateway.registerEscrowDelivery !== undefined),
    row('에스크로 구매 확정', gateway.completeEscrow !== undefined),
    row('현금영수증 단독 발급', gateway.issueCashReceipt !== undefined),
    row('본인인증 창', gateway.beginIdentity !== undefined && gateway.fetchIdentity !== undefined),
    row('인증번호 본인인증', gateway.sendOtp !== undefined && gateway.confirmOtp !== undefined),
    row('정산 내역 조회', gateway.settlements !== undefined, [
      gateway.settlementsAtSimulatorOnly === true && '공개된 API가 없어 시뮬레이터에서만 됩니다.',
    ]),
    row('연동 정보 확인', gateway.probe !== undefined),
    ...ofFewPgs(gateway),
  ]
}

/** What most PGs do not have stands on the pages of those that do. */
function ofFewPgs(gateway: Gateway): readonly OfferedOperation[] {
  return [
    row('발급된 가상계좌 변경', gateway.changeVirtualAccount !== undefined),
    row('편의점 수납번호 발급', gateway.issueStoreBarcode !== undefined),
    row('포인트·선불머니 결제', gateway.payFromPurse !== undefined),
    row('하위 상점 거래 등록', gateway.registerStoreReceipts !== undefined),
    row('배송 상태 등록', gateway.reportDelivery !== undefined),
    row('주문 상태 변경', gateway.changeOrderState !== undefined),
  ].filter(({ offered }) => offered)
}

function row(nameKo: string, offered: boolean, notes: readonly (string | false)[] = []): OfferedOperation {
  const noteKo = notes.filter((note) => note !== false).join(' ')
  return { nameKo, offered, ...(noteKo === '' || !offered ? {} : { noteKo }) }
}
