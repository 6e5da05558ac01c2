import { ApiError } from '@xiezhi/gateway-api'
import { Button, Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { Link, Navigate, useSearchParams } from 'react-router'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'

const CODE = /^[A-Z_]{1,40}$/
const REFUSED = 403

/** Leads to the identity provider of the organisation; what needs no account is named beside it. */
export function SignInPage(): ReactElement {
  const { t } = useI18n()
  const { isSignedIn } = useSession()
  const [search] = useSearchParams()
  // Where the gateway has sent a person back to: why.
  const refused = search.get('refused') ?? ''
  const returnTo = search.get('returnTo') ?? '/'
  if (isSignedIn) return <Navigate to={returnTo.startsWith('/') ? returnTo : '/'} replace />
  return (
    <div style={{ maxWidth: 560, margin: '48px auto' }}>
      <Page title={t('signIn.title')} explain={t('signIn.explain')}>
        {CODE.test(refused) && <ProblemView error={new ApiError(refused, REFUSED, {}, null)} />}
        <Section title={t('app.subtitle')}>
          <Button type="primary" size="large" href={client.url('login', { query: { returnTo } })}>
            {t('signIn.button')}
          </Button>
        </Section>
        <Section title={t('nav.lookup')}>
          <Flex vertical gap={12} align="flex-start">
            <Typography.Text>{t('signIn.public')}</Typography.Text>
            <Flex gap={16}>
              <Link to="/lookup">{t('signIn.lookup')}</Link>
              <a href="/verify">{t('signIn.verify')}</a>
            </Flex>
          </Flex>
        </Section>
      </Page>
    </div>
  )
}
