/** Why a PG cannot take an order as it is: a sentence for the shop's developer, and the request field to change. */
export interface OrderRefusal {
  readonly messageKo: string
  readonly messageEn: string
  readonly field: string
}

export function refusal(field: string, messageKo: string, messageEn: string): OrderRefusal {
  return { field, messageKo, messageEn }
}
