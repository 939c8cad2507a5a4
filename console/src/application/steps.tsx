import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface StepsProps<Name extends string> {
  readonly label: string
  readonly steps: readonly {
    readonly name: Name
    readonly label: string
    readonly note?: string
    readonly isDone: boolean
    readonly isReachable?: boolean
  }[]
  readonly current: Name
  readonly onChoose: (name: Name) => void
}

/** Where one is in a form of several pages; each page can be gone to. */
export function Steps<Name extends string>({ label, steps, current, onChoose }: StepsProps<Name>) {
  const { t } = useTranslation()
  return (
    <ol className="naru-app-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li key={step.name}>
          <UnstyledButton
            onClick={() => onChoose(step.name)}
            disabled={step.isReachable === false}
            data-state={step.isDone ? 'done' : 'open'}
            {...(step.name === current ? { 'aria-current': 'step' } : {})}
          >
            <span aria-hidden>{index + 1}</span>
            <span>
              <span className="naru-unseen">
                {t('application.business.stepOf', { all: steps.length, number: index + 1 })},{' '}
              </span>
              {step.label}
            </span>
            {step.note === undefined ? null : <small>{step.note}</small>}
          </UnstyledButton>
        </li>
      ))}
    </ol>
  )
}
