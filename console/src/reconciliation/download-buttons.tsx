import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/count.ts'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { useTell } from '../parts/use-tell.ts'
import { downloadFile, saveFile } from '../payment/download-file.ts'

/** The whole list as a file, as Excel or CSV. */
export function DownloadButtons({ path, name }: { readonly path: string; readonly name: string }) {
  const { t } = useTranslation()
  const tell = useTell()
  const download = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      const got = await downloadFile(path, { format }, new AbortController().signal, () => undefined)
      saveFile(got.file, `${name}-${formatSeoulDay(new Date().toISOString())}.${format}`)
      return got.rows
    },
    onSuccess: (rows) => tell.done(t('payment.download.done', { shown: formatCount(rows) })),
    onError: (error) => tell.failed(error),
  })
  return (
    <Group gap="xs">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={download.isPending && download.variables === format}
          disabled={download.isPending}
          onClick={() => download.mutate(format)}
        >
          {t(`reconciliation.download.${format}`)}
        </Button>
      ))}
    </Group>
  )
}
