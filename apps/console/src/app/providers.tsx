import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { I18nProvider, useI18n } from '../i18n/i18n.tsx'
import { isForbidden, isGone, isSignedOut, isUnreachable } from '../lib/problem.ts'
import { SessionProvider } from '../lib/session.tsx'
import { TrustProvider } from '../lib/trust.tsx'
import { antdLocale } from './antd-locale.ts'
import { theme } from './theme.ts'

const RETRIES = 2
const FRESH_MS = 15_000

/** A refusal is an answer: only what did not reach the gateway is worth a second try. */
function isWorthRetry(failures: number, error: Error): boolean {
  return failures < RETRIES && isUnreachable(error) && !isForbidden(error) && !isGone(error) && !isSignedOut(error)
}

const queries = new QueryClient({
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

export function Providers({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider>
        <Locale>
          <SessionProvider>
            <TrustProvider>{children}</TrustProvider>
          </SessionProvider>
        </Locale>
      </I18nProvider>
    </QueryClientProvider>
  )
}
