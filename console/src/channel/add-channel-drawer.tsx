import { Button, Drawer, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ChannelView, Mode } from '@naru/server/wire/console'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../parts/copyable.tsx'
import { ModeBand } from '../parts/mode.tsx'
import { ChannelForm } from './channel-form.tsx'
import { ChoosePg, type ChannelChoice } from './choose-pg.tsx'
import { CustomerUrl, NotifyUrl } from './notify-url.tsx'

interface AddChannelDrawerProps {
  readonly isOpen: boolean
  readonly mode: Mode
  /** A PG that somebody came here for. */
  readonly pg: string | undefined
  readonly onClose: () => void
}

/** 채널 추가 및 설정: mode, PG and module first, the module's own form second, the channel key at the end. */
export function AddChannelDrawer({ isOpen, mode, pg, onClose }: AddChannelDrawerProps) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<ChannelChoice>()
  const [isChosen, setIsChosen] = useState(false)
  const [saved, setSaved] = useState<ChannelView>()
  useEffect(() => {
    if (isOpen) return
    setChoice(undefined)
    setIsChosen(false)
    setSaved(undefined)
  }, [isOpen])
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={560}
      title={t('channel.addTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      // A slip beside the drawer must not throw away what was typed.
      closeOnClickOutside={!isChosen}
    >
      {saved !== undefined ? (
        <Saved channel={saved} onClose={onClose} />
      ) : choice === undefined || !isChosen ? (
        <ChoosePg
          mode={mode}
          pg={pg}
          chosen={choice}
          onCancel={onClose}
          onNext={(next) => {
            setChoice(next)
            setIsChosen(true)
          }}
        />
      ) : (
        <Stack>
          <ModeBand mode={choice.mode} />
          <ChannelForm
            mode={choice.mode}
            pg={choice.pg}
            module={choice.module}
            onSaved={setSaved}
            onCancel={() => setIsChosen(false)}
            cancelLabel={t('common.back')}
          />
        </Stack>
      )}
    </Drawer>
  )
}

function Saved({ channel, onClose }: { readonly channel: ChannelView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack align="flex-start" role="status">
      <ThemeIcon size={52} radius="xl" variant="light" color="teal" aria-hidden>
        <IconCheck size={28} />
      </ThemeIcon>
      <div>
        <Title order={2}>{t('channel.savedTitle', { name: channel.name })}</Title>
        <Text fz="sm" c="dimmed" mt={4}>
          {t('channel.savedText')}
        </Text>
      </div>
      <div>
        <Text fz="sm" fw={600} mb={4}>
          {t('channel.key')}
        </Text>
        <Copyable value={channel.channelKey} label={t('channel.key')} wrap />
      </div>
      {channel.notifyUrl === undefined ? null : <NotifyUrl url={channel.notifyUrl} />}
      {channel.customerUrl === undefined ? null : <CustomerUrl url={channel.customerUrl} />}
      <Group justify="flex-end" w="100%">
        <Button onClick={onClose} data-autofocus>
          {t('common.done')}
        </Button>
      </Group>
    </Stack>
  )
}
