export type StepName = 'channel' | 'secret' | 'webhook' | 'payment' | 'received' | 'live'

export interface Facts {
  readonly channelCount: number | undefined
  readonly secretCount: number | undefined
  readonly webhookUrl: string | undefined
  readonly hasPaidTestPayment: boolean | undefined
  readonly hasReceivedWebhook: boolean | undefined
  readonly liveChannelCount: number | undefined
}

export interface Step {
  readonly name: StepName
  readonly isDone: boolean
}

/** The way to live payments. Steps tick themselves from what the API knows; `next` is the one to do now. */
export function checklist(facts: Facts): {
  readonly steps: readonly Step[]
  readonly next: StepName | undefined
} {
  const steps: readonly Step[] = [
    { name: 'channel', isDone: isSome(facts.channelCount) },
    { name: 'secret', isDone: isSome(facts.secretCount) },
    { name: 'webhook', isDone: facts.webhookUrl !== undefined },
    { name: 'payment', isDone: facts.hasPaidTestPayment === true },
    { name: 'received', isDone: facts.hasReceivedWebhook === true },
    { name: 'live', isDone: isSome(facts.liveChannelCount) },
  ]
  return { steps, next: steps.find((step) => !step.isDone)?.name }
}

function isSome(count: number | undefined): boolean {
  return count !== undefined && count > 0
}
