import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'

interface NoMatchProps {
  readonly title: string
  readonly text: string
  readonly resetLabel: string
  readonly onReset: () => void
}

/** Nothing fits the filters; one press takes them away. */
export function NoMatch({ title, text, resetLabel, onReset }: NoMatchProps) {
  return (
    <EmptyState
      icon={<IconSearchOff size={26} />}
      title={title}
      text={text}
      action={
        <Button variant="default" onClick={onReset}>
          {resetLabel}
        </Button>
      }
    />
  )
}
