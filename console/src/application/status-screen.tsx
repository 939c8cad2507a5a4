import { Alert, Button, Group, List, Text } from '@mantine/core'
import { IconFileText, IconShoppingCart } from '@tabler/icons-react'
import type { ApplicationView, ContractView, StatusView } from '@naru/server/wire/console-application'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { ButtonLink } from '../parts/button-link.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { applicationQuery, applicationScreens, cancelContract, statusQuery } from './application-api.ts'
import { ApplicationEvents } from './application-events.tsx'
import { ApplicationGate } from './application-gate.tsx'
import { ContractBadge } from './contract-badge.tsx'

/** 진행 상황: each PG with its contracts, what to prepare, and what happened. */
export function StatusScreen() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(statusQuery)
  return (
    <ApplicationGate title={t('application.status.title')}>
      {(application) =>
        error !== null ? (
          <FailureNote error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <SkeletonRows count={4} />
        ) : (
          <Status application={application} status={data} />
        )
      }
    </ApplicationGate>
  )
}

function Status({
  application,
  status,
}: {
  readonly application: ApplicationView
  readonly status: StatusView
}) {
  const { t } = useTranslation()
  const pick = usePick()
  const { contracts, events } = status
  const waiting = application.choice.cart.length
  const pgs = [...new Set(contracts.map(({ pg }) => pg))]
  const pgName = (pg: string) => {
    const known = contracts.find((one) => one.pg === pg)
    return known === undefined ? pg : pick(known.pgNameKo, known.pgNameEn)
  }
  if (contracts.length === 0) {
    return (
      <Page title={t('application.status.title')}>
        <Section>
          <EmptyState
            icon={<IconFileText size={26} />}
            title={t('application.status.empty')}
            text={t('application.status.emptyText')}
            action={
              <Button component={Link} to={applicationScreens[application.next]}>
                {t('application.status.goOn')}
              </Button>
            }
          />
        </Section>
      </Page>
    )
  }
  return (
    <Page
      title={t('application.status.done')}
      text={t('application.status.text')}
      actions={
        <Button component={Link} to="/application/pg">
          {t('application.status.more')}
        </Button>
      }
    >
      {waiting === 0 ? null : (
        <Alert color="yellow" variant="light" icon={<IconShoppingCart size={20} />}>
          <Group gap="sm">
            <Text fz="sm" c="var(--mantine-color-text)">
              {t('application.status.cartWaits', { count: waiting })}
            </Text>
            <Button size="compact-sm" variant="default" component={Link} to="/application/pg">
              {t('application.status.goCart')}
            </Button>
          </Group>
        </Alert>
      )}
      {pgs.map((pg) => (
        <PgContracts key={pg} name={pgName(pg)} contracts={contracts.filter((one) => one.pg === pg)} />
      ))}
      <Papers isLicenceThere={application.business.licence !== undefined} />
      <Section title={t('application.status.history')}>
        <ApplicationEvents events={events} pgName={pgName} />
      </Section>
    </Page>
  )
}

function PgContracts({
  name,
  contracts,
}: {
  readonly name: string
  readonly contracts: readonly ContractView[]
}) {
  const { t } = useTranslation()
  const count = (...states: readonly ContractView['state'][]) =>
    contracts.filter(({ state }) => states.includes(state)).length
  const counters = [
    ['openCount', 'wait', count('APPLIED', 'SCREENING', 'CONTRACT', 'CARD_REVIEW')],
    ['completedCount', 'good', count('COMPLETED')],
    ['rejectedCount', 'bad', count('REJECTED')],
    ['cancelledCount', 'plain', count('CANCELLED')],
  ] as const
  return (
    <Section
      title={name}
      actions={
        <Group gap={6}>
          {counters
            .filter(([, , number]) => number > 0)
            .map(([key, tone, number]) => (
              <Badge key={key} tone={tone}>
                {t(`application.status.${key}`, { count: number })}
              </Badge>
            ))}
        </Group>
      }
    >
      {contracts.map((contract) => (
        <ContractRow key={contract.contractId} contract={contract} pgName={name} />
      ))}
    </Section>
  )
}

function ContractRow({ contract, pgName }: { readonly contract: ContractView; readonly pgName: string }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const cancel = useMutation({
    mutationFn: () => cancelContract(contract.contractId, contract.rowVersion),
    onSuccess: async (status) => {
      setIsAsking(false)
      queryClient.setQueryData(statusQuery.queryKey, status)
      await queryClient.invalidateQueries({ queryKey: applicationQuery.queryKey, exact: true })
      tell.done(t('application.status.cancelled'))
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: statusQuery.queryKey }),
  })
  const method = t(`application.pg.methods.${contract.method}`)
  const what = `${pgName} ${method}`
  return (
    <div className="naru-app-contract" role="group" aria-label={what}>
      <div>
        <Group gap="xs">
          <Text fw={600} fz="sm">
            {method}
          </Text>
          <ContractBadge state={contract.state} />
        </Group>
        <Text fz="sm" mt={4}>
          {t(`application.status.stateText.${contract.state}`)}
        </Text>
        <Text fz="xs" c="dimmed">
          {t('application.status.appliedAt', { at: formatSeoulDay(contract.appliedAt) })} ·{' '}
          {t('application.status.changedAt', { at: formatSeoulDay(contract.stateChangedAt) })}
        </Text>
      </div>
      <Group gap="xs">
        {contract.state === 'CANCELLED' || contract.state === 'REJECTED' ? null : (
          <ButtonLink
            size="xs"
            variant={contract.state === 'COMPLETED' ? 'filled' : 'default'}
            to="/integration-v2/manage/channel"
            search={
              contract.state === 'COMPLETED' ? { add: contract.pg, mode: 'LIVE' } : { add: contract.pg }
            }
          >
            {t('application.status.integrate')}
          </ButtonLink>
        )}
        {contract.mayCancel ? (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            onClick={() => {
              cancel.reset()
              setIsAsking(true)
            }}
          >
            {contract.state === 'CONTRACT'
              ? t('application.status.cancelContract')
              : t('application.status.cancelApplication')}
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('application.status.cancelTitle', { what })}
        confirmLabel={t('application.status.cancelApplication')}
        keepLabel={t('application.status.keep')}
        isDangerous
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('application.status.cancelText')}
      </ConfirmDialog>
    </div>
  )
}

const papers = ['licence', 'register', 'identity', 'seal', 'account'] as const

function Papers({ isLicenceThere }: { readonly isLicenceThere: boolean }) {
  const { t } = useTranslation()
  return (
    <Section title={t('application.status.papers')} text={t('application.status.papersText')}>
      <List fz="sm" spacing={6}>
        {papers.map((paper) => (
          <List.Item key={paper}>
            {t(`application.status.paperList.${paper}`)}{' '}
            {paper === 'licence' && isLicenceThere ? (
              <Badge tone="good">{t('application.status.paperUploaded')}</Badge>
            ) : null}
          </List.Item>
        ))}
      </List>
    </Section>
  )
}
