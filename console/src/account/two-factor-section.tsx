import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { AccountView } from '@naru/server/wire/console-account'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import { accountQuery, removeTwoFactor, renewRecoveryCodes } from './my-account-api.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes.tsx'
import { TwoFactorDialog } from './two-factor-dialog.tsx'

const codesFew = 3

export function TwoFactorSection({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<'set-up' | 'renew' | 'remove'>()
  const renewButton = useRef<HTMLButtonElement>(null)
  const [codes, setCodes] = useState<readonly string[]>()
  const { since, recoveryCodesLeft, trustedDevices } = account.twoFactor
  const isOn = since !== undefined
  const close = () => setAsked(undefined)
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey })
  const show = (next: readonly string[]) => {
    close()
    setCodes(next)
    void refresh()
  }
  return (
    <Section
      title={t('myAccount.twoFactor.title')}
      text={t('myAccount.twoFactor.text')}
      actions={
        <Badge tone={isOn ? 'good' : 'plain'}>
          {isOn ? t('myAccount.twoFactor.on') : t('myAccount.twoFactor.off')}
        </Badge>
      }
    >
      {isOn ? (
        <Stack gap="sm">
          <Text fz="sm">
            {[
              t('myAccount.twoFactor.since', { day: formatSeoulDay(since) }),
              t('myAccount.twoFactor.codesLeft', { count: recoveryCodesLeft }),
              ...(trustedDevices > 0 ? [t('myAccount.twoFactor.trusted', { count: trustedDevices })] : []),
            ].join(' · ')}
          </Text>
          {recoveryCodesLeft <= codesFew ? (
            <Alert color="yellow" variant="light" c="var(--mantine-color-text)">
              {t('myAccount.twoFactor.codesFew')}
            </Alert>
          ) : null}
          <Group gap="xs">
            <Button ref={renewButton} variant="default" onClick={() => setAsked('renew')}>
              {t('myAccount.twoFactor.renew')}
            </Button>
            <Button variant="default" onClick={() => setAsked('remove')}>
              {t('myAccount.twoFactor.remove')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Button onClick={() => setAsked('set-up')}>{t('myAccount.twoFactor.setUp')}</Button>
      )}
      <TwoFactorDialog isOpen={asked === 'set-up'} onConfirmed={show} onClose={close} />
      <PasswordDialog
        isOpen={asked === 'renew'}
        title={t('myAccount.twoFactor.renew')}
        text={t('myAccount.twoFactor.renewText')}
        submitLabel={t('myAccount.twoFactor.renew')}
        act={(password) => renewRecoveryCodes({ password })}
        onDone={({ recoveryCodes }) => show(recoveryCodes)}
        onClose={close}
      />
      <PasswordDialog
        isOpen={asked === 'remove'}
        title={t('myAccount.twoFactor.remove')}
        text={t('myAccount.twoFactor.removeText')}
        submitLabel={t('myAccount.twoFactor.remove')}
        isDangerous
        act={(password) => removeTwoFactor({ password })}
        onDone={() => {
          close()
          tell.done(t('myAccount.twoFactor.removed'))
          void refresh()
        }}
        onClose={close}
      />
      <RecoveryCodesDialog
        email={account.email}
        codes={codes}
        onClose={() => setCodes(undefined)}
        onClosed={() => renewButton.current?.focus()}
      />
    </Section>
  )
}
