import { notifications } from '@mantine/notifications'
import { ConsoleFailure } from '../api/failure.ts'
import { useFailureText } from './use-failure-text.ts'

/** Short news at the edge of the screen: what was done, or why not. */
export function useTell() {
  const text = useFailureText()
  return {
    done: (message: string) => notifications.show({ message, color: 'teal' }),
    failed: (error: unknown) => {
      const requestId = error instanceof ConsoleFailure ? error.requestId : undefined
      notifications.show({
        message: requestId === undefined ? text(error) : `${text(error)} (${requestId})`,
        color: 'red',
        autoClose: 10_000,
      })
    },
  }
}
