import { Button, Flex, Layout as AntLayout, Menu, Typography } from 'antd'
import { Suspense, useState } from 'react'
import type { ReactElement } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { ProjectionNotice } from '../components/projection-notice.tsx'
import { SignerState } from '../components/signer-state.tsx'
import { SigningHost } from '../components/signing-host.tsx'
import { Tag } from '../components/tag.tsx'
import { textOf, useI18n } from '../i18n/i18n.tsx'
import { useSession } from '../lib/session.ts'
import { useLive } from './live.ts'
import { navigationFor } from './navigation.ts'

const SIDER_WIDTH = 208

/** Frame of all pages: who is signed in where, what the roles open, and whether the page is live. */
export function Layout(): ReactElement {
  const { t } = useI18n()
  const { isSignedIn } = useSession()
  const isLive = useLive(isSignedIn)
  return (
    <AntLayout style={{ minHeight: '100vh' }}>
      <a href="#content" className="skip-link">
        {t('app.skip')}
      </a>
      <AntLayout.Header style={{ borderBottom: '1px solid #e5e7eb', position: 'sticky', top: 0, zIndex: 10 }}>
        <HeaderContent isLive={isLive} />
      </AntLayout.Header>
      <AntLayout>
        <AntLayout.Sider width={SIDER_WIDTH} style={{ borderInlineEnd: '1px solid #e5e7eb' }}>
          <Navigation />
        </AntLayout.Sider>
        <AntLayout.Content style={{ padding: '20px 24px 40px', minWidth: 0 }}>
          <main id="content" style={{ maxWidth: 1320, margin: '0 auto' }}>
            <ProjectionNotice />
            <SigningHost>
              <Suspense fallback={null}>
                <Outlet />
              </Suspense>
            </SigningHost>
          </main>
        </AntLayout.Content>
      </AntLayout>
    </AntLayout>
  )
}

function HeaderContent({ isLive }: { readonly isLive: boolean }): ReactElement {
  const { t, say } = useI18n()
  const { session, isSignedIn } = useSession()
  return (
    <Flex align="center" justify="space-between" gap={16} style={{ height: '100%', lineHeight: 1.4 }}>
      <Flex align="center" gap={12}>
        <Link to="/" style={{ fontSize: 18, fontWeight: 600, color: '#1d2b45', whiteSpace: 'nowrap' }}>
          {t('app.name')}
        </Link>
        <Typography.Text type="secondary" ellipsis style={{ maxWidth: 320 }}>
          {say(session.authorityName)}
        </Typography.Text>
        {session.isDemonstration && <Tag tone="warning" text={t('app.demonstration')} />}
      </Flex>
      <Flex align="center" gap={12}>
        {isSignedIn && (
          <span role="status" title={isLive ? t('app.live.hint.on') : t('app.live.hint.off')}>
            <Tag tone={isLive ? 'good' : 'warning'} text={isLive ? t('app.live.on') : t('app.live.off')} />
          </span>
        )}
        <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
          {t('app.today', { day: session.today })}
        </Typography.Text>
        <SignerState />
        <Person />
        <OtherLanguage />
      </Flex>
    </Flex>
  )
}

/** Named in the language that it leads to, whose texts are fetched before the page changes. */
function OtherLanguage(): ReactElement {
  const { language, setLanguage, t } = useI18n()
  const [isMissing, setMissing] = useState(false)
  const other = language === 'zh-CN' ? 'en' : 'zh-CN'
  const change = (): void => {
    setMissing(false)
    setLanguage(other).catch(() => setMissing(true))
  }
  return (
    <>
      {isMissing && (
        <span role="alert">
          <Tag tone="warning" text={t('app.language.missing')} />
        </span>
      )}
      <Button type="text" lang={other} onClick={change}>
        {t('app.language')}
      </Button>
    </>
  )
}

function Person(): ReactElement {
  const { t } = useI18n()
  const { session, signOut } = useSession()
  if (session.person === null) {
    return (
      <Link to="/sign-in">
        <Button type="primary" tabIndex={-1}>
          {t('app.signIn')}
        </Button>
      </Link>
    )
  }
  return (
    <Flex align="center" gap={8}>
      <Flex vertical align="flex-end" style={{ lineHeight: 1.3 }}>
        <span>{session.person.name}</span>
        <Typography.Text type="secondary" style={{ fontSize: 12, maxWidth: 180 }} ellipsis>
          {session.roles.map((role) => t(`role.${role}`)).join(' · ')}
        </Typography.Text>
      </Flex>
      <Button size="small" onClick={() => void signOut()}>
        {t('app.signOut')}
      </Button>
    </Flex>
  )
}

function Navigation(): ReactElement {
  const { language, t } = useI18n()
  const { may } = useSession()
  const { pathname } = useLocation()
  const groups = navigationFor(may)
  const paths = groups.flatMap(({ destinations }) => destinations.map(({ path }) => path))
  const here = paths
    .filter((path) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0]
  return (
    <nav aria-label={t('app.navigation')} style={{ position: 'sticky', top: 57 }}>
      <Menu
        mode="inline"
        selectedKeys={here === undefined ? [] : [here]}
        style={{ borderInlineEnd: 0, paddingBlock: 8 }}
        items={groups.map(({ text, destinations }) => ({
          type: 'group',
          key: text,
          label: textOf(language, text),
          children: destinations.map((destination) => ({
            key: destination.path,
            label: <Link to={destination.path}>{textOf(language, destination.text)}</Link>,
          })),
        }))}
      />
    </nav>
  )
}
