import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { I18nProvider, useI18n } from '../i18n/i18n.tsx'
import type { Language } from '../i18n/i18n.tsx'
import { routeKey } from '../lib/client.ts'
import { isPassing, isSignedOut } from '../lib/problem.ts'
import { SessionProvider } from './session-provider.tsx'
import { TrustProvider } from '../lib/trust.tsx'
import { antdLocale } from './antd-locale.ts'
import { theme } from './theme.ts'

const RETRIES = 2
const FRESH_MS = 15_000

/** A refusal is an answer: only what did not reach the gateway is worth a second try. */
function isWorthRetry(failures: number, error: Error): boolean {
  return failures < RETRIES && isPassing(error)
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that has ended is noticed by whatever is asked next; the page then leads to sign in.
    onError: (error) => {
      if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: routeKey('getSession') })
    },
  }),
  defaultOptions: {
    queries: { staleTime: FRESH_MS, retry: isWorthRetry, retryDelay: 500, refetchOnWindowFocus: true },
  },
})

function Locale({ children }: { readonly children: ReactNode }): ReactElement {
  const { language } = useI18n()
  return (
    <ConfigProvider
      locale={antdLocale(language)}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App>{children}</App>
    </ConfigProvider>
  )
}

interface ProvidersProps {
  readonly language: Language
  readonly children: ReactNode
}

export function Providers({ language, children }: ProvidersProps): ReactElement {
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider initial={language}>
        <Locale>
          <SessionProvider>
            <TrustProvider>{children}</TrustProvider>
          </SessionProvider>
        </Locale>
      </I18nProvider>
    </QueryClientProvider>
  )
}
