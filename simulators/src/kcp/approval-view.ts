import { compactTime } from '../desk/seoul-time.ts'
import { banks, cards, nameOf, results } from './codes.ts'
import type { KcpOrder } from './order.ts'

/** The answer to an approval (standard payment guide, response fields). */
export function approvalView(order: KcpOrder): Record<string, unknown> {
  return {
    res_cd: '0000',
    res_msg: results['0000'],
    res_en_msg: 'processing completed',
    tno: order.tno,
    amount: String(order.amountMinor),
    order_no: order.orderNumber,
    pay_method: order.method,
    app_time: compactTime(new Date(order.approvedAt ?? order.openedAt)),
    escw_yn: order.form['escw_used'] === 'Y' ? 'Y' : 'N',
    ...methodView(order),
    ...(order.form['disp_tax_yn'] === 'Y' && order.method === 'PABK'
      ? { cash_authno: order.approvalNumber, cash_no: order.tno }
      : {}),
  }
}

function methodView(order: KcpOrder): Record<string, unknown> {
  switch (order.method) {
    case 'PACA': {
      const { card } = order
      if (card === undefined) return {}
      return {
        app_no: order.approvalNumber,
        card_cd: card.code,
        card_name: nameOf(cards, card.code),
        card_no: card.number,
        card_mny: String(order.amountMinor),
        quota: String(card.installmentMonths).padStart(2, '0'),
        noinf: 'N',
        partcanc_yn: 'Y',
        card_bin_type_01: '0',
        card_bin_type_02: '0',
        acqu_cd: card.code,
        acqu_name: nameOf(cards, card.code),
        ...(card.wallet === undefined ? {} : { card_other_pay_type: card.wallet }),
      }
    }
    case 'PABK': {
      const bank = order.bankCode ?? 'BK88'
      return { bank_code: bank, bank_name: nameOf(banks, bank), bk_mny: String(order.amountMinor) }
    }
    case 'PAVC': {
      const account = order.virtualAccount
      if (account === undefined) return {}
      return {
        bankcode: account.bankCode,
        bankname: nameOf(banks, account.bankCode),
        depositor: '나루상점',
        account: account.accountNumber,
        va_date: compactTime(new Date(account.expiresAt)),
      }
    }
    case 'PAMC':
      return { commid: 'SKT', mobile_no: '01012345678', van_cd: 'VNKC' }
    case 'PATK':
      return { app_no: order.approvalNumber }
  }
}
