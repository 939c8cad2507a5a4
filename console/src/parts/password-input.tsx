import { PasswordInput as MantinePasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/**
 * A field whose letters are hidden. The library's own does not tell a screen reader that it is wrong, and leaves the
 * button that shows the letters out of the keyboard's way.
 */
export function PasswordInput(props: PasswordInputProps) {
  const { t } = useTranslation()
  const isWrong =
    props.error !== undefined && props.error !== null && props.error !== false && props.error !== ''
  return (
    <MantinePasswordInput
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('account.showPassword') }}
      {...(isWrong ? { 'aria-invalid': true } : {})}
      {...props}
    />
  )
}
