import { Button, Stack, Text } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { EndlessList } from '../parts/endless-list.tsx'
import { NoMatch } from '../parts/no-match.tsx'
import { NoPermission } from '../parts/no-permission.tsx'
import { auditFilePath, auditQuery } from './audit-api.ts'
import { AuditEntries } from './audit-entries.tsx'
import { AuditFilters } from './audit-filters.tsx'
import type { AuditSearch } from './audit-search.ts'
import './audit.css'

const route = getRouteApi('/shell/audit')

/** 감사 기록: who changed what, from where, and how it was before. */
export function AuditScreen() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isAllowed = may(me, 'audit.read')
  const list = useInfiniteQuery({
    ...auditQuery(search),
    enabled: isAllowed,
    placeholderData: (former) => former,
  })
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: AuditSearch) => void navigate({ search: next, replace: true })
  const isNarrowed = Object.keys(search).length > 0

  if (!isAllowed) {
    return (
      <Page title={t('audit.title')}>
        <div className="naru-paper">
          <NoPermission />
        </div>
      </Page>
    )
  }
  return (
    <Page
      title={t('audit.title')}
      text={t('audit.text')}
      actions={
        <Button
          component="a"
          href={auditFilePath(search)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('audit.file')}
        </Button>
      }
    >
      <Stack gap="md">
        <AuditFilters search={search} onChange={change} />
        <EndlessList
          list={list}
          count={entries.length}
          empty={
            isNarrowed ? (
              <NoMatch
                title={t('audit.noMatchTitle')}
                text={t('audit.noMatchText')}
                resetLabel={t('audit.reset')}
                onReset={() => change({})}
              />
            ) : (
              <EmptyState
                icon={<IconHistory size={26} />}
                title={t('audit.emptyTitle')}
                text={t('audit.emptyText')}
              />
            )
          }
        >
          <AuditEntries entries={entries} />
        </EndlessList>
        <Text fz="xs" c="dimmed">
          {t('common.seoulTime')} {t('audit.chain')}
        </Text>
      </Stack>
    </Page>
  )
}
