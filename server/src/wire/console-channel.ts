/** What the channel screens say and hear beyond `ChannelView` (console.ts). Types only. */

/** Something that still needs a channel, so that the channel cannot be deleted. */
export interface ChannelUse {
  readonly kind: 'CHANNEL_GROUP' | 'PAYMENT_IN_FLIGHT' | 'VIRTUAL_ACCOUNT' | 'BILLING_KEY' | 'SCHEDULE'
  /** Unique within its kind: a group id, a payment id, … */
  readonly id: string
  /** What a person knows it by; the id where it has no name. */
  readonly name: string
}
