import { Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice, NoticeBody } from '@naru/server/wire/notice'
import { ConsoleFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { noticeKinds, saveNotice } from './notice-api.ts'

interface NoticeFormProps {
  /** The notice to change; absent: a new one. */
  readonly former?: Notice
  readonly onClose: () => void
}

/** The operator writes or changes a notice. */
export function NoticeForm({ former, onClose }: NoticeFormProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const missing = (text: string, name: 'titleKo' | 'bodyKo') =>
    text.trim() === '' ? t('common.required', { what: t(`notice.${name}`) }) : null
  const half = (text: string, other: string) =>
    text.trim() === '' && other.trim() !== '' ? t('notice.englishHalf') : null
  const form = useForm<NoticeBody>({
    initialValues: {
      kind: former?.kind ?? 'NOTICE',
      titleKo: former?.titleKo ?? '',
      bodyKo: former?.bodyKo ?? '',
      titleEn: former?.titleEn ?? '',
      bodyEn: former?.bodyEn ?? '',
    },
    validate: {
      titleKo: (text) => missing(text, 'titleKo'),
      bodyKo: (text) => missing(text, 'bodyKo'),
      titleEn: (text, { bodyEn }) => half(text, bodyEn),
      bodyEn: (text, { titleEn }) => half(text, titleEn),
    },
  })
  const save = useMutation({
    mutationFn: (body: NoticeBody) => saveNotice(body, former),
    onSuccess: async () => {
      tell.done(t('common.saved'))
      await client.invalidateQueries({ queryKey: ['operator', 'notices'] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors(error.fields)
      focusFirstInvalid(element.current)
    },
  })
  const hasFieldErrors = save.error instanceof ConsoleFailure && Object.keys(save.error.fields).length > 0
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(former === undefined ? 'notice.write' : 'notice.edit')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        ref={element}
        onSubmit={form.onSubmit(
          (body) => save.mutate(body),
          () => focusFirstInvalid(element.current),
        )}
      >
        <Stack>
          <Select
            label={t('notice.kind')}
            allowDeselect={false}
            data={noticeKinds.map((value) => ({ value, label: t(`notice.kinds.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          <TextInput
            label={t('notice.titleKo')}
            maxLength={80}
            {...requiredField}
            data-autofocus
            {...form.getInputProps('titleKo')}
          />
          <Textarea
            label={t('notice.bodyKo')}
            maxLength={5_000}
            autosize
            minRows={5}
            maxRows={14}
            {...requiredField}
            {...form.getInputProps('bodyKo')}
          />
          <TextInput
            label={t('notice.titleEn')}
            description={t('notice.englishHint')}
            maxLength={80}
            {...form.getInputProps('titleEn')}
          />
          <Textarea
            label={t('notice.bodyEn')}
            maxLength={5_000}
            autosize
            minRows={3}
            maxRows={14}
            {...form.getInputProps('bodyEn')}
          />
          {save.isError && !hasFieldErrors ? <FailureNote error={save.error} /> : null}
          <FormActions isBusy={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
