import type { Me } from '@naru/server/wire/console'
import { createContext, use } from 'react'

export type Store = Me['stores'][number]

export interface CurrentStore {
  readonly me: Me
  readonly store: Store
  readonly choose: (storeId: string) => void
}

export const CurrentStoreContext = createContext<CurrentStore | undefined>(undefined)

/** The signed-in person and the store that the picker shows. Only below the shell. */
export function useCurrentStore(): CurrentStore {
  const current = use(CurrentStoreContext)
  if (current === undefined) throw new Error('used outside the shell')
  return current
}

const storageKey = 'naru.store'

export function readChosenStore(me: Me): Store | undefined {
  const stored = read()
  return (
    me.stores.find((store) => store.storeId === stored) ??
    me.stores.find((store) => store.isRepresentative) ??
    me.stores[0]
  )
}

export function rememberStore(storeId: string): void {
  try {
    localStorage.setItem(storageKey, storeId)
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
