import { Anchor, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NoticeKind } from '@naru/server/wire/notice'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { newestNoticesQuery, noticeKinds } from './notice-api.ts'
import { useNoticeWords } from './notice-words.ts'
import './notice.css'

/** The three newest notices of each kind. */
export function News() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(newestNoticesQuery)
  return (
    <Section title={t('notice.title')} text={t('notice.text')}>
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <SkeletonRows count={3} height={36} /> : null}
      {data === undefined ? null : (
        <div className="naru-news">
          {noticeKinds.map((kind) => (
            <Kind key={kind} kind={kind} />
          ))}
        </div>
      )}
    </Section>
  )
}

function Kind({ kind }: { readonly kind: NoticeKind }) {
  const { t } = useTranslation()
  const words = useNoticeWords()
  const { data } = useQuery(newestNoticesQuery)
  const notices = data?.[kind] ?? []
  const name = t(`notice.kinds.${kind}`)
  return (
    <section aria-label={name}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Title order={3} fz="sm">
          {name}
        </Title>
        {notices.length === 0 ? null : (
          <Anchor
            renderRoot={(props) => <Link {...props} to="/notices" search={{ kind }} />}
            fz="xs"
            aria-label={t('notice.more', { kind: name })}
          >
            {t('common.more')}
          </Anchor>
        )}
      </Group>
      {notices.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('notice.none')}
        </Text>
      ) : (
        <ul>
          {notices.map((notice) => (
            <li key={notice.noticeId}>
              <Link className="naru-link" to="/notices" search={{ kind, open: notice.noticeId }}>
                {words(notice).title}
              </Link>
              <Text fz="xs" c="dimmed">
                {formatSeoulDay(notice.publishedAt)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
