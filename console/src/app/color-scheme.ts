import { localStorageColorSchemeManager } from '@mantine/core'

/** The same key as in `public/first-paint.js`. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'naru.theme' })
