import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from '../parts/copyable.tsx'
import { saveText } from './save-text.ts'

interface RecoveryCodesProps {
  readonly email: string
  readonly codes: readonly string[] | undefined
  readonly onClose: () => void
  /** What opened the dialog may be gone by now: the keyboard needs another place. */
  readonly onClosed: () => void
}

/** The recovery codes, once. Only the button that says so closes it: a slip would lose them. */
export function RecoveryCodesDialog({ email, codes, onClose, onClosed }: RecoveryCodesProps) {
  const { t } = useTranslation()
  const asFile = () =>
    saveText(
      t('myAccount.twoFactor.fileName'),
      [
        t('myAccount.twoFactor.fileHead', { email }),
        t('myAccount.twoFactor.fileNote'),
        '',
        ...(codes ?? []),
        '',
      ].join('\r\n'),
    )
  return (
    <Modal
      opened={codes !== undefined}
      onClose={onClose}
      title={t('myAccount.twoFactor.codesTitle')}
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      returnFocus={false}
      onExitTransitionEnd={onClosed}
    >
      <Stack>
        <Text fz="sm" lh={1.6} role="status">
          {t('myAccount.twoFactor.codesText')}
        </Text>
        <ul className="naru-recovery-codes" aria-label={t('myAccount.twoFactor.codes')}>
          {(codes ?? []).map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={16} />}
            onClick={asFile}
          >
            {t('myAccount.twoFactor.download')}
          </Button>
          <CopyIcon value={(codes ?? []).join('\n')} label={t('myAccount.twoFactor.codes')} />
        </Group>
        <Button onClick={onClose}>{t('myAccount.twoFactor.kept')}</Button>
      </Stack>
    </Modal>
  )
}
