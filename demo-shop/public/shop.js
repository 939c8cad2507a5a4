/** The shop's pages in the browser: order form, payment, live order page, cancel. */
/** The line that speaks to the visitor; looked up each time, because a redrawn page has a new one. */
const speech = () => document.getElementById('speech')

function say(sentence, bad = false) {
  speech().textContent = sentence
  speech().classList.toggle('bad', bad)
}

async function send(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json().catch(() => ({}))
  return { ok: response.ok, answer }
}

/** Opens the payment window for an order, then lets the shop's server find out what really happened. */
async function pay(orderId) {
  if (window.PortOne === undefined) return say(speech().dataset.noScript, true)
  say(speech().dataset.working)
  const request = await (await fetch(`/orders/${orderId}/request`)).json()
  let notice = ''
  try {
    const response = await window.PortOne.requestPayment(request)
    if (response === undefined) return say('')
    if (response.code !== undefined) notice = response.message ?? ''
  } catch (error) {
    return say(error.message, true)
  }
  say(speech().dataset.checking)
  await send(`/orders/${orderId}/complete`, {})
  location.href = `/orders/${orderId}${notice === '' ? '' : `?notice=${encodeURIComponent(notice)}`}`
}

/** Runs one action of a form or button; nobody can press twice meanwhile. */
async function once(button, action) {
  button.disabled = true
  try {
    await action()
  } catch {
    say(speech().dataset.failed, true)
  } finally {
    button.disabled = false
  }
}

/** Buttons come closed, so that nobody presses one before this script stands behind it. */
function letPress(button) {
  if (button) button.disabled = false
}

const orderForm = document.getElementById('order-form')
if (orderForm !== null) {
  const { channelKey, payMethod, quantity } = orderForm.elements
  const showMethods = () => {
    const offered = (channelKey.selectedOptions[0]?.dataset.methods ?? '').split(' ')
    for (const option of payMethod.options) option.hidden = option.disabled = !offered.includes(option.value)
    if (payMethod.selectedOptions[0]?.disabled !== false) payMethod.value = offered[0]
  }
  const showTotal = () => {
    const count = Math.max(1, Math.trunc(Number(quantity.value)) || 1)
    const { price, priceUsdCents } = orderForm.dataset
    document.getElementById('total').textContent =
      channelKey.selectedOptions[0]?.dataset.currency === 'USD'
        ? `$${((count * Number(priceUsdCents)) / 100).toFixed(2)}`
        : won(count * Number(price))
  }
  channelKey.addEventListener('change', () => {
    showMethods()
    showTotal()
  })
  quantity.addEventListener('input', showTotal)
  showMethods()
  showTotal()

  orderForm.addEventListener('submit', (event) => {
    event.preventDefault()
    void once(orderForm.querySelector('[type=submit]'), async () => {
      const form = Object.fromEntries(new FormData(orderForm))
      const { ok, answer } = await send('/orders', { ...form, productId: orderForm.dataset.product })
      // A button of the PG's stands on the order's page; everything else opens a window from here.
      if (ok && form.payMethod === 'PAYPAL') return location.assign(`/orders/${answer.id}`)
      if (ok) return pay(answer.id)
      say(speech().dataset.failed, true)
      orderForm.elements[answer.field]?.focus()
    })
  })
  letPress(orderForm.querySelector('[type=submit]'))
}

function won(amount) {
  const digits = String(amount).replace(/\B(?=(\d{3})+$)/g, ',')
  return speech().dataset.language === 'ko' ? `${digits}원` : `₩${digits}`
}

/** Draws the PG's own button where the order's page has a place for it. Each press is one try to pay. */
async function drawButton(orderId) {
  if (document.querySelector('.portone-ui-container') === null) return
  if (window.PortOne === undefined) return say(speech().dataset.noScript, true)
  const request = await (await fetch(`/orders/${orderId}/request`)).json()
  try {
    await window.PortOne.loadPaymentUI(request, {
      onPaymentSuccess: () => {
        say(speech().dataset.checking)
        void send(`/orders/${orderId}/complete`, {}).then(() => location.reload())
      },
      onPaymentFail: (error) => say(error.message, true),
    })
  } catch (error) {
    say(error.message, true)
  }
}

/** Buttons of the order page; set again whenever the page has been redrawn. */
function setOrderPage() {
  const order = document.getElementById('order')
  if (order === null) return
  void drawButton(order.dataset.order)
  const payAgain = document.getElementById('pay-again')
  payAgain?.addEventListener('click', () => void once(payAgain, () => pay(order.dataset.order)))
  letPress(payAgain)

  const cancelForm = document.getElementById('cancel-form')
  cancelForm?.addEventListener('submit', (event) => {
    event.preventDefault()
    void once(cancelForm.querySelector('[type=submit]'), async () => {
      const { ok, answer } = await send(
        `/orders/${order.dataset.order}/cancel`,
        Object.fromEntries(new FormData(cancelForm)),
      )
      if (ok) location.reload()
      else say(answer.message ?? speech().dataset.failed, true)
    })
  })
  letPress(cancelForm?.querySelector('[type=submit]'))
}

setOrderPage()
const shownOrder = document.getElementById('order')
if (shownOrder !== null) {
  const events = new EventSource(`/orders/${shownOrder.dataset.order}/events`)
  events.addEventListener('message', () => void redraw())
}

async function redraw() {
  // While a payment window stands over the page, redrawing would take the page from under it.
  if (document.querySelector('.imp-iframe-wrapper') !== null) return
  const page = await (await fetch(location.pathname)).text()
  const drawn = new DOMParser().parseFromString(page, 'text/html').getElementById('order')
  if (drawn === null) return
  document.getElementById('order').replaceWith(drawn)
  setOrderPage()
}
