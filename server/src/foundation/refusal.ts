/** One way in which a request can be refused: the wire type, its status and the words for people. */
export interface RefusalEntry {
  readonly httpStatus: number
  readonly ko: string
  readonly en: string
  /** What the caller can do about it. English, for the manual and the answer's hint. */
  readonly cure: string
}

/** `{ PAYMENT_NOT_PAID: { httpStatus: 409, … }, … }`; each capability owns the part it can answer. */
export type RefusalCatalogue = Readonly<Record<string, RefusalEntry>>

/**
 * A refusal on its way to the border. Use cases return refusals as values;
 * routes throw this so that one handler per face renders it.
 */
export class Refusal extends Error {
  readonly type: string
  readonly entry: RefusalEntry
  /** Names the thing: the field, the id, the limit. Never a secret. */
  readonly detail: string | undefined
  /** Extra members that the wire type requires (`pgCode`, `pgMessage`, …). */
  readonly members: Readonly<Record<string, unknown>>

  constructor(
    type: string,
    entry: RefusalEntry,
    detail?: string,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail === undefined ? entry.en : `${entry.en} (${detail})`)
    this.type = type
    this.entry = entry
    this.detail = detail
    this.members = members
  }

  /** The sentence for the caller, Korean unless English was asked for. */
  sentence(language: 'ko' | 'en'): string {
    const sentence = language === 'en' ? this.entry.en : this.entry.ko
    return this.detail === undefined ? sentence : `${sentence} (${this.detail})`
  }
}

/** Binds a catalogue to a thrower: `const refuse = refusals(paymentErrors); throw refuse('PAYMENT_NOT_FOUND', id)`. */
export function refusals<const Catalogue extends RefusalCatalogue>(catalogue: Catalogue) {
  return (
    type: keyof Catalogue & string,
    detail?: string,
    members?: Readonly<Record<string, unknown>>,
  ): Refusal => {
    const entry = catalogue[type]
    if (entry === undefined) throw new Error(`no catalogue entry for ${type}`)
    return new Refusal(type, entry, detail, members)
  }
}

/** What every face can answer, whatever the capability. */
export const commonRefusals = {
  INVALID_REQUEST: {
    httpStatus: 400,
    ko: '요청이 올바르지 않습니다.',
    en: 'The request is not valid.',
    cure: 'Correct the field that the message names.',
  },
  UNAUTHORIZED: {
    httpStatus: 401,
    ko: '인증 정보가 올바르지 않습니다.',
    en: 'The credential is missing, wrong, expired or deleted.',
    cure: 'Send `Authorization: PortOne <API secret>` or a fresh access token.',
  },
  FORBIDDEN: {
    httpStatus: 403,
    ko: '요청이 거절되었습니다.',
    en: 'This credential may not do that.',
    cure: 'Use a credential of the store that owns the thing.',
  },
  NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 경로가 없습니다.',
    en: 'There is no such path.',
    cure: 'Check path and method.',
  },
  PAYLOAD_TOO_LARGE: {
    httpStatus: 413,
    ko: '요청 본문이 너무 큽니다.',
    en: 'The request body is too large.',
    cure: 'Send at most 1 MB.',
  },
  INTERNAL_SERVER_ERROR: {
    httpStatus: 500,
    ko: '서버에서 오류가 발생했습니다.',
    en: 'Something broke on our side.',
    cure: 'Try again; tell the operator the request id.',
  },
} as const satisfies RefusalCatalogue

export const refuseCommon = refusals(commonRefusals)
