import { Drawer, Stack } from '@mantine/core'
import type { Mode } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { ModeBand } from '../parts/mode.tsx'
import { GroupForm } from './group-form.tsx'

interface CreateGroupDrawerProps {
  readonly isOpen: boolean
  readonly mode: Mode
  readonly onClose: () => void
  readonly onCreated: (channelGroupId: string) => void
}

export function CreateGroupDrawer({ isOpen, mode, onClose, onCreated }: CreateGroupDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={640}
      title={t('channelGroup.createTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
    >
      <Stack>
        <ModeBand mode={mode} />
        <GroupForm mode={mode} onSaved={(group) => onCreated(group.channelGroupId)} onCancel={onClose} />
      </Stack>
    </Drawer>
  )
}
