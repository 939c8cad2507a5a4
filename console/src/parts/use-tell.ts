import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { useFailureText } from './use-failure-text.ts'

/** Short news at the edge of the screen: what was done, or why not. */
export function useTell() {
  const { t } = useTranslation()
  const text = useFailureText()
  const closeButtonProps = { 'aria-label': t('common.close') }
  return {
    done: (message: string) => notifications.show({ message, color: 'teal', closeButtonProps }),
    failed: (error: unknown) => {
      const requestId = error instanceof ConsoleFailure ? error.requestId : undefined
      notifications.show({
        message: requestId === undefined ? text(error) : `${text(error)} (${requestId})`,
        color: 'red',
        autoClose: 10_000,
        closeButtonProps,
      })
    },
  }
}
