/** The channel by its key, or the smart-routing group that chooses one. */
type Target =
  | { readonly channelKey: string; readonly channelGroupId?: never }
  | { readonly channelGroupId: string; readonly channelKey?: never }

type SnippetValues = Target & {
  readonly checkoutOrigin: string
  readonly storeId: string
  readonly payMethod: string
  readonly orderName: string
}

/** A whole page that opens the payment window of this installation. Values are quoted as JavaScript, whatever they hold. */
export function paymentSnippet(values: SnippetValues): string {
  return `<script src="${values.checkoutOrigin}/v2/browser-sdk.js"></script>
<button id="pay">Pay</button>
<script>
  document.getElementById('pay').onclick = async () => {
    const payment = await PortOne.requestPayment({
      storeId: ${quote(values.storeId)},
      ${values.channelKey === undefined ? `channelGroupId: ${quote(values.channelGroupId)}` : `channelKey: ${quote(values.channelKey)}`},
      paymentId: 'payment-' + crypto.randomUUID(),
      orderName: ${quote(values.orderName)},
      totalAmount: 1000,
      currency: 'CURRENCY_KRW',
      payMethod: ${quote(values.payMethod)},
      customer: { fullName: 'Naru', phoneNumber: '010-0000-1234', email: 'buyer@example.com' },
    })
    if (payment.code !== undefined) alert(payment.message)
    else alert('paymentId: ' + payment.paymentId)
  }
</script>`
}

function quote(text: string): string {
  const json = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `'${json.replaceAll("'", String.raw`\'`).replaceAll('<', String.raw`\u003c`)}'`
}
