import { Button, Combobox, Group, ScrollArea, Text, useCombobox } from '@mantine/core'
import { IconBuildingStore, IconSelector } from '@tabler/icons-react'
import type { Me } from '@naru/server/wire/console'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../parts/badge.tsx'
import type { Store } from './current-store.ts'

interface StorePickerProps {
  readonly me: Me
  readonly store: Store
  readonly onChoose: (storeId: string) => void
}

/** 상점 선택: everything on the screen belongs to the store that it names. */
export function StorePicker({ me, store, onChoose }: StorePickerProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const found = me.stores.filter((one) => one.name.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      onOptionSubmit={(storeId) => {
        onChoose(storeId)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          size="sm"
          miw={0}
          px="xs"
          leftSection={<IconBuildingStore size={16} aria-hidden />}
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
          styles={{ label: { gap: 8 } }}
        >
          <span className="naru-unseen">{t('shell.pickStore')} </span>
          <Text component="span" fz="sm" fw={600} truncate maw={{ base: 108, xs: 200 }}>
            {store.name}
          </Text>
          {store.isRepresentative ? <Badge tone="strong">{t('shell.representative')}</Badge> : null}
          {store.isDeleted === true ? <Badge>{t('team.storeDeletedBadge')}</Badge> : null}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('shell.searchStore')}
          aria-label={t('shell.searchStore')}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah={280} type="scroll">
            {found.length === 0 ? <Combobox.Empty>{t('shell.noSuchStore')}</Combobox.Empty> : null}
            {found.map((one) => (
              <Combobox.Option key={one.storeId} value={one.storeId} active={one.storeId === store.storeId}>
                <Group gap={8} wrap="nowrap">
                  <Text fz="sm" truncate fw={one.storeId === store.storeId ? 700 : 400}>
                    {one.name}
                  </Text>
                  {one.isRepresentative ? <Badge tone="strong">{t('shell.representative')}</Badge> : null}
                  {one.isDeleted === true ? <Badge>{t('team.storeDeletedBadge')}</Badge> : null}
                </Group>
                <Text fz="xs" c="dimmed" ff="monospace">
                  …{one.storeId.slice(-12)}
                </Text>
              </Combobox.Option>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
        <Combobox.Footer>
          <Link
            to="/merchant"
            search={{ tab: 'store' }}
            className="naru-link"
            onClick={() => combobox.closeDropdown()}
          >
            {t('team.manageStores')}
          </Link>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  )
}
