import { balanceOf } from '../desk/ledger.ts'
import { wireAmount } from '../desk/money.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import { wallets } from './codes.ts'
import { statusAt } from './payment.ts'
import type { TossPayment, TossStatus } from './payment.ts'

export const API_VERSION = '2022-11-16'

/** The `Payment` object of API version 2022-11-16, field by field (core API reference). */
export function paymentView(payment: TossPayment, now: Date, publicOrigin: string) {
  const status = statusAt(payment, now)
  const money = (minor: number) => wireAmount(minor, payment.currency)
  const isPaid = payment.approvedAt !== undefined
  const restMinor = isPaid
    ? balanceOf(payment.entries).balanceMinor
    : status === 'CANCELED'
      ? 0
      : payment.amountMinor
  const taxFreeRest = Math.max(
    0,
    payment.taxFreeMinor - payment.cancels.reduce((sum, each) => sum + each.taxFreeMinor, 0),
  )
  const vatMinor = payment.currency === 'KRW' ? Math.round(Math.max(0, restMinor - taxFreeRest) / 11) : 0
  const time = (at: string) => offsetTime(new Date(at))
  return {
    mId: payment.mid,
    lastTransactionKey: payment.lastTransactionKey,
    paymentKey: payment.paymentKey,
    orderId: payment.orderId,
    orderName: payment.orderName,
    taxExemptionAmount: 0,
    status,
    requestedAt: time(payment.requestedAt),
    approvedAt: payment.approvedAt === undefined ? null : time(payment.approvedAt),
    useEscrow: payment.isEscrow,
    cultureExpense: payment.isCulturalExpense,
    card: cardView(payment, status),
    virtualAccount: virtualAccountView(payment, status),
    transfer:
      payment.method === 'TRANSFER' && isPaid
        ? { bankCode: payment.bankCode ?? '20', settlementStatus: 'INCOMPLETED' }
        : null,
    mobilePhone:
      payment.method === 'MOBILE_PHONE' && isPaid
        ? {
            customerMobilePhone: payment.customerMobilePhone ?? '01000000000',
            settlementStatus: 'INCOMPLETED',
            receiptUrl: receiptUrl(payment, publicOrigin),
          }
        : null,
    giftCertificate:
      payment.method === 'CULTURE_GIFT_CERTIFICATE' && isPaid
        ? { approveNo: payment.card?.approveNo ?? '00000000', settlementStatus: 'INCOMPLETED' }
        : null,
    cashReceipt: cashReceiptView(payment, publicOrigin),
    cashReceipts: null,
    discount: null,
    cancels:
      payment.cancels.length === 0
        ? null
        : payment.cancels.map((cancel) => ({
            transactionKey: cancel.transactionKey,
            cancelReason: cancel.reason,
            taxExemptionAmount: 0,
            canceledAt: time(cancel.at),
            cardDiscountAmount: 0,
            transferDiscountAmount: 0,
            easyPayDiscountAmount: 0,
            receiptKey: null,
            cancelAmount: money(cancel.amountMinor),
            taxFreeAmount: money(cancel.taxFreeMinor),
            refundableAmount: money(cancel.refundableMinor),
            cancelStatus: 'DONE',
            cancelRequestId: null,
          })),
    secret: payment.secret,
    type: payment.type === 'BILLING' || payment.type === 'BRANDPAY' ? payment.type : 'NORMAL',
    easyPay:
      payment.easyPayProvider === undefined || !isPaid
        ? null
        : { provider: walletName(payment.easyPayProvider), amount: 0, discountAmount: 0 },
    country: 'KR',
    failure: payment.failure ?? null,
    isPartialCancelable: payment.method !== 'MOBILE_PHONE',
    receipt: isPaid ? { url: receiptUrl(payment, publicOrigin) } : null,
    checkout: { url: `${publicOrigin}/tosspayments/window/${payment.paymentKey}` },
    currency: payment.currency,
    totalAmount: money(payment.amountMinor),
    balanceAmount: money(restMinor),
    suppliedAmount: money(restMinor - vatMinor - Math.min(taxFreeRest, restMinor)),
    vat: money(vatMinor),
    taxFreeAmount: money(Math.min(taxFreeRest, restMinor)),
    method: methodName(payment),
    version: API_VERSION,
    metadata: null,
  }
}

function cardView(payment: TossPayment, status: TossStatus) {
  if (payment.card === undefined || payment.approvedAt === undefined || payment.method !== 'CARD') return null
  return {
    amount: wireAmount(payment.amountMinor, payment.currency),
    issuerCode: payment.card.issuerCode,
    acquirerCode: payment.card.issuerCode,
    number: payment.card.number,
    installmentPlanMonths: payment.card.installmentMonths,
    isInterestFree: false,
    interestPayer: null,
    approveNo: payment.card.approveNo,
    useCardPoint: false,
    cardType: '신용',
    ownerType: '개인',
    acquireStatus: status === 'CANCELED' ? 'CANCELED' : 'READY',
  }
}

function virtualAccountView(payment: TossPayment, status: TossStatus) {
  const account = payment.virtualAccount
  if (account === undefined) return null
  return {
    accountType: '일반',
    accountNumber: account.accountNumber,
    bankCode: account.bankCode,
    customerName: payment.customerName ?? '',
    depositorName: payment.approvedAt === undefined ? '' : (payment.customerName ?? '홍길동'),
    dueDate: offsetTime(new Date(account.dueDate)),
    refundStatus: account.refundStatus,
    expired: status === 'EXPIRED',
    settlementStatus: 'INCOMPLETED',
    refundReceiveAccount: account.refundAccount ?? null,
  }
}

function cashReceiptView(payment: TossPayment, publicOrigin: string) {
  const isCashLike = payment.method === 'TRANSFER' || payment.method === 'VIRTUAL_ACCOUNT'
  if (!isCashLike || payment.cashReceiptType === undefined || payment.approvedAt === undefined) return null
  return {
    type: payment.cashReceiptType,
    receiptKey: `cr_${payment.lastTransactionKey}`.slice(0, 50),
    issueNumber: payment.lastTransactionKey.slice(0, 9),
    receiptUrl: receiptUrl(payment, publicOrigin),
    amount: wireAmount(payment.amountMinor, payment.currency),
    taxFreeAmount: wireAmount(payment.taxFreeMinor, payment.currency),
  }
}

function methodName(payment: TossPayment): string | null {
  if (payment.status === 'READY') return null
  switch (payment.method) {
    case 'CARD':
      return payment.easyPayProvider === undefined ? '카드' : '간편결제'
    case 'FOREIGN_EASY_PAY':
      return '간편결제'
    case 'TRANSFER':
      return '계좌이체'
    case 'VIRTUAL_ACCOUNT':
      return '가상계좌'
    case 'MOBILE_PHONE':
      return '휴대폰'
    case 'CULTURE_GIFT_CERTIFICATE':
      return '문화상품권'
  }
}

function walletName(code: string): string {
  return wallets.find((wallet) => wallet.code === code)?.name.ko ?? code
}

function receiptUrl(payment: TossPayment, publicOrigin: string): string {
  return `${publicOrigin}/tosspayments/receipt/${payment.paymentKey}`
}
