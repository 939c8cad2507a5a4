import { Alert, Button, Stack } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import type { ApplicationView, CartItem, PgOffer, StatusView } from '@naru/server/wire/console-application'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { applicationQuery, offersQuery, saveChoice, statusQuery, submitChoice } from './application-api.ts'
import { ApplicationGate } from './application-gate.tsx'
import { unanswered } from './cart.ts'
import { ChoosePage } from './choose-page.tsx'
import { ExtraPage } from './extra-page.tsx'
import { ReviewPage } from './review-page.tsx'
import { Steps } from './steps.tsx'

const pages = ['choose', 'extra', 'check'] as const
type PgPage = (typeof pages)[number]

/** 전자결제 신청: PGs and pay methods into the cart, what these PGs ask besides, and off it goes. */
export function PgScreen() {
  const { t } = useTranslation()
  const offers = useQuery(offersQuery)
  const status = useQuery(statusQuery)
  return (
    <ApplicationGate title={t('application.pg.title')}>
      {(application) => {
        if (application.business.state !== 'SUBMITTED') return <NeedsBusiness />
        const error = offers.error ?? status.error
        if (error !== null) return <FailureNote error={error} />
        if (offers.data === undefined || status.data === undefined) return <SkeletonRows count={4} />
        return <Choice application={application} offers={offers.data} status={status.data} />
      }}
    </ApplicationGate>
  )
}

function NeedsBusiness() {
  const { t } = useTranslation()
  return (
    <Page title={t('application.pg.title')}>
      <Section>
        <EmptyState
          icon={<IconBuildingBank size={26} />}
          title={t('application.pg.needsBusiness')}
          text={t('application.pg.needsBusinessText')}
          action={
            <Button component={Link} to="/application/start">
              {t('application.pg.goBusiness')}
            </Button>
          }
        />
      </Section>
    </Page>
  )
}

interface ChoiceProps {
  readonly application: ApplicationView
  readonly offers: readonly PgOffer[]
  readonly status: StatusView
}

function Choice({ application, offers, status }: ChoiceProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [page, setPage] = useState<PgPage>('choose')
  const [cart, setCart] = useState<readonly CartItem[]>(application.choice.cart)
  const [extra, setExtra] = useState(application.choice.extra)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const version = useRef(application.choice.rowVersion)
  const body = () => ({ cart, extra, rowVersion: version.current })

  const save = useMutation({
    mutationFn: () => saveChoice(body()),
    onSuccess: (choice) => {
      version.current = choice.rowVersion
      queryClient.setQueryData(applicationQuery.queryKey, { ...application, choice })
    },
    onError: showFields,
  })
  const submit = useMutation({
    mutationFn: () => submitChoice(body()),
    onSuccess: async (next) => {
      queryClient.setQueryData(statusQuery.queryKey, next)
      await queryClient.invalidateQueries({ queryKey: applicationQuery.queryKey, exact: true })
      tell.done(t('application.pg.submitted'))
      await navigate({ to: '/application/status' })
    },
    onError: showFields,
  })

  function showFields(error: unknown) {
    if (!(error instanceof ConsoleFailure)) return
    const fields = Object.entries(error.fields).map(([field, text]) => [field.replace(/^extra\./, ''), text])
    setErrors(Object.fromEntries(fields))
    if (fields.some(([field]) => field !== 'cart')) setPage('extra')
    focusFirstInvalid(form.current)
  }
  async function go(next: PgPage) {
    await save.mutateAsync()
    setPage(next)
  }
  function goOn() {
    if (page === 'check') return submit.mutate()
    const missing = page === 'extra' ? unanswered(cart, offers, extra) : []
    setErrors(Object.fromEntries(missing.map((field) => [field, t('application.pg.requiredField')])))
    if (missing.length > 0) return focusFirstInvalid(form.current)
    return void go(page === 'choose' ? 'extra' : 'check').catch(() => undefined)
  }
  const failure = save.error ?? submit.error

  return (
    <Page title={t('application.pg.title')} text={t('application.pg.text')}>
      <Steps
        label={t('application.pg.title')}
        current={page}
        onChoose={(next) => void go(next).catch(() => undefined)}
        steps={pages.map((name, index) => ({
          name,
          label: t(`application.pg.steps.${name}`),
          isDone: pages.indexOf(page) > index,
          isReachable: index <= pages.indexOf(page),
        }))}
      />
      <form
        noValidate
        ref={form}
        aria-label={t(`application.pg.steps.${page}`)}
        onSubmit={(event) => {
          event.preventDefault()
          goOn()
        }}
      >
        <Stack gap="lg">
          {page === 'choose' ? (
            <ChoosePage
              offers={offers}
              contracts={status.contracts}
              cart={cart}
              onCart={setCart}
              isSaving={save.isPending}
              onSave={() => save.mutate(undefined, { onSuccess: () => tell.done(t('application.pg.saved')) })}
            />
          ) : null}
          {page === 'extra' ? (
            <ExtraPage
              offers={offers}
              cart={cart}
              extra={extra}
              errors={errors}
              onAnswer={(pg, key, answer) => {
                setExtra((former) => ({ ...former, [pg]: { ...former[pg], [key]: answer } }))
                setErrors(({ [`${pg}.${key}`]: _gone, ...rest }) => rest)
              }}
            />
          ) : null}
          {page === 'check' ? <ReviewPage offers={offers} cart={cart} extra={extra} /> : null}
          {failure === null ? null : <FailureNote error={failure} />}
          {isFailure(failure, 'StaleVersionError') ? (
            <Alert color="yellow" variant="light">
              <Button variant="default" onClick={() => globalThis.location.reload()}>
                {t('common.reload')}
              </Button>
            </Alert>
          ) : null}
          <div className="naru-app-foot">
            {page === 'choose' ? null : (
              <Button variant="default" onClick={() => setPage(page === 'extra' ? 'choose' : 'extra')}>
                {page === 'extra' ? t('application.pg.again') : t('application.pg.previous')}
              </Button>
            )}
            <Button
              type="submit"
              size="md"
              disabled={cart.length === 0}
              loading={save.isPending || submit.isPending}
            >
              {page === 'choose'
                ? t('application.pg.decided')
                : page === 'extra'
                  ? t('common.next')
                  : t('application.pg.submit')}
            </Button>
          </div>
        </Stack>
      </form>
    </Page>
  )
}
