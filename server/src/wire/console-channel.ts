/** What the channel screens say and hear beyond `ChannelView` (console.ts). Types only. */

/** Something that still needs a channel, so that the channel cannot be deleted. */
export interface ChannelUse {
  readonly kind:
    'STORE' | 'CHANNEL_GROUP' | 'PAYMENT_IN_FLIGHT' | 'VIRTUAL_ACCOUNT' | 'BILLING_KEY' | 'SCHEDULE'
  /** Unique within its kind: a group id, a payment id, … */
  readonly id: string
  /** What a person knows it by; the id where it has no name. */
  readonly name: string
}

/**
 * What the connection test of a channel came to (`POST …/channels/{channelKey}/test`).
 *   ACCEPTED        the PG knows the signer; `checked` are the fields that it proved
 *   REFUSED         the PG says that key or merchant id are wrong
 *   UNCLEAR         the PG answered, and its answer decides neither
 *   NO_ANSWER       time-out, reset, refused connection or an unreadable answer
 *   NO_CONNECTOR    nothing in this installation speaks to the PG of this module yet
 *   NO_PUBLIC_WIRE  the module's wire is not public, so there is nobody to ask
 */
export interface ChannelTestResult {
  readonly kind: 'ACCEPTED' | 'REFUSED' | 'UNCLEAR' | 'NO_ANSWER' | 'NO_CONNECTOR' | 'NO_PUBLIC_WIRE'
  readonly messageKo: string
  readonly messageEn: string
  /** Whom the request went to; absent when none was sent. */
  readonly environment?: 'live' | 'sandbox' | 'simulator'
  readonly checked: readonly { readonly key: string; readonly labelKo: string; readonly labelEn: string }[]
  /** The PG's own words, with every secret of the channel taken out. */
  readonly pgCode?: string
  readonly pgMessage?: string
  readonly at: string
}
