import { Button, FileButton, Group, Input, Text } from '@mantine/core'
import { IconFileCheck, IconUpload } from '@tabler/icons-react'
import type { LicenceView } from '@naru/server/wire/console-application'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../parts/use-failure-text.ts'
import { useTell } from '../parts/use-tell.ts'
import { applicationQuery, licencePath, removeLicence, uploadLicence } from './application-api.ts'

const bytesMax = 10_000_000

interface LicenceFieldProps {
  readonly licence?: LicenceView
  readonly error: ReactNode
}

/** 사업자등록증. Uploaded at once and by itself; what the file is, the server finds out from its content. */
export function LicenceField({ licence, error }: LicenceFieldProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const failureText = useFailureText()
  const queryClient = useQueryClient()
  const [tooLarge, setTooLarge] = useState<string>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: applicationQuery.queryKey, exact: true })
  const upload = useMutation({
    mutationFn: uploadLicence,
    onSuccess: async () => {
      await refresh()
      tell.done(t('application.business.licenceUploaded'))
    },
  })
  const remove = useMutation({
    mutationFn: removeLicence,
    onSuccess: async () => {
      await refresh()
      tell.done(t('application.business.licenceRemoved'))
    },
    onError: tell.failed,
  })
  const shown =
    tooLarge ?? (upload.isError ? failureText(upload.error) : licence === undefined ? error : undefined)

  function choose(file: File | null) {
    if (file === null) return
    upload.reset()
    const isTooLarge = file.size > bytesMax
    setTooLarge(
      isTooLarge ? t('application.business.licenceTooLarge', { size: megabytes(file.size) }) : undefined,
    )
    if (!isTooLarge) upload.mutate(file)
  }

  return (
    <Input.Wrapper
      label={t('application.business.licence')}
      description={t('application.business.licenceHint')}
      labelElement="div"
      labelProps={{ 'data-starred': true }}
      error={shown}
      errorProps={{ role: 'alert', id: 'licence-error' }}
    >
      {licence === undefined ? null : (
        <Group gap="sm" mt={8} wrap="nowrap" align="center" className="naru-app-person">
          <IconFileCheck size={22} aria-hidden style={{ flex: 'none' }} />
          <div style={{ minWidth: 0 }}>
            <Text fz="sm" fw={600} truncate>
              {licence.name}
            </Text>
            <Text fz="xs" c="dimmed">
              {megabytes(licence.bytes)}
            </Text>
          </div>
        </Group>
      )}
      <Group gap="xs" mt={8}>
        <FileButton
          onChange={choose}
          accept="image/jpeg,image/png,image/tiff,application/pdf,.jpg,.jpeg,.png,.tif,.tiff,.pdf"
          inputProps={{ 'aria-label': t('application.business.licence') }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={upload.isPending}
              {...(shown === undefined || shown === null
                ? {}
                : { 'data-invalid': true, 'aria-describedby': 'licence-error' })}
            >
              {licence === undefined
                ? t('application.business.licenceChoose')
                : t('application.business.licenceChange')}
            </Button>
          )}
        </FileButton>
        {licence === undefined ? null : (
          <>
            <Button variant="subtle" component="a" href={licencePath} download>
              {t('application.business.licenceDownload')}
            </Button>
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('application.business.licenceRemove')}
            </Button>
          </>
        )}
      </Group>
      <span role="status" className="naru-unseen">
        {upload.isPending ? t('application.business.licenceUploading') : ''}
      </span>
    </Input.Wrapper>
  )
}

export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
