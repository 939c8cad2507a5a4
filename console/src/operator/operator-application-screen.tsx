import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ContractState } from '@naru/server/wire/console-application'
import type { OperatorApplication, OperatorContract } from '@naru/server/wire/operator'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { ApplicationEvents } from '../application/application-events.tsx'
import '../application/application.css'
import { BusinessSummary } from '../application/check-page.tsx'
import { ContractBadge } from '../application/contract-badge.tsx'
import { formatSeoul } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { addNote, moveContract, operatorApplicationQuery, operatorLicencePath } from './operator-api.ts'

const route = getRouteApi('/operator/applications/$merchantId')
const textMax = 500

/** One merchant's application: papers, contracts and their next steps, notes. */
export function OperatorApplicationScreen() {
  const { merchantId } = route.useParams()
  const { data, error, refetch } = useQuery(operatorApplicationQuery(merchantId))
  if (error !== null) return <FailureNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <SkeletonRows count={4} />
  return <Application application={data} />
}

function Application({ application }: { readonly application: OperatorApplication }) {
  const { t } = useTranslation()
  const pick = usePick()
  const { info, licence, submittedAt, contracts, merchantId } = application
  const pgName = (pg: string) => {
    const known = contracts.find((one) => one.pg === pg)
    return known === undefined ? pg : pick(known.pgNameKo, known.pgNameEn)
  }
  return (
    <Page
      title={info?.companyName ?? application.merchantName}
      text={
        submittedAt === undefined
          ? t('operator.notSubmitted')
          : t('operator.submittedAt', { at: formatSeoul(submittedAt) })
      }
      actions={
        <Button variant="default" component={Link} to="/operator">
          {t('operator.back')}
        </Button>
      }
    >
      <Section title={t('operator.contracts')}>
        {contracts.length === 0 ? <Text fz="sm">{t('operator.noContract')}</Text> : null}
        {contracts.map((contract) => (
          <ContractDesk key={contract.contractId} merchantId={merchantId} contract={contract} />
        ))}
      </Section>
      {info === undefined ? null : (
        <Section
          title={t('operator.info')}
          {...(licence === undefined ? {} : { text: t('operator.licenceText') })}
          actions={
            licence === undefined ? null : (
              <Button
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                component="a"
                href={operatorLicencePath(merchantId)}
                download
              >
                {t('operator.licence')}
              </Button>
            )
          }
        >
          <Stack gap="lg">
            <BusinessSummary info={info} licence={licence} />
          </Stack>
        </Section>
      )}
      <NoteForm merchantId={merchantId} />
      <Section title={t('operator.history')}>
        <ApplicationEvents events={application.events} pgName={pgName} />
      </Section>
    </Page>
  )
}

interface ContractDeskProps {
  readonly merchantId: string
  readonly contract: OperatorContract
}

function ContractDesk({ merchantId, contract }: ContractDeskProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const [to, setTo] = useState<ContractState>()
  const what = `${pick(contract.pgNameKo, contract.pgNameEn)} ${t(`application.pg.methods.${contract.method}`)}`
  return (
    <div className="naru-app-contract" role="group" aria-label={what}>
      <div>
        <Group gap="xs">
          <Text fw={600} fz="sm">
            {what}
          </Text>
          <ContractBadge state={contract.state} />
        </Group>
        <Text fz="xs" c="dimmed" mb={contract.extra.length === 0 ? 0 : 8}>
          {t('application.status.appliedAt', { at: formatSeoul(contract.appliedAt) })} ·{' '}
          {t('application.status.changedAt', { at: formatSeoul(contract.stateChangedAt) })}
        </Text>
        {contract.extra.length === 0 ? null : (
          <Facts
            facts={contract.extra.map((one) => [
              pick(one.labelKo, one.labelEn),
              pick(one.answerKo, one.answerEn),
            ])}
          />
        )}
      </div>
      <Group gap="xs">
        {contract.moves.length === 0 ? (
          <Text fz="xs" c="dimmed">
            {t('operator.ended')}
          </Text>
        ) : null}
        {contract.moves.map((state) => (
          <Button
            key={state}
            size="xs"
            variant={state === 'REJECTED' ? 'subtle' : 'filled'}
            {...(state === 'REJECTED' ? { color: 'red' } : {})}
            onClick={() => setTo(state)}
          >
            {state === 'REJECTED'
              ? t('operator.reject')
              : t('operator.moveTo', { state: t(`application.status.states.${state}`) })}
          </Button>
        ))}
      </Group>
      {to === undefined ? null : (
        <MoveDialog
          merchantId={merchantId}
          contract={contract}
          what={what}
          to={to}
          onClose={() => setTo(undefined)}
        />
      )}
    </div>
  )
}

interface MoveDialogProps extends ContractDeskProps {
  readonly what: string
  readonly to: ContractState
  readonly onClose: () => void
}

function MoveDialog({ merchantId, contract, what, to, onClose }: MoveDialogProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const { queryKey } = operatorApplicationQuery(merchantId)
  const move = useMutation({
    mutationFn: () =>
      moveContract(merchantId, contract.contractId, {
        to,
        rowVersion: contract.rowVersion,
        ...(text.trim() === '' ? {} : { text: text.trim() }),
      }),
    onSuccess: async (application) => {
      queryClient.setQueryData(queryKey, application)
      await queryClient.invalidateQueries({ queryKey: ['operator', 'applications'] })
      tell.done(t('operator.moved'))
      onClose()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey }),
  })
  const fieldError = move.error instanceof ConsoleFailure ? move.error.fields['text'] : undefined
  const isRejecting = to === 'REJECTED'
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('operator.moveTitle', { what, state: t(`application.status.states.${to}`) })}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          move.mutate()
        }}
      >
        <Stack>
          <Text fz="sm">{t('operator.moveText')}</Text>
          <Textarea
            label={isRejecting ? t('operator.rejectReason') : t('operator.optionalNote')}
            description={t('operator.noteHint')}
            maxLength={textMax}
            autosize
            minRows={3}
            data-autofocus
            value={text}
            error={fieldError}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {move.isError && fieldError === undefined ? <FailureNote error={move.error} /> : null}
          <FormActions
            submitLabel={isRejecting ? t('operator.reject') : t('operator.move')}
            isBusy={move.isPending}
            {...(isRejecting ? { color: 'red.9' } : {})}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Modal>
  )
}

function NoteForm({ merchantId }: { readonly merchantId: string }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const note = useMutation({
    mutationFn: () => addNote(merchantId, text.trim()),
    onSuccess: (application) => {
      queryClient.setQueryData(operatorApplicationQuery(merchantId).queryKey, application)
      setText('')
      tell.done(t('operator.sent'))
    },
  })
  return (
    <Section title={t('operator.note')}>
      <form
        aria-label={t('operator.note')}
        onSubmit={(event) => {
          event.preventDefault()
          note.mutate()
        }}
      >
        <Stack align="flex-start">
          <Textarea
            w="100%"
            label={t('operator.noteLabel')}
            description={t('operator.noteHint')}
            maxLength={textMax}
            autosize
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {note.isError ? <FailureNote error={note.error} /> : null}
          <Button type="submit" loading={note.isPending} disabled={text.trim() === ''}>
            {t('operator.send')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
