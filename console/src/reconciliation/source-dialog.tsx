import { Modal, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeeRule, SourceView } from '@naru/server/wire/console-reconciliation'
import { FailureNote } from '../parts/failure-note.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { saveSource, sourcesQuery } from './reconciliation-api.ts'
import { entryMethods } from './reconciliation-search.ts'

/** Methods whose fee is a sum per payment; of the others the PG keeps a share. */
const fixed: readonly string[] = ['VIRTUAL_ACCOUNT']

/** 정산 설정: daily collection, and the agreed fees that the PG's are compared with. */
export function SourceDialog({
  source,
  onClose,
}: {
  readonly source: SourceView
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const { store } = useCurrentStore()
  const [collectsDaily, setCollectsDaily] = useState(source.collectsDaily)
  const [fees, setFees] = useState<Readonly<Record<string, FeeRule>>>(source.fees)
  const [limit, setLimit] = useState<string | number>(source.limitMinor ?? '')
  const save = useMutation({
    mutationFn: () => {
      const { mode, pg, pgMerchantId } = source
      return saveSource(store.storeId, {
        mode,
        pg,
        pgMerchantId,
        collectsDaily,
        fees,
        ...(Number(limit) >= 1 ? { limitMinor: Number(limit) } : {}),
      })
    },
    onSuccess: (list) => {
      client.setQueryData(sourcesQuery(store.storeId).queryKey, list)
      tell.done(t('common.saved'))
      onClose()
    },
  })
  const setFee = (method: string, value: string | number) => {
    const { [method]: _former, ...rest } = fees
    const number = typeof value === 'number' ? value : Number.parseFloat(value)
    if (Number.isNaN(number)) return setFees(rest)
    return setFees({
      ...rest,
      [method]: fixed.includes(method)
        ? { fixedMinor: Math.round(number) }
        : { rateBp: Math.round(number * 100) },
    })
  }
  const shown = (method: string): number | string => {
    const rule = fees[method]
    if (rule === undefined) return ''
    return 'rateBp' in rule ? rule.rateBp / 100 : rule.fixedMinor
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reconciliation.sources.changeWhat', { what: source.pgMerchantId })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          <Switch
            checked={collectsDaily}
            disabled={!source.canCollect}
            label={t('reconciliation.sources.dailyLabel')}
            description={
              source.canCollect ? t('reconciliation.sources.dailyHelp') : t('reconciliation.sources.noApi')
            }
            onChange={(event) => setCollectsDaily(event.currentTarget.checked)}
          />
          <NumberInput
            label={t('reconciliation.sources.limit')}
            description={t('reconciliation.sources.limitHelp')}
            suffix={t('reconciliation.sources.won')}
            min={1}
            max={1_000_000_000_000_000}
            decimalScale={0}
            thousandSeparator=","
            hideControls
            value={limit}
            onChange={setLimit}
          />
          <div>
            <Text fw={600} fz="sm">
              {t('reconciliation.sources.fees')}
            </Text>
            <Text fz="xs" c="dimmed">
              {t('reconciliation.sources.feesHelp')}
            </Text>
          </div>
          <div className="naru-fees">
            {entryMethods.map((method) => (
              <NumberInput
                key={method}
                label={t(`reconciliation.methods.${method}`)}
                suffix={fixed.includes(method) ? t('reconciliation.sources.won') : '%'}
                min={0}
                max={fixed.includes(method) ? 1_000_000 : 100}
                decimalScale={fixed.includes(method) ? 0 : 2}
                hideControls
                value={shown(method)}
                onChange={(value) => setFee(method, value)}
              />
            ))}
          </div>
          {save.isError ? <FailureNote error={save.error} /> : null}
          <FormActions isBusy={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
