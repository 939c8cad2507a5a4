import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/styles.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { colorSchemeManager } from './app/color-scheme.ts'
import { createQueryClient } from './app/query-client.ts'
import { createConsoleRouter } from './app/router.ts'
import { shareStyleNonce, styleNonce } from './app/style-nonce.ts'
import { cssVariables, theme } from './app/theme.ts'
import { startLanguage } from './language/i18n.ts'

shareStyleNonce()

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location
  if (pathname.startsWith('/auth/') || pathname.startsWith('/dev/')) return
  queryClient.removeQueries({ queryKey: ['me'] })
  void router.navigate({ to: '/auth/signin', search: { redirect: href } })
})
const router = createConsoleRouter(queryClient)

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
await startLanguage()
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" limit={3} />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
