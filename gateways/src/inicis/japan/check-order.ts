import type { ChannelSettings, Order, StoreDetails } from '../../port.ts'
import { refusal } from '../../order-refusal.ts'
import type { OrderRefusal } from '../../order-refusal.ts'
import { cbtTypeOf, installmentMonths, walletOf, walletProviders } from './codes.ts'
import { isWithinTerm } from './deadline.ts'

/** What the Japanese window would refuse, said before it opens (PortOne's guides to `inicis_jp` for V1 and V2). */
export function checkJapanOrder(order: Order, channel?: ChannelSettings): OrderRefusal | undefined {
  return checkBasics(order) ?? checkMethod(order, channel) ?? (channel && checkContract(order, channel))
}

function checkBasics(order: Order): OrderRefusal | undefined {
  const { amount, orderName, paymentId, apiVersion } = order
  if (amount.currency !== 'JPY')
    return refusal('currency', 'KG이니시스 일본결제는 JPY만 지원합니다.', 'KG Inicis Japan takes JPY only.')
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 1 이상이어야 합니다.', 'The amount must be at least 1.')
  if (!/^[ -'*-~]+$/.test(paymentId))
    return refusal(
      'paymentId',
      '주문번호에는 영문, 숫자와 일부 특수문자만 쓸 수 있습니다. 한글과 괄호는 쓸 수 없습니다.',
      'The payment id takes letters, digits and some punctuation; no Korean, no brackets.',
    )
  if (orderName.trim() === '')
    return refusal('orderName', '주문명을 입력해야 합니다.', 'The order name must not be empty.')
  if (apiVersion === 'V1' && /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/.test(orderName))
    return refusal(
      'orderName',
      'KG이니시스 일본결제의 주문명은 영어와 일본어만 쓸 수 있습니다.',
      'KG Inicis Japan takes order names in English and Japanese.',
    )
  if (isBlank(order.customer.fullName))
    return refusal('customer.fullName', '구매자 이름이 필요합니다.', 'The buyer’s full name is required.')
  return order.isEscrow
    ? refusal('isEscrow', 'KG이니시스 일본결제에는 에스크로가 없습니다.', 'KG Inicis Japan has no escrow.')
    : undefined
}

function checkMethod(order: Order, channel: ChannelSettings | undefined): OrderRefusal | undefined {
  switch (order.payMethod) {
    case 'CARD':
      return checkMonths(order)
    case 'CONVENIENCE_STORE':
      return checkSlip(order, channel)
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      return provider === undefined || walletOf(provider) !== undefined
        ? undefined
        : refusal(
            'easyPay.easyPayProvider',
            `KG이니시스 일본결제가 지원하지 않는 간편결제사입니다: ${provider}. ${walletProviders.join(', ')} 가운데 고르세요.`,
            `KG Inicis Japan does not offer ${provider}. Choose one of ${walletProviders.join(', ')}.`,
          )
    }
    default:
      return undefined
  }
}

function checkMonths({ card }: Order): OrderRefusal | undefined {
  const isOffered = (month: number) => month === 0 || installmentMonths.includes(month)
  const sentences = [
    `할부 개월은 ${installmentMonths.join(', ')}개월과 일시불(0)만 지원합니다.`,
    `Instalments take ${installmentMonths.join(', ')} months, or 0 for at once.`,
  ] as const
  if (card?.installmentMonth !== undefined && !isOffered(card.installmentMonth))
    return refusal('card.installment.monthOption.fixedMonth', ...sentences)
  return card?.availableInstallmentMonths?.every(isOffered) === false
    ? refusal('card.installment.monthOption.availableMonthList', ...sentences)
    : undefined
}

const kanaBytesMax = 20

/** Readings of the buyer's name stand on the slip; two bytes for a kana, as in Japanese encodings. */
function checkSlip(
  { customer, convenienceStore }: Order,
  channel: ChannelSettings | undefined,
): OrderRefusal | undefined {
  for (const field of ['lastNameKana', 'firstNameKana'] as const) {
    const kana = customer[field] ?? ''
    if (!isKatakana(kana) || kana.length * 2 > kanaBytesMax)
      return refusal(
        `customer.${field}`,
        `편의점 결제에는 구매자 이름의 후리가나가 필요합니다. 가타카나 ${kanaBytesMax}바이트까지입니다.`,
        `Convenience stores want the reading of the buyer’s name: katakana, at most ${kanaBytesMax} bytes.`,
      )
  }
  const deadline = convenienceStore?.deadline
  return deadline === undefined || (channel !== undefined && !isWithinTerm(deadline, channel.now))
    ? refusal(
        'convenienceStore.paymentDeadline',
        '편의점 결제에는 지불 기한이 필요합니다. 지금부터 1일에서 30일까지입니다.',
        'Convenience stores want a payment deadline, from 1 to 30 days from now.',
      )
    : undefined
}

/** What the kind of acquirer (CBT Type) wants beside. */
function checkContract(order: Order, { settings }: ChannelSettings): OrderRefusal | undefined {
  if (cbtTypeOf(settings) === 'JPPG') return checkStore(order.storeDetails ?? {})
  const isOffered =
    order.payMethod === 'CARD' ||
    (order.payMethod === 'EASY_PAY' && order.easyPay?.easyPayProvider === 'PAYPAY')
  if (!isOffered)
    return refusal(
      order.payMethod === 'EASY_PAY' ? 'easyPay.easyPayProvider' : 'payMethod',
      'CBT Type이 SBPS인 채널은 카드와 PAYPAY만 지원합니다.',
      'A channel of CBT type SBPS takes cards and PAYPAY only.',
    )
  const { customerId } = order.customer
  if ((order.apiVersion === 'V1' && isBlank(customerId)) || (customerId?.length ?? 0) > 30)
    return refusal(
      'customer.customerId',
      'CBT Type이 SBPS인 채널은 30자까지의 구매자 ID가 필요합니다.',
      'A channel of CBT type SBPS wants a customer id of at most 30 characters.',
    )
  return undefined
}

const storeFields = [
  ['storeName', undefined],
  ['storeNameKana', '가타카나 / katakana'],
  ['storeNameEn', '영문자 / letters'],
  ['storeNameShort', undefined],
  ['contactName', undefined],
  ['email', undefined],
  ['phoneNumber', undefined],
] as const

/** JPPG prints the shop on what the buyer sees, and wants all of it. */
function checkStore(store: StoreDetails): OrderRefusal | undefined {
  for (const [field, kind] of storeFields) {
    const value = store[field] ?? ''
    const isRight =
      field === 'storeNameKana'
        ? isKatakana(value)
        : field === 'storeNameEn'
          ? /^[A-Za-z][A-Za-z ]*$/.test(value)
          : !isBlank(value)
    if (!isRight)
      return refusal(
        `storeDetails.${field}`,
        `CBT Type이 JPPG인 채널은 상점 정보가 모두 필요합니다${kind === undefined ? '' : ` (${kind})`}.`,
        `A channel of CBT type JPPG wants all of the store’s details${kind === undefined ? '' : ` (${kind})`}.`,
      )
  }
  const { open = '', close = '' } = store.openingHours ?? {}
  return isClock(open) && isClock(close)
    ? undefined
    : refusal(
        'storeDetails.openingHours',
        'CBT Type이 JPPG인 채널은 영업시간이 HH:mm 형식으로 필요합니다.',
        'A channel of CBT type JPPG wants opening hours as HH:mm.',
      )
}

function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** Katakana with its marks and spaces. */
function isKatakana(text: string): boolean {
  return /^[\u30a0-\u30ff][\u30a0-\u30ff \u3000]*$/.test(text)
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}
