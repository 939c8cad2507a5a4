import type { BillingOrder, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { koreanByteLength } from '../wire/korean-bytes.ts'
import { text } from '../wire/reading.ts'
import { extrasOf, limits, wrongExtra } from './begin.ts'
import { accountBanks, directCardCode, walletWindow } from './codes.ts'

/** Signs that NICE refuses in the name of the goods (PortOne's guide for NICE). */
const forbiddenInName = /[%&|$\-+=[\]]/

/** What NICE would refuse, said before its window opens or its API is called. Lengths are EUC-KR bytes. */
export function checkOrder(moduleCode: string, order: Order): OrderRefusal | undefined {
  const { amount, orderName, customer } = order
  if (amount.currency !== 'KRW')
    return refusal('currency', '나이스페이먼츠는 원화(KRW)만 지원합니다.', 'NICE Payments takes KRW only.')
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1 || amount.minor > 999_999_999_999)
    return refusal(
      'totalAmount',
      '결제 금액은 1원 이상, 12자리 이하여야 합니다.',
      'The amount must be at least 1 KRW and have at most 12 digits.',
    )
  if (orderName.trim() === '' || koreanByteLength(orderName) > limits.goodsName)
    return refusal(
      'orderName',
      `나이스페이먼츠의 주문명은 1자 이상 ${limits.goodsName}바이트(한글 20자)까지입니다.`,
      `NICE Payments takes order names of at most ${limits.goodsName} bytes (a Hangul syllable is two).`,
    )
  if (moduleCode === 'nice_v2' && forbiddenInName.test(orderName))
    return refusal(
      'orderName',
      '나이스페이먼츠의 주문명에는 % & | $ - + = [ ] 를 쓸 수 없습니다.',
      'NICE Payments refuses % & | $ - + = [ ] in an order name.',
    )
  if (koreanByteLength(customer.fullName ?? '') > limits.buyerName)
    return refusal(
      'customer.fullName',
      `나이스페이먼츠의 구매자 이름은 ${limits.buyerName}바이트(한글 15자)까지입니다.`,
      `NICE Payments takes buyer names of at most ${limits.buyerName} bytes.`,
    )
  const extra = wrongExtra(order)
  if (extra !== undefined)
    return refusal(
      `bypass.nice_v2.${extra}`,
      `나이스페이먼츠 결제창에 줄 수 없는 값입니다: ${extra}`,
      `The NICE Payments window does not take this value: ${extra}`,
    )
  return checkMethod(moduleCode, order)
}

function checkMethod(moduleCode: string, order: Order): OrderRefusal | undefined {
  switch (order.payMethod) {
    case 'CARD':
      return checkCard(order)
    case 'EASY_PAY':
      return checkWallet(moduleCode, order)
    case 'TRANSFER':
      return checkTransfer(order)
    case 'VIRTUAL_ACCOUNT':
      return checkAccount(moduleCode, order)
    case 'MOBILE':
      return order.productType === undefined && moduleCode === 'nice_v2'
        ? refusal(
            'productType',
            '나이스페이먼츠 휴대폰 소액결제에는 상품 유형(실물 또는 디지털)이 필요합니다.',
            'Phone bills at NICE Payments need the kind of goods (real or digital).',
          )
        : undefined
    case 'GIFT_CERTIFICATE':
      return checkGift(order)
  }
}

function checkCard({ card }: Order): OrderRefusal | undefined {
  const company = card?.cardCompany
  if (company === undefined) return undefined
  if (directCardCode(company) === undefined)
    return refusal(
      'card.cardCompany',
      `나이스페이먼츠가 바로 열 수 없는 카드사입니다: ${company}`,
      `NICE Payments cannot open this card company directly: ${company}`,
    )
  if (card?.availableInstallmentMonths !== undefined)
    return refusal(
      'card.installment.monthOption.availableMonthList',
      '카드사를 바로 열 때는 할부 개월 목록을 지정할 수 없습니다. fixedMonth를 사용하세요.',
      'A direct card window takes one fixed month, not a list of months.',
    )
  if (card?.installmentMonth === undefined)
    return refusal(
      'card.installment.monthOption.fixedMonth',
      '나이스페이먼츠에서 카드사를 바로 열려면 할부 개월(fixedMonth, 일시불은 0)이 필요합니다.',
      'A direct card window of NICE Payments needs fixedMonth; 0 pays at once.',
    )
  return undefined
}

function checkWallet(moduleCode: string, { easyPay }: Order): OrderRefusal | undefined {
  const provider = easyPay?.easyPayProvider
  if (moduleCode === 'nice' && provider !== 'KAKAOPAY')
    return refusal(
      'easyPay.easyPayProvider',
      '나이스페이먼츠 구모듈의 간편결제는 카카오페이만 됩니다.',
      'The former module of NICE Payments offers Kakao Pay only.',
    )
  if (provider !== undefined && walletWindow(provider) === undefined)
    return refusal(
      'easyPay.easyPayProvider',
      `나이스페이먼츠가 바로 열 수 없는 간편결제사입니다: ${provider}. 간편결제사를 지정하지 않거나 카드 결제창에서 고르게 하세요.`,
      `NICE Payments cannot open this easy-pay provider directly: ${provider}. Leave it out and let the buyer choose.`,
    )
  const means = easyPay?.availablePayMethods ?? []
  if (provider === 'NAVERPAY' && (means.length !== 1 || !['CARD', 'CHARGE'].includes(means[0] ?? '')))
    return refusal(
      'easyPay.availablePayMethods',
      '나이스페이먼츠의 네이버페이는 CARD 또는 CHARGE 하나로 엽니다.',
      'Naver Pay at NICE Payments is opened for either CARD or CHARGE.',
    )
  return undefined
}

/** The buyer chooses and types his receipt in the PG's window; it takes none from the shop. */
function checkTransfer(order: Order): OrderRefusal | undefined {
  const receipt = order.transfer?.cashReceiptType
  if (receipt !== undefined && receipt !== 'ANONYMOUS')
    return refusal(
      'transfer.cashReceiptType',
      '나이스페이먼츠 계좌이체의 현금영수증은 구매자가 결제창에서 입력합니다.',
      'The buyer enters the cash receipt in the NICE Payments window.',
    )
  if (order.isEscrow && text(extrasOf(order), 'DirectShowOpt') !== undefined)
    return refusal(
      'bypass.nice_v2.DirectShowOpt',
      '나이스페이먼츠 계좌이체 에스크로는 바로 열 수 없습니다.',
      'An escrow transfer cannot be opened directly at NICE Payments.',
    )
  return undefined
}

function checkAccount(moduleCode: string, { virtualAccount }: Order): OrderRefusal | undefined {
  if (moduleCode === 'nice_v2' && virtualAccount?.expiresAt === undefined)
    return refusal(
      'virtualAccount.accountExpiry',
      '나이스페이먼츠 가상계좌에는 입금 기한이 필요합니다.',
      'Virtual accounts at NICE Payments need accountExpiry.',
    )
  const bank = virtualAccount?.bank
  if (bank !== undefined && !accountBanks.includes(bank))
    return refusal(
      'virtualAccount.bankCode',
      `나이스페이먼츠에서 가상계좌를 발급하지 않는 은행입니다: ${bank}`,
      `NICE Payments issues no virtual accounts of this bank: ${bank}`,
    )
  return undefined
}

function checkGift(order: Order): OrderRefusal | undefined {
  const type = order.giftCertificate?.giftCertificateType
  if (type !== undefined && type !== 'CULTURELAND')
    return refusal(
      'giftCertificate.giftCertificateType',
      '나이스페이먼츠의 상품권은 컬쳐랜드만 됩니다.',
      'NICE Payments takes Cultureland gift certificates only.',
    )
  return text(extrasOf(order), 'MallUserID') === undefined
    ? refusal(
        'bypass.nice_v2.MallUserID',
        '컬쳐랜드 결제에는 구매자 아이디(bypass.nice_v2.MallUserID)가 필요합니다.',
        'Cultureland needs the buyer’s id as bypass.nice_v2.MallUserID.',
      )
    : undefined
}

/** Registration in the window is for two wallets (PortOne's guide for NICE); by card number there is nothing to check. */
export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  if (order.method === 'CARD') return undefined
  if (!walletsToRegister.includes(order.easyPay?.easyPayProvider ?? ''))
    return refusal(
      'easyPay.easyPayProvider',
      '나이스페이먼츠 결제창의 빌링키는 카카오페이와 네이버페이만 됩니다.',
      'Billing keys in the window of NICE Payments are for Kakao Pay and Naver Pay only.',
    )
  if (order.apiVersion !== 'V1' && !/^[A-Za-z0-9]{1,40}$/.test(order.issueId ?? ''))
    return refusal(
      'issueId',
      '나이스페이먼츠 결제창의 빌링키에는 영문과 숫자 40자 이내의 issueId가 필요합니다.',
      'NICE Payments needs an issueId of at most 40 letters and digits.',
    )
  if (order.issueName === undefined || order.issueName.trim() === '')
    return refusal(
      'issueName',
      '나이스페이먼츠 결제창의 빌링키에는 issueName이 필요합니다.',
      'NICE Payments needs an issueName.',
    )
  return undefined
}

const walletsToRegister: readonly string[] = ['KAKAOPAY', 'NAVERPAY']
