import {
  Alert,
  Button,
  FileInput,
  Group,
  Modal,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconCheck, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceView } from '@naru/server/wire/console-reconciliation'
import { formatCount } from '../format/count.ts'
import { seoulDayBefore } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { saveFile } from '../payment/download-file.ts'
import { collectRecords, reconciliationKey, uploadRecords } from './reconciliation-api.ts'

interface ImportDialogProps {
  readonly sources: readonly SourceView[]
  readonly onClose: () => void
}

const template =
  '\uFEFF정산번호,구분,PG거래번호,주문번호,취소번호,결제수단,통화,금액,면세금액,부가세,수수료,수수료부가세,거래일,정산일,할부개월,에스크로\r\n합계,0,0\r\n'

/** 정산 자료 가져오기: a file, or a period over the PG's API. Nothing typed is lost when it is refused. */
export function ImportDialog({ sources, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const { store } = useCurrentStore()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const yesterday = seoulDayBefore(new Date(), 1)
  const [index, setIndex] = useState('0')
  const source = sources[Number(index)]
  const [chosenWay, setWay] = useState<'api' | 'file'>('api')
  const way = source?.canCollect === true ? chosenWay : 'file'
  const [from, setFrom] = useState(yesterday)
  const [until, setUntil] = useState(yesterday)
  const [file, setFile] = useState<File | null>(null)
  const [basis, setBasis] = useState('TRANSACTION')
  const [missing, setMissing] = useState(false)
  const work = useMutation({
    mutationFn: () => {
      if (source === undefined) throw new Error('nothing to import')
      const { mode, pg, pgMerchantId } = source
      if (way === 'api') return collectRecords(store.storeId, { mode, pg, pgMerchantId, from, until })
      if (file === null) throw new Error('no file')
      return uploadRecords(store.storeId, source, file, basis)
    },
    onSuccess: () => client.invalidateQueries({ queryKey: reconciliationKey(store.storeId) }),
  })

  function submit() {
    const isMissing = way === 'file' && file === null
    setMissing(isMissing)
    if (isMissing) requestAnimationFrame(() => focusFirstInvalid(form.current))
    else work.mutate()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reconciliation.import.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack>
          <Text fz="sm" c="dimmed">
            {t('reconciliation.import.text')}
          </Text>
          <Select
            label={t('reconciliation.filters.mid')}
            value={index}
            allowDeselect={false}
            data={sources.map((one, at) => ({
              value: String(at),
              label: `${pick(one.pgNameKo, one.pgNameEn)} · ${one.pgMerchantId}`,
            }))}
            onChange={(value) => setIndex(value ?? '0')}
          />
          {source?.canCollect === true ? (
            <SegmentedControl
              fullWidth
              aria-label={t('reconciliation.import.way')}
              value={way}
              onChange={(value) => setWay(value === 'api' ? 'api' : 'file')}
              data={[
                { value: 'api', label: t('reconciliation.import.api') },
                { value: 'file', label: t('reconciliation.import.file') },
              ]}
            />
          ) : null}
          {way === 'api' ? (
            <Group grow>
              <TextInput
                type="date"
                label={t('reconciliation.filters.from')}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <TextInput
                type="date"
                label={t('reconciliation.filters.until')}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            </Group>
          ) : (
            <>
              <FileInput
                label={t('reconciliation.import.file')}
                description={t('reconciliation.import.fileHelp')}
                placeholder={t('reconciliation.import.choose')}
                accept=".csv,text/csv"
                leftSection={<IconFileTypeCsv size={18} aria-hidden />}
                value={file}
                error={missing && file === null ? t('reconciliation.import.noFile') : null}
                onChange={setFile}
              />
              <Radio.Group
                label={t('reconciliation.import.basis')}
                description={t('reconciliation.import.basisHelp')}
                value={basis}
                onChange={setBasis}
              >
                <Group mt="xs">
                  <Radio value="TRANSACTION" label={t('reconciliation.bases.TRANSACTION')} />
                  <Radio value="SETTLEMENT" label={t('reconciliation.bases.SETTLEMENT')} />
                </Group>
              </Radio.Group>
              <div>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() =>
                    saveFile(new Blob([template], { type: 'text/csv' }), 'settlement-template.csv')
                  }
                >
                  {t('reconciliation.import.template')}
                </Button>
              </div>
            </>
          )}
          {work.isError ? <FailureNote error={work.error} /> : null}
          {work.isSuccess ? (
            <Alert color="teal" variant="light" icon={<IconCheck size={20} />} role="status">
              {work.data.kind === 'UNCHANGED'
                ? t('reconciliation.import.unchanged')
                : t('reconciliation.import.done', {
                    lines: formatCount(work.data.lines),
                    added: formatCount(work.data.added),
                    changed: formatCount(work.data.changed),
                  })}
              {work.data.skipped > 0 ? (
                <Text fz="xs">
                  {t('reconciliation.import.skipped', { shown: formatCount(work.data.skipped) })}
                </Text>
              ) : null}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
            <Button type="submit" loading={work.isPending}>
              {t('reconciliation.import.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
