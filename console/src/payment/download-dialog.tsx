import { Button, Checkbox, Group, Modal, Progress, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportFormat, ExportGroup } from '@naru/server/wire/console-payments'
import { apiPath, queryString } from '../api/path.ts'
import { formatCount } from '../format/count.ts'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { downloadFile, saveFile, type DownloadProgress } from './download-file.ts'
import type { PaymentFilterMembers } from './payment-api.ts'

const groups = ['customer', 'pg', 'card', 'account'] as const satisfies readonly ExportGroup[]

interface DownloadDialogProps {
  readonly members: PaymentFilterMembers
  readonly onClose: () => void
}

/** 다운로드: format, columns, then progress that can be stopped. */
export function DownloadDialog({ members, onClose }: DownloadDialogProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { store } = useCurrentStore()
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [chosen, setChosen] = useState<readonly ExportGroup[]>([])
  const [progress, setProgress] = useState<DownloadProgress>()
  const running = useRef<AbortController>(undefined)
  const download = useMutation({
    mutationFn: async () => {
      running.current = new AbortController()
      const body = { format, groups: chosen }
      const path = apiPath`stores/${store.storeId}/payment-export` + queryString(members)
      return downloadFile(path, body, running.current.signal, setProgress)
    },
    onSuccess: (got) => {
      saveFile(got.file, `payments-${formatSeoulDay(new Date().toISOString())}.${format}`)
      tell.done(t('payment.download.done', { shown: formatCount(got.rows) }))
      onClose()
    },
    onSettled: () => setProgress(undefined),
  })
  const wasStopped = running.current?.signal.aborted === true
  const percent = progress === undefined || progress.total === 0 ? 0 : (100 * progress.rows) / progress.total

  function close() {
    running.current?.abort()
    onClose()
  }

  return (
    <Modal
      opened
      onClose={close}
      title={t('payment.download.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text fz="sm" c="dimmed">
          {t('payment.download.text')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-label={t('payment.download.format')}
          value={format}
          disabled={download.isPending}
          onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
          data={[
            { value: 'xlsx', label: t('payment.download.formats.xlsx') },
            { value: 'csv', label: t('payment.download.formats.csv') },
          ]}
        />
        <Checkbox.Group
          label={t('payment.download.columns')}
          description={t('payment.download.basic')}
          value={[...chosen]}
          onChange={(values) => setChosen(groups.filter((group) => values.includes(group)))}
        >
          <Stack gap="xs" mt="xs">
            {groups.map((group) => (
              <Checkbox
                key={group}
                value={group}
                disabled={download.isPending}
                label={t(`payment.download.groups.${group}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {download.isPending ? (
          <div>
            <Progress
              value={percent}
              aria-label={t('payment.download.progress')}
              animated={progress === undefined}
            />
            <Text fz="xs" c="dimmed" mt={6} role="status">
              {progress === undefined
                ? t('payment.download.preparing')
                : t('payment.download.rows', {
                    rows: formatCount(progress.rows),
                    total: formatCount(progress.total),
                  })}
            </Text>
          </div>
        ) : null}
        {download.isError && !wasStopped ? <FailureNote error={download.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={download.isPending ? () => running.current?.abort() : close}>
            {download.isPending ? t('payment.download.stop') : t('common.cancel')}
          </Button>
          <Button
            loading={download.isPending}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download.mutate()}
          >
            {t('payment.download.start')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
