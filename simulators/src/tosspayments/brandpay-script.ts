/**
 * The script of `/v1/brandpay`: global `BrandPay` (BrandPay SDK v1 reference; `@tosspayments/brandpay__types`), of which the
 * parts that shops use by V1. Every window is a frame over the page that calls; a page that names `successUrl` and `failUrl`
 * is sent there, any other gets the result from the promise. A buyer who closes rejects with `USER_CANCEL`.
 */
export function brandpayScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  const base = origin + '/tosspayments/brandpay'
  const failure = (code, message) => Object.assign(new Error(message), { code })
  const packed = (value) => {
    let bytes = ''
    for (const byte of new TextEncoder().encode(JSON.stringify(value))) bytes += String.fromCharCode(byte)
    return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  }
  let isBusy = false
  const show = (url) => {
    if (isBusy) return Promise.reject(failure('INVALID_METHOD_TRANSACTION', '이미 다른 요청을 수행하고 있어요.'))
    isBusy = true
    const frame = document.createElement('iframe')
    frame.title = 'BrandPay'
    frame.id = 'brandpay-frame'
    Object.assign(frame.style, { position: 'fixed', inset: '0', width: '100%', height: '100%', border: '0', zIndex: '2147483647', background: '#eef1f5' })
    return new Promise((resolve, reject) => {
      const finish = (settle, value) => {
        removeEventListener('message', listen)
        frame.remove()
        isBusy = false
        settle(value)
      }
      const listen = (event) => {
        if (event.source !== frame.contentWindow || event.origin !== origin || event.data?.source !== 'brandpay') return
        if (event.data.error) finish(reject, Object.assign(failure(event.data.error.code, event.data.error.message), { orderId: event.data.error.orderId }))
        else finish(resolve, event.data.result)
      }
      addEventListener('message', listen)
      frame.src = url
      document.body.append(frame)
    })
  }
  function BrandPay(clientKey, customerKey, options = {}) {
    if (typeof clientKey !== 'string' || clientKey === '') throw failure('INVALID_CLIENT_KEY', 'ClientKey 형태가 올바르지 않습니다.')
    if (typeof customerKey !== 'string' || !/^[A-Za-z0-9\\-_=.@]{2,50}$/.test(customerKey))
      throw failure('INVALID_CUSTOMER_KEY', '고객키는 영문 대소문자, 숫자, 특수문자 -, _, =, ., @로 2자 이상 50자 이하여야 합니다.')
    const keys = { clientKey, customerKey, origin: location.origin }
    const call = (name, request = {}) => show(base + '/open?' + new URLSearchParams({ ...keys, call: name, options: packed(options), request: packed(request) }))
    const to = (url, fields) => {
      const next = new URL(url)
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) next.searchParams.append(name, value)
      location.assign(next)
      return new Promise(() => {})
    }
    const methods = async () => {
      const ask = () => fetch(base + '/methods?' + new URLSearchParams(keys))
      let answer = await ask()
      if (answer.status === 403) {
        await call('AGREE')
        answer = await ask()
      }
      const value = await answer.json()
      if (!answer.ok) throw failure(value.code, value.message)
      return value
    }
    return {
      async requestPayment(request) {
        const { successUrl, failUrl } = request ?? {}
        if (successUrl === undefined) return call('REQUEST_PAYMENT', request)
        try {
          return await to(successUrl, await call('REQUEST_PAYMENT', request))
        } catch (error) {
          if (error.code === 'USER_CANCEL' || failUrl === undefined || error.orderId === undefined) throw error
          return to(failUrl, { code: error.code, message: error.message, orderId: error.orderId })
        }
      },
      addPaymentMethod: () => call('ADD_PAYMENT_METHOD'),
      setupPassword: () => call('SETUP_PASSWORD'),
      openSettings: () => call('OPEN_SETTINGS'),
      getPaymentMethods: methods,
      createPaymentMethodsWidget({ amount }) {
        const state = { amount, picked: {}, frame: undefined, options: {} }
        const address = () => base + '/widget?' + new URLSearchParams({
          ...keys,
          amount: String(state.amount),
          methodId: state.picked.methodId ?? state.options.methodId ?? '',
          methodType: state.options.methodType ?? '',
        })
        const listen = (event) => {
          if (state.frame === undefined || event.source !== state.frame.contentWindow || event.origin !== origin || event.data?.source !== 'brandpay-widget') return
          if (event.data.height) state.frame.style.height = event.data.height + 'px'
          if (event.data.picked) state.picked = event.data.picked
          if (event.data.adds)
            call('ADD_PAYMENT_METHOD').then((added) => {
              state.picked = { methodId: added.selectedMethodId }
              state.frame.src = address()
            }, () => undefined)
        }
        return {
          async render(selector, renderOptions = {}) {
            const place = document.querySelector(selector)
            if (place === null) throw failure('INVALID_SELECTOR', 'selector에 해당하는 HTML 요소를 찾을 수 없습니다.')
            state.options = renderOptions
            addEventListener('message', listen)
            state.frame = document.createElement('iframe')
            state.frame.title = 'BrandPay'
            state.frame.className = 'brandpay-widget'
            Object.assign(state.frame.style, { width: '100%', height: '220px', border: '0' })
            const loaded = new Promise((resolve) => state.frame.addEventListener('load', resolve, { once: true }))
            state.frame.src = address()
            place.replaceChildren(state.frame)
            await loaded
            return { on: () => undefined }
          },
          updateAmount(next) {
            state.amount = next
            if (state.frame !== undefined) state.frame.src = address()
          },
          getPaymentParams: () => ({ amount: state.amount, ...state.picked }),
          async destroy() {
            removeEventListener('message', listen)
            state.frame?.remove()
          },
        }
      },
    }
  }
  Object.assign(window, { BrandPay, Brandpay: BrandPay })
})()
`
}

/** What BrandPay's own pages run: the visit to the redirect address, the result, and the widget's choice. */
export const brandpayPageScript = `addEventListener('DOMContentLoaded', () => {
  const joining = document.getElementById('joining')
  if (joining !== null) {
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.addEventListener('load', () => location.replace(joining.dataset.next))
    frame.src = joining.dataset.redirect
    joining.append(frame)
  }
  const target = (origin) => (origin === 'null' || origin === '' ? '*' : origin)
  const result = document.getElementById('brandpay-result')
  if (result !== null) parent.postMessage({ source: 'brandpay', ...JSON.parse(result.dataset.message) }, target(result.dataset.origin))
  const widget = document.getElementById('widget')
  if (widget !== null) {
    const tell = (value) => parent.postMessage({ source: 'brandpay-widget', ...value }, target(widget.dataset.origin))
    const pick = () => {
      const form = new FormData(widget)
      const methodId = form.get('methodId') ?? undefined
      const months = form.get('months')
      tell({ picked: { methodId, ...(months === null || !methodId?.startsWith('m_') ? {} : { cardInstallmentPlan: Number(months) }) } })
    }
    widget.addEventListener('change', pick)
    document.getElementById('add').addEventListener('click', () => tell({ adds: true }))
    tell({ height: document.documentElement.scrollHeight })
    pick()
  }
})
`
