import { Button, Checkbox, Menu, Modal, Stack, TextInput } from '@mantine/core'
import {
  IconBookmark,
  IconCheck,
  IconPencil,
  IconPlus,
  IconStar,
  IconStarFilled,
  IconTrash,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, SaveViewBody } from '@naru/server/wire/console-saved-view'
import { ConsoleFailure } from '../api/failure.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { changeView, createView, deleteView, savedViewsQuery } from './saved-view-api.ts'

interface SavedViewsProps {
  readonly currentId: string | undefined
  /** What would be saved now. */
  readonly present: Pick<SaveViewBody, 'filters' | 'columns'>
  readonly onOpen: (view: SavedView) => void
}

/** Filters and columns under names of one's own. */
export function SavedViews({ currentId, present, onOpen }: SavedViewsProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const views = useQuery(savedViewsQuery)
  const [naming, setNaming] = useState<'new' | 'rename'>()
  const [isDeleting, setIsDeleting] = useState(false)
  const current = views.data?.find((view) => view.viewId === currentId)
  const refresh = () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
  const change = useMutation({
    mutationFn: ({ view, ...changes }: { readonly view: SavedView } & Partial<SaveViewBody>) =>
      changeView(view.viewId, { ...view, ...changes }),
    onSuccess: () => tell.done(t('common.saved')),
    onError: tell.failed,
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.viewId),
    onSuccess: () => setIsDeleting(false),
    onSettled: refresh,
  })

  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconBookmark size={16} aria-hidden />} maw={220}>
            {current?.name ?? t('payment.views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(views.data ?? []).map((view) => (
            <Menu.Item
              key={view.viewId}
              leftSection={
                view.viewId === currentId ? (
                  <IconCheck size={16} aria-hidden />
                ) : (
                  <span className="naru-blank" />
                )
              }
              rightSection={
                view.isDefault ? <IconStarFilled size={14} aria-label={t('payment.views.isDefault')} /> : null
              }
              onClick={() => onOpen(view)}
            >
              {view.name}
            </Menu.Item>
          ))}
          {views.data?.length === 0 ? <Menu.Label>{t('payment.views.none')}</Menu.Label> : null}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNaming('new')}>
            {t('payment.views.save')}
          </Menu.Item>
          {current === undefined ? null : (
            <>
              <Menu.Item
                leftSection={<IconBookmark size={16} aria-hidden />}
                onClick={() => change.mutate({ view: current, ...present })}
              >
                {t('payment.views.overwrite', { name: current.name })}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => setNaming('rename')}
              >
                {t('payment.views.rename')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconStar size={16} aria-hidden />}
                onClick={() => change.mutate({ view: current, isDefault: !current.isDefault })}
              >
                {current.isDefault ? t('payment.views.noDefault') : t('payment.views.makeDefault')}
              </Menu.Item>
              <Menu.Item
                color="red.9"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => setIsDeleting(true)}
              >
                {t('payment.views.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming === undefined ? null : (
        <NameDialog
          view={naming === 'rename' ? current : undefined}
          present={present}
          onClose={() => setNaming(undefined)}
          onSaved={async (view) => {
            await refresh()
            setNaming(undefined)
            tell.done(t('common.saved'))
            onOpen(view)
          }}
        />
      )}
      <ConfirmDialog
        isOpen={isDeleting && current !== undefined}
        title={t('payment.views.deleteTitle', { name: current?.name ?? '' })}
        confirmLabel={t('common.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => setIsDeleting(false)}
        onConfirm={() => {
          if (current !== undefined) remove.mutate(current)
        }}
      >
        <p>{t('payment.views.deleteText')}</p>
      </ConfirmDialog>
    </>
  )
}

interface NameDialogProps {
  readonly view: SavedView | undefined
  readonly present: SavedViewsProps['present']
  readonly onClose: () => void
  readonly onSaved: (view: SavedView) => Promise<void>
}

function NameDialog({ view, present, onClose, onSaved }: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(view?.name ?? '')
  const [isDefault, setIsDefault] = useState(view?.isDefault ?? false)
  const [isEmpty, setIsEmpty] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      view === undefined
        ? createView({ name, isDefault, ...present })
        : changeView(view.viewId, { ...view, name, isDefault }),
    onSuccess: onSaved,
  })
  const ofName = save.error instanceof ConsoleFailure ? save.error.fields['name'] : undefined
  const wrong = isEmpty ? t('common.required', { what: t('payment.views.name') }) : ofName
  function submit(event: FormEvent) {
    event.preventDefault()
    setIsEmpty(name.trim() === '')
    if (name.trim() !== '') save.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={view === undefined ? t('payment.views.save') : t('payment.views.rename')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack>
          <TextInput
            {...requiredField}
            label={t('payment.views.name')}
            maxLength={40}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong}
          />
          <Checkbox
            label={t('payment.views.makeDefault')}
            checked={isDefault}
            onChange={(event) => setIsDefault(event.currentTarget.checked)}
          />
          {save.isError && wrong === undefined ? <FailureNote error={save.error} /> : null}
          <FormActions isBusy={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
