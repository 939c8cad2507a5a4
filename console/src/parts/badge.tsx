import type { ReactNode } from 'react'

export type Tone = 'plain' | 'strong' | 'test' | 'live' | 'good' | 'bad' | 'wait' | 'partly'

/** A word in a box. The word carries the meaning; the tone only helps the eye. */
export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className="naru-badge" data-tone={tone}>
      {children}
    </span>
  )
}
