import { Flex, Typography } from 'antd'
import { useEffect, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

interface PageProps {
  readonly title: string
  readonly explain?: ReactNode
  readonly extra?: ReactNode
  readonly children: ReactNode
}

/** A page with its one heading, which has the focus when the page opens, so that a keyboard begins there. */
export function Page({ title, explain, extra, children }: PageProps): ReactElement {
  const { t } = useI18n()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('app.title', { page: title })
  }, [t, title])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="flex-start" gap={16} wrap>
        <div>
          <Typography.Title level={1} ref={heading} tabIndex={-1} style={{ fontSize: 22, margin: 0, outline: 'none' }}>
            {title}
          </Typography.Title>
          {explain !== undefined && <Typography.Text type="secondary">{explain}</Typography.Text>}
        </div>
        {extra !== undefined && (
          <Flex gap={8} align="center" wrap>
            {extra}
          </Flex>
        )}
      </Flex>
      {children}
    </Flex>
  )
}

interface SectionProps {
  readonly title: string
  readonly extra?: ReactNode
  readonly children: ReactNode
}

/** A part of a page, with a heading below the page's. */
export function Section({ title, extra, children }: SectionProps): ReactElement {
  return (
    <section
      aria-label={title}
      style={{ background: '#fff', border: '1px solid #e5e7eb', borderRadius: 8, padding: '14px 20px 18px' }}
    >
      <Flex justify="space-between" align="center" gap={12} wrap style={{ marginBottom: 12 }}>
        <Typography.Title level={2} style={{ fontSize: 16, margin: 0 }}>
          {title}
        </Typography.Title>
        {extra}
      </Flex>
      {children}
    </section>
  )
}
