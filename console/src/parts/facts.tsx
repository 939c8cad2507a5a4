import { Fragment } from 'react'
import type { ReactNode } from 'react'

export type Fact = readonly [label: string, value: ReactNode]

/** Label and value pairs; a pair without value is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== '')
  return (
    <dl className="naru-facts">
      {known.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
