/** The part of a running system that a V1 server of a shop needs. */
export interface V1System {
  readonly demo: {
    readonly origins: { readonly v1: string }
    readonly v1: { readonly restKey: string; readonly restSecret: string }
  }
}

export interface V1Reply {
  readonly status: number
  readonly code: number
  readonly message: string | null
  readonly response: V1Response
}

/** The members that tests look at one by one; a list, a payment or a token never has all of them. */
export interface V1Response {
  readonly access_token: string
  readonly imp_uid: string
  readonly status: string
  readonly amount: number
  readonly cancel_amount: number
  readonly paid_at: number
  readonly total: number
  readonly list: readonly V1Response[]
}

/** A V1 client as small as they come: gets a token for each call, sends JSON. */
export function openV1Client({ demo }: V1System) {
  async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const answer = await fetch(`${demo.origins.v1}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, ...((await answer.json()) as Omit<V1Reply, 'status'>) }
  }

  async function token(): Promise<string> {
    const { restKey, restSecret } = demo.v1
    const answer = await send('POST', '/users/getToken', { imp_key: restKey, imp_secret: restSecret })
    return String(answer.response.access_token)
  }

  return {
    token,
    send,
    async call(
      method: string,
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<V1Reply> {
      return send(method, path, body, { authorization: await token(), ...headers })
    },
  }
}
