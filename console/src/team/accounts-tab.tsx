import { Button, Group, Stack, Text } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import type { MemberView } from '@naru/server/wire/console-team'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { MemberDrawer } from './member-drawer.tsx'
import { deleteMember, membersQuery, resendInvitation } from './team-api.ts'

/** 관리자 계정 관리. Rows of people who have not followed their link yet are grey. */
export function AccountsTab() {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<MemberView | 'new'>()
  const [doomed, setDoomed] = useState<MemberView>()
  const { data, error, refetch } = useQuery(membersQuery)
  const refresh = () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey })
  const resend = useMutation({
    mutationFn: (member: MemberView) => resendInvitation(member.memberId),
    onSuccess: async () => {
      tell.done(t('team.resent'))
      await refresh()
    },
    onError: tell.failed,
  })
  const remove = useMutation({
    mutationFn: (member: MemberView) => deleteMember(member.memberId),
    onSuccess: async (_answer, member) => {
      setDoomed(undefined)
      tell.done(t('team.deletedAccount', { email: member.email }))
      await refresh()
    },
  })
  const addButton =
    data === undefined || data.assignableRoles.length === 0 ? null : (
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
        {t('team.add')}
      </Button>
    )
  return (
    <Section title={t('team.tabs.accounts')} text={t('team.accountsText')} actions={addButton}>
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <SkeletonRows /> : null}
      {data?.items.length === 0 ? (
        <EmptyState
          icon={<IconUsers size={26} />}
          title={t('team.accountsEmpty')}
          text={t('team.accountsEmptyText')}
          action={addButton}
        />
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <table className="naru-table naru-team">
          <thead>
            <tr>
              <th scope="col">{t('team.column.email')}</th>
              <th scope="col">{t('team.column.role')}</th>
              <th scope="col">{t('team.column.screens')}</th>
              <th scope="col">{t('team.column.memo')}</th>
              <th scope="col">
                <span className="naru-unseen">{t('team.column.action')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((member) => (
              <tr key={member.memberId} {...(member.status === 'ACTIVE' ? {} : { 'data-waiting': true })}>
                <th scope="row">
                  <Group gap={6}>
                    {member.email}
                    {member.isSelf ? <Badge tone="strong">{t('team.me')}</Badge> : null}
                    {member.status === 'INVITED' ? <Badge tone="wait">{t('team.waiting')}</Badge> : null}
                    {member.status === 'INVITATION_EXPIRED' ? (
                      <Badge tone="bad">{t('team.expired')}</Badge>
                    ) : null}
                  </Group>
                  {member.status === 'INVITED' && member.invitationExpiresAt !== undefined ? (
                    <Text fz="xs" c="dimmed">
                      {t('team.waitingUntil', { at: formatSeoul(member.invitationExpiresAt) })}
                    </Text>
                  ) : null}
                </th>
                <td>
                  {t(`role.${member.role}`)}
                  {member.store === undefined ? null : (
                    <Text fz="xs" c="dimmed">
                      {member.store.name}
                    </Text>
                  )}
                </td>
                <td>
                  {t(`team.screens.${member.role}`)}
                  {member.mayExport ? (
                    <Text fz="xs" c="dimmed">
                      {t('team.export')}
                    </Text>
                  ) : null}
                </td>
                <td>{member.memo}</td>
                <td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    {member.manageable && member.status !== 'ACTIVE' ? (
                      <Button
                        size="compact-sm"
                        variant="light"
                        aria-label={t('team.resendTo', { email: member.email })}
                        loading={resend.isPending && resend.variables.memberId === member.memberId}
                        onClick={() => resend.mutate(member)}
                      >
                        {t('team.resend')}
                      </Button>
                    ) : null}
                    {member.manageable ? (
                      <>
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t('team.detailOf', { email: member.email })}
                          onClick={() => setOpen(member)}
                        >
                          {t('team.detail')}
                        </Button>
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          c="var(--mantine-color-error)"
                          aria-label={`${member.email} ${t('team.deleteAccount')}`}
                          onClick={() => setDoomed(member)}
                        >
                          {t('common.delete')}
                        </Button>
                      </>
                    ) : null}
                  </Group>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Stack>
        <MemberDrawer
          member={open === 'new' ? undefined : open}
          isOpen={open !== undefined}
          roles={data?.assignableRoles ?? []}
          onClose={() => setOpen(undefined)}
        />
      </Stack>
      <ConfirmDialog
        isOpen={doomed !== undefined}
        title={t('team.deleteAccountTitle', { email: doomed?.email ?? '' })}
        confirmLabel={t('team.deleteAccount')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => {
          if (doomed !== undefined) remove.mutate(doomed)
        }}
        onClose={() => {
          setDoomed(undefined)
          remove.reset()
        }}
      >
        {t('team.deleteAccountText')}
      </ConfirmDialog>
    </Section>
  )
}
