import type { JsonObject, Order } from '@naru/gateways'
import { Secret } from '../foundation/secret.ts'
import type { Vault } from '../foundation/sealing.ts'
import { bringsKey } from './first-of-key.ts'
import { payableOf } from './payment-amount.ts'
import type { Attempt, StoredMethod } from './payment.ts'
import type { Approved } from '@naru/gateways'

/** The attempt in the words of the gateway port. */
export function toOrder(attempt: Pick<Attempt, 'storeId' | 'paymentId' | 'transactionId' | 'data'>): Order {
  const { order } = attempt.data
  const { customer, virtualAccount, convenienceStore } = order
  const payable = payableOf(attempt.data)
  return {
    storeId: attempt.storeId,
    paymentId: attempt.paymentId,
    transactionId: attempt.transactionId,
    pgOrderId: attempt.transactionId,
    orderName: order.orderName,
    amount: { minor: payable.totalMinor, currency: order.currency },
    taxFreeMinor: payable.taxFreeMinor,
    vatMinor: payable.vatMinor,
    payMethod: order.payMethod,
    customer: {
      ...(customer.id === undefined ? {} : { customerId: customer.id }),
      ...(customer.name === undefined ? {} : { fullName: customer.name }),
      ...(customer.email === undefined ? {} : { email: customer.email }),
      ...(customer.phoneNumber === undefined ? {} : { phoneNumber: customer.phoneNumber }),
      ...(customer.firstNameKana === undefined ? {} : { firstNameKana: customer.firstNameKana }),
      ...(customer.lastNameKana === undefined ? {} : { lastNameKana: customer.lastNameKana }),
    },
    device: order.device,
    isEscrow: order.isEscrow,
    isCulturalExpense: order.isCulturalExpense,
    ...(order.locale === undefined ? {} : { locale: order.locale }),
    ...(order.appScheme === undefined ? {} : { appScheme: order.appScheme }),
    ...(order.card === undefined ? {} : { card: order.card }),
    ...(order.easyPay === undefined ? {} : { easyPay: order.easyPay }),
    ...(virtualAccount === undefined
      ? {}
      : {
          virtualAccount: {
            ...(virtualAccount.expiresAt === undefined
              ? {}
              : { expiresAt: new Date(virtualAccount.expiresAt) }),
            ...(virtualAccount.bank === undefined ? {} : { bank: virtualAccount.bank }),
            ...(virtualAccount.accountType === undefined ? {} : { accountType: virtualAccount.accountType }),
            ...(virtualAccount.remitteeName === undefined
              ? {}
              : { remitteeName: virtualAccount.remitteeName }),
            ...(virtualAccount.cashReceiptType === undefined
              ? {}
              : { cashReceiptType: virtualAccount.cashReceiptType }),
            ...(virtualAccount.customerIdentifier === undefined
              ? {}
              : { customerIdentifier: virtualAccount.customerIdentifier }),
          },
        }),
    ...(order.transfer === undefined ? {} : { transfer: order.transfer }),
    ...(order.giftCertificate === undefined ? {} : { giftCertificate: order.giftCertificate }),
    ...(convenienceStore === undefined
      ? {}
      : {
          convenienceStore:
            convenienceStore.deadline === undefined ? {} : { deadline: new Date(convenienceStore.deadline) },
        }),
    ...(order.storeDetails === undefined ? {} : { storeDetails: order.storeDetails }),
    ...(order.productType === undefined ? {} : { productType: order.productType }),
    ...(order.products === undefined
      ? {}
      : {
          products: order.products.map(({ id, name, amount, quantity, code, link }) => ({
            id,
            name,
            unitMinor: amount,
            quantity,
            ...(code === undefined ? {} : { code }),
            ...(link === undefined ? {} : { link }),
          })),
        }),
    ...(order.bypass === undefined ? {} : { bypass: order.bypass as JsonObject }),
    ...(attempt.data.v1 === undefined ? {} : { apiVersion: 'V1' as const }),
    ...(bringsKey(attempt) ? { issuesBillingKey: true as const } : {}),
  }
}

/** The PG's answer about the method, with instants as text for the row. */
export function toStoredMethod(approval: Approved): StoredMethod {
  const { method } = approval
  if (method.type === 'CONVENIENCE_STORE') {
    const { deadline, ...slip } = method.convenienceStore
    return {
      type: 'CONVENIENCE_STORE',
      convenienceStore: { ...slip, ...(deadline === undefined ? {} : { deadline: deadline.toISOString() }) },
    }
  }
  if (method.type !== 'VIRTUAL_ACCOUNT') return method
  const { issuedAt, expiredAt, ...account } = method.virtualAccount
  return {
    type: 'VIRTUAL_ACCOUNT',
    virtualAccount: {
      ...account,
      ...(issuedAt === undefined ? {} : { issuedAt: issuedAt.toISOString() }),
      ...(expiredAt === undefined ? {} : { expiredAt: expiredAt.toISOString() }),
    },
  }
}

type SealedColumn = 'memory_sealed' | 'proof_sealed'

/** Seals what the gateway must remember; an empty object needs no seal. */
export async function sealJson(
  vault: Vault,
  attempt: Pick<Attempt, 'storeId' | 'transactionId'>,
  column: SealedColumn,
  value: JsonObject,
): Promise<string | null> {
  if (Object.keys(value).length === 0) return null
  return vault.seal(place(attempt, column), new Secret(JSON.stringify(value)))
}

export async function openJson(
  vault: Vault,
  attempt: Pick<Attempt, 'storeId' | 'transactionId'>,
  column: SealedColumn,
  sealed: string | null,
): Promise<JsonObject> {
  if (sealed === null) return {}
  const opened = await vault.open(place(attempt, column), sealed)
  const value: unknown = JSON.parse(opened.open())
  return isJsonObject(value) ? value : {}
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function place(attempt: Pick<Attempt, 'storeId' | 'transactionId'>, column: SealedColumn) {
  return { storeId: attempt.storeId, table: 'payment_transaction', column, rowId: attempt.transactionId }
}
