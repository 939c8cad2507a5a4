import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ConsoleFailure } from '../api/failure.ts'

/**
 * One cache of the console's reads. A session that ended anywhere leads to the sign-in screen.
 * Only silence is asked again: a refusal would be the same refusal a second later.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof ConsoleFailure && error.status === 401 && error.type !== 'InvalidCredentialsError') {
      onSignedOut()
    }
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) =>
          count < 2 && error instanceof ConsoleFailure && (error.status === 0 || error.status >= 502),
      },
    },
  })
}
