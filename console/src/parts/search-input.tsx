import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'

interface SearchInputProps {
  readonly label: string
  readonly placeholder: string
  /** What it searches in, for those who wonder. */
  readonly hint?: string
  /** What is searched for now; a view or a reset may change it from outside. */
  readonly value: string
  readonly onChange: (text: string) => void
  readonly className?: string
}

const restMs = 300

/** Types freely and asks the server only when the fingers rest. */
export function SearchInput({ label, placeholder, hint, value, onChange, className }: SearchInputProps) {
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, restMs)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      type="search"
      className={className ?? ''}
      label={label}
      placeholder={placeholder}
      title={hint ?? ''}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
