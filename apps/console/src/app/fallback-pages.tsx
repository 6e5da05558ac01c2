import { Button, Result } from 'antd'
import type { ReactElement } from 'react'
import { Link, useRouteError } from 'react-router'
import { Page } from '../components/page.tsx'
import { useI18n } from '../i18n/i18n.tsx'

export function ForbiddenPage(): ReactElement {
  const { t } = useI18n()
  return (
    <Page title={t('state.forbidden.title')}>
      <Result status="info" title={t('state.forbidden.body')} extra={<Link to="/">{t('action.home')}</Link>} />
    </Page>
  )
}

export function NotFoundPage(): ReactElement {
  const { t } = useI18n()
  return (
    <Page title={t('state.notFound.title')}>
      <Result status="info" title={t('state.notFound.body')} extra={<Link to="/">{t('action.home')}</Link>} />
    </Page>
  )
}

/** A fault of the page itself. Nothing was sent by it, so loading it again is safe. */
export function BrokenPage(): ReactElement {
  const { t } = useI18n()
  const error = useRouteError()
  console.error(error)
  return (
    <main style={{ maxWidth: 640, margin: '80px auto' }}>
      <Result
        status="warning"
        title={t('state.broken.title')}
        subTitle={t('state.broken.body')}
        extra={<Button onClick={() => location.reload()}>{t('action.reload')}</Button>}
      />
    </main>
  )
}
