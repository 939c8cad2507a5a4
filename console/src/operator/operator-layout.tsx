import { Box, Button } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import '../shell/shell.css'
import { useTell } from '../parts/use-tell.ts'
import { operatorQuery, signOutOperator } from './operator-api.ts'
import { OperatorHead } from './operator-head.tsx'
import { OperatorSignIn } from './operator-sign-in.tsx'

/** The frame around the operator's screens. Whoever is not signed in as operator sees the sign-in form instead. */
export function OperatorLayout() {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const { data: operator, error, refetch } = useQuery(operatorQuery)
  const signOut = useMutation({
    mutationFn: signOutOperator,
    onSuccess: () => queryClient.resetQueries({ queryKey: ['operator'] }),
    onError: tell.failed,
  })
  const isNobody = isFailure(error, 'NOT_FOUND')
  return (
    <>
      <OperatorHead>
        {isNobody || operator === undefined ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            className="naru-operator-out"
            aria-label={t('operator.signOut')}
            leftSection={<IconLogout size={16} aria-hidden />}
            title={operator.email}
            loading={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            {t('operator.signOut')}
          </Button>
        )}
      </OperatorHead>
      <Box component="main" id="content" tabIndex={-1} className="naru-main" p={{ base: 'md', sm: 'xl' }}>
        {isNobody ? (
          <OperatorSignIn />
        ) : error !== null ? (
          <FailureNote error={error} onRetry={() => void refetch()} />
        ) : operator === undefined ? (
          <SkeletonRows />
        ) : (
          <>
            <nav className="naru-tabs naru-operator-ways" aria-label={t('shell.menu')}>
              <Link to="/operator" activeOptions={{ exact: true }}>
                {t('notice.applications')}
              </Link>
              <Link to="/operator/notices">{t('notice.desk')}</Link>
            </nav>
            <Outlet />
          </>
        )}
      </Box>
    </>
  )
}
