import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconDeviceFloppy, IconLogout } from '@tabler/icons-react'
import type { ApplicationView } from '@naru/server/wire/console-application'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Page, Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import { applicationQuery, saveBusiness, submitBusiness } from './application-api.ts'
import { ApplicationGate } from './application-gate.tsx'
import { BusinessDone } from './business-done.tsx'
import { useBusinessForm } from './business-form.ts'
import { BusinessPage } from './business-page.tsx'
import { CheckPage } from './check-page.tsx'
import { ManagerPage } from './manager-page.tsx'
import { ServicePage } from './service-page.tsx'
import { businessSteps, problemsOf, stepOfField, type BusinessStep } from './step-of-field.ts'
import { Steps } from './steps.tsx'

/** 비즈니스 인증 in four pages. Each can be left half done; what is missing is told by the server at the end. */
export function BusinessScreen() {
  const { t } = useTranslation()
  return (
    <ApplicationGate title={t('application.business.title')}>
      {(application) =>
        application.business.state === 'SUBMITTED' ? (
          <BusinessDone business={application.business} />
        ) : (
          <Verification application={application} />
        )
      }
    </ApplicationGate>
  )
}

function Verification({ application }: { readonly application: ApplicationView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const page = useRef<HTMLFormElement>(null)
  const form = useBusinessForm(application.business.info)
  const [step, setStep] = useState<BusinessStep>('business')
  const [isAsking, setIsAsking] = useState(false)
  // The version of what this form shows; a later read for the licence must not lift it.
  const version = useRef(application.business.rowVersion)
  const problems = application.business.problems ?? {}
  const isDirty = form.isDirty()
  const blocker = useBlocker({
    shouldBlockFn: () => form.isDirty(),
    enableBeforeUnload: () => form.isDirty(),
    withResolver: true,
  })

  const save = useMutation({
    mutationFn: () => saveBusiness({ info: form.getValues(), rowVersion: version.current }),
    onSuccess: (business) => {
      version.current = business.rowVersion
      form.resetDirty()
      queryClient.setQueryData(applicationQuery.queryKey, { ...application, business })
    },
    onError: showFields,
  })
  const submit = useMutation({
    mutationFn: () => submitBusiness({ info: form.getValues(), rowVersion: version.current }),
    onSuccess: async () => {
      form.resetDirty()
      await queryClient.invalidateQueries({ queryKey: applicationQuery.queryKey })
      tell.done(t('application.business.submitDone'))
      await navigate({ to: '/application/pg' })
    },
    onError: showFields,
    onSettled: () => setIsAsking(false),
  })

  function showFields(error: unknown) {
    if (!(error instanceof ConsoleFailure)) return
    const [first] = Object.keys(error.fields)
    if (first !== undefined) setStep(stepOfField(first))
    form.setErrors({ ...error.fields })
    focusFirstInvalid(page.current)
  }
  /** Goes to another page; what was typed on this one is saved on the way. */
  async function go(next: BusinessStep) {
    if (form.isDirty()) await save.mutateAsync()
    form.clearErrors()
    setStep(next)
  }
  /** 다음: the next page, unless something is missing on this one. */
  async function goOn() {
    const saved = await save.mutateAsync()
    const missing = problemsOf(saved.problems ?? {}, step)
    form.setErrors({ ...missing })
    if (Object.keys(missing).length > 0) focusFirstInvalid(page.current)
    else setStep(businessSteps[businessSteps.indexOf(step) + 1] ?? 'check')
  }
  const quietly = (run: Promise<void>) => void run.catch(() => undefined)
  const { savedAt } = application.business

  return (
    <Page
      title={t('application.business.title')}
      text={t('application.business.text')}
      actions={
        <Group gap="xs">
          <Badge tone="wait">{t('application.business.incomplete')}</Badge>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            loading={save.isPending}
            onClick={() =>
              save.mutate(undefined, { onSuccess: () => tell.done(t('application.business.saved')) })
            }
          >
            {t('application.business.save')}
          </Button>
          <Button
            variant="subtle"
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/' })}
          >
            {t('application.business.leave')}
          </Button>
        </Group>
      }
    >
      <Steps
        label={t('application.business.title')}
        current={step}
        onChoose={(next) => quietly(go(next))}
        steps={businessSteps.map((name) => {
          const count = Object.keys(problemsOf(problems, name)).length
          const isStarted = application.business.state !== 'NONE'
          return {
            name,
            label: t(`application.business.steps.${name}`),
            isDone: name !== 'check' && isStarted && count === 0,
            ...(name === 'check' || !isStarted
              ? {}
              : {
                  note:
                    count === 0
                      ? t('application.business.stepDone')
                      : t('application.business.stepMissing', { count }),
                }),
          }
        })}
      />
      <Section title={t(`application.business.steps.${step}`)}>
        <form
          noValidate
          ref={page}
          aria-label={t(`application.business.steps.${step}`)}
          onSubmit={(event) => {
            event.preventDefault()
            if (step === 'check') setIsAsking(true)
            else quietly(goOn())
          }}
        >
          <Stack gap="lg">
            {step === 'business' ? <BusinessPage form={form} application={application} /> : null}
            {step === 'manager' ? <ManagerPage form={form} /> : null}
            {step === 'service' ? <ServicePage form={form} /> : null}
            {step === 'check' ? (
              <CheckPage
                info={form.values}
                licence={application.business.licence}
                problems={problems}
                onEdit={(next) => {
                  setStep(next)
                  form.setErrors({ ...problemsOf(problems, next) })
                  focusFirstInvalid(page.current)
                }}
              />
            ) : null}
            {save.isError ? <FailureNote error={save.error} /> : null}
            {submit.isError ? <FailureNote error={submit.error} /> : null}
            {isFailure(save.error, 'StaleVersionError') ? (
              <Alert color="yellow" variant="light">
                <Button variant="default" onClick={() => globalThis.location.reload()}>
                  {t('common.reload')}
                </Button>
              </Alert>
            ) : null}
            <div className="naru-app-foot">
              {savedAt === undefined ? null : (
                <Text fz="xs" c="dimmed" me="auto" role="status">
                  {isDirty ? '' : t('application.business.savedAt', { at: formatSeoul(savedAt) })}
                </Text>
              )}
              {step === 'business' ? null : (
                <Button
                  variant="default"
                  onClick={() => quietly(go(businessSteps[businessSteps.indexOf(step) - 1] ?? 'business'))}
                >
                  {t('common.back')}
                </Button>
              )}
              <Button
                type="submit"
                loading={save.isPending || submit.isPending}
                disabled={step === 'check' && Object.keys(problems).length > 0}
              >
                {step === 'check' ? t('application.business.submit') : t('common.next')}
              </Button>
            </div>
          </Stack>
        </form>
      </Section>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('application.business.submitTitle')}
        confirmLabel={t('application.business.submit')}
        isBusy={submit.isPending}
        onConfirm={() => submit.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('application.business.submitText')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={blocker.status === 'blocked'}
        title={t('application.business.leaveTitle')}
        confirmLabel={t('application.business.leaveAnyway')}
        keepLabel={t('application.business.stay')}
        isDangerous
        isBusy={false}
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        {t('application.business.leaveText')}
      </ConfirmDialog>
    </Page>
  )
}
