import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core'
import { IconClipboardList, IconFlask } from '@tabler/icons-react'
import type { ApplicationView, SaveTermsBody } from '@naru/server/wire/console-application'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Page, Section } from '../parts/page.tsx'
import { applicationQuery, applicationScreens, saveTerms } from './application-api.ts'
import { ApplicationGate } from './application-gate.tsx'

/** 전자결제 신청: terms first, and the way to tests for those who only want to try. */
export function StartScreen() {
  const { t } = useTranslation()
  return (
    <ApplicationGate title={t('application.title')}>
      {(application) => <Start application={application} />}
    </ApplicationGate>
  )
}

function Start({ application }: { readonly application: ApplicationView }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page
      title={t('application.start.title')}
      text={t('application.start.text')}
      actions={
        <Button variant="subtle" component={Link} to="/">
          {t('application.start.look')}
        </Button>
      }
    >
      <Section title={t('application.start.prepareTitle')}>
        <List icon={<IconClipboardList size={18} aria-hidden />} spacing="xs" fz="sm">
          {(['licence', 'url', 'representative', 'manager'] as const).map((name) => (
            <List.Item key={name}>{t(`application.start.prepare.${name}`)}</List.Item>
          ))}
        </List>
      </Section>
      <Alert color="gray" variant="light" icon={<IconFlask size={20} />}>
        <Text fz="sm" fw={600} c="var(--mantine-color-text)">
          {t('application.start.testTitle')}
        </Text>
        <Text fz="sm" c="var(--mantine-color-text)">
          {t('application.start.testText')}
        </Text>
      </Alert>
      <Section title={t('application.start.terms')}>
        <TermsForm
          application={application}
          onSaved={(saved) =>
            void navigate({
              to: saved.business.state === 'SUBMITTED' ? applicationScreens.pg : applicationScreens.business,
            })
          }
        />
      </Section>
    </Page>
  )
}

const required = ['thirdParty', 'privacy'] as const
const terms = [...required, 'marketing'] as const

interface TermsFormProps {
  readonly application: ApplicationView
  readonly onSaved: (application: ApplicationView) => void
}

function TermsForm({ application, onSaved }: TermsFormProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [given, setGiven] = useState<SaveTermsBody>({
    thirdParty: application.terms.thirdParty,
    privacy: application.terms.privacy,
    marketing: application.terms.marketing,
  })
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const save = useMutation({
    mutationFn: saveTerms,
    onSuccess: (saved) => {
      queryClient.setQueryData(applicationQuery.queryKey, saved)
      onSaved(saved)
    },
    onError: (error) => {
      if (error instanceof ConsoleFailure) setErrors(error.fields)
      focusFirstInvalid(form.current)
    },
  })
  const agreed = terms.filter((term) => given[term]).length

  function submit() {
    const missing = required.filter((term) => !given[term])
    setErrors(Object.fromEntries(missing.map((term) => [term, t('application.start.required')])))
    if (missing.length > 0) focusFirstInvalid(form.current)
    else save.mutate(given)
  }

  return (
    <form
      noValidate
      ref={form}
      aria-label={t('application.start.terms')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack>
        <Checkbox
          label={t('application.start.agreeAll')}
          fw={700}
          checked={agreed === terms.length}
          indeterminate={agreed > 0 && agreed < terms.length}
          onChange={(event) => {
            const isAll = event.currentTarget.checked
            setGiven({ thirdParty: isAll, privacy: isAll, marketing: isAll })
            setErrors({})
          }}
        />
        {terms.map((term) => (
          <Checkbox
            key={term}
            ps="md"
            label={t(`application.start.${term}`)}
            description={t(`application.start.${term}Text`)}
            checked={given[term]}
            error={errors[term]}
            {...(errors[term] === undefined ? {} : { 'aria-invalid': true })}
            onChange={(event) => {
              const { checked } = event.currentTarget
              setGiven((former) => ({ ...former, [term]: checked }))
              setErrors(({ [term]: _gone, ...rest }) => rest)
            }}
          />
        ))}
        {save.isError ? <FailureNote error={save.error} /> : null}
        <Group gap="sm" mt="xs">
          <Button type="submit" size="md" loading={save.isPending}>
            {t('application.start.go')}
          </Button>
          <Button size="md" variant="default" component={Link} to="/integration-v2/manage/channel">
            {t('application.start.test')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
