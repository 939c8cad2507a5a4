import { Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconClipboardOff, IconSearch } from '@tabler/icons-react'
import type { ContractState } from '@naru/server/wire/console-application'
import type { OperatorRow } from '@naru/server/wire/operator'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContractBadge } from '../application/contract-badge.tsx'
import { formatRegistrationNumber } from '../format/digits.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { MoreButton } from '../parts/endless-list.tsx'
import { operatorListQuery } from './operator-api.ts'

const states = [
  'APPLIED',
  'SCREENING',
  'CONTRACT',
  'CARD_REVIEW',
  'COMPLETED',
  'REJECTED',
  'CANCELLED',
] as const satisfies readonly ContractState[]

/** Applications of all merchants. */
export function OperatorListScreen() {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 250)
  const [state, setState] = useState<string | null>(null)
  const filter = { search: settled.trim(), state: state ?? '', pg: '' }
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['operator', 'applications', filter],
    queryFn: ({ pageParam, client }) =>
      client.fetchQuery(operatorListQuery({ ...filter, cursor: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  const rows = data?.pages.flatMap((page) => page.items)
  return (
    <Page title={t('operator.applications')} text={t('operator.applicationsText')}>
      <Section>
        <Group gap="sm" mb="md">
          <TextInput
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={t('operator.search')}
            aria-label={t('operator.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            w={{ base: '100%', sm: 320 }}
          />
          <Select
            aria-label={t('operator.state')}
            placeholder={t('operator.anyState')}
            clearable
            value={state}
            onChange={setState}
            data={states.map((value) => ({ value, label: t(`application.status.states.${value}`) }))}
            w={{ base: '100%', sm: 180 }}
          />
        </Group>
        {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
        {rows === undefined && error === null ? <SkeletonRows count={4} /> : null}
        {rows?.length === 0 ? (
          <EmptyState
            icon={<IconClipboardOff size={26} />}
            title={t('operator.empty')}
            text={t('operator.emptyText')}
          />
        ) : null}
        <ul className="naru-operator-rows">
          {rows?.map((row) => (
            <Row key={row.merchantId} row={row} />
          ))}
        </ul>
        <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
      </Section>
    </Page>
  )
}

function Row({ row }: { readonly row: OperatorRow }) {
  const { t } = useTranslation()
  const pick = usePick()
  return (
    <li>
      <Link to="/operator/applications/$merchantId" params={{ merchantId: row.merchantId }}>
        <div>
          <Text fw={700} fz="sm">
            {row.companyName}
          </Text>
          <Text fz="xs" c="dimmed">
            {formatRegistrationNumber(row.registrationNumber)} · {row.merchantName}
          </Text>
        </div>
        <Group gap={6}>
          {row.contracts.length === 0 ? (
            <Text fz="sm" c="dimmed">
              {t('operator.noContract')}
            </Text>
          ) : (
            row.contracts.map(({ pgNameKo, pgNameEn, state }, index) => (
              // The same PG may stand here more than once, in the same state.
              // eslint-disable-next-line react/no-array-index-key
              <Group key={index} gap={4} wrap="nowrap">
                <Text fz="xs">{pick(pgNameKo, pgNameEn)}</Text>
                <ContractBadge state={state} />
              </Group>
            ))
          )}
        </Group>
        <Text fz="xs" c="dimmed">
          {formatSeoul(row.changedAt)}
        </Text>
      </Link>
    </li>
  )
}
