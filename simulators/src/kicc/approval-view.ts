import { compactTime } from '../desk/seoul-time.ts'
import { banks, cards, nameOf, results } from './codes.ts'
import { balance } from './order.ts'
import type { KiccOrder } from './order.ts'

/** The answer to an approval, and to the inquiry about it; amounts are text, as KICC may send them. */
export function approvalView(order: KiccOrder): Readonly<Record<string, unknown>> {
  return {
    resCd: '0000',
    resMsg: results['0000'],
    mallId: order.mallId,
    shopTransactionId: order.shopTransactionId ?? order.shopOrderNo,
    shopOrderNo: order.shopOrderNo,
    pgCno: order.pgCno,
    amount: String(order.amountMinor),
    transactionDate: compactTime(new Date(order.approvedAt ?? order.openedAt)),
    statusCode: statusOf(order),
    statusMessage: statusOf(order),
    escrowUsed: order.isEscrow ? 'Y' : 'N',
    ...(order.state === 'PART_CANCELLED' ? { remainAmount: String(balance(order)) } : {}),
    paymentInfo: {
      payMethodTypeCode: order.method,
      approvalNo: order.approvalNumber,
      approvalDate: compactTime(new Date(order.approvedAt ?? order.openedAt)),
      ...(order.wallet === undefined ? {} : { cpCode: order.wallet }),
      ...methodView(order),
    },
  }
}

/** TS03 is the ordinary state of an approval that is collected by itself. */
function statusOf(order: KiccOrder): string {
  switch (order.state) {
    case 'ISSUED':
      return 'TS07'
    case 'PART_CANCELLED':
      return 'TS06'
    case 'CANCELLED':
    case 'ISSUE_CANCELLED':
      return 'TS02'
    default:
      return order.method === '22' ? 'TS08' : 'TS03'
  }
}

function methodView(order: KiccOrder): Readonly<Record<string, unknown>> {
  const { card, virtualAccount } = order
  switch (order.method) {
    case '11':
    case '60':
      return card === undefined
        ? {}
        : {
            cardInfo: {
              cardNo: card.number,
              issuerCode: card.code,
              issuerName: nameOf(cards, card.code),
              acquirerCode: card.code,
              acquirerName: nameOf(cards, card.code),
              installmentMonth: card.months,
              freeInstallmentTypeCode: '00',
              cardGubun: 'N',
              cardBizGubun: 'P',
              partCancelUsed: 'Y',
            },
          }
    case '21': {
      const bank = order.bankCode ?? '088'
      return { bankInfo: { bankCode: bank, bankName: nameOf(banks, bank) } }
    }
    case '22':
      return virtualAccount === undefined
        ? {}
        : {
            virtualAccountInfo: {
              bankCode: virtualAccount.bankCode,
              bankName: nameOf(banks, virtualAccount.bankCode),
              accountNo: virtualAccount.accountNumber,
              depositName: '나루상점',
              expiryDate: compactTime(new Date(virtualAccount.expiresAt)),
            },
          }
    case '31':
      return { mobInfo: { mobileNo: '01012345678', mobileCd: 'SKT' } }
  }
}
