import { Button, Flex, Typography } from 'antd'
import type { VerificationView } from '@xiezhi/gateway-api'
import { PROFILES } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { CheckResult } from '../../../components/check-result.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { useBundleCheck } from '../../../lib/verify.ts'

const ENDINGS = { getBundle: ['bundle', 'json'], getReport: ['report', 'pdf'] } as const

interface DownloadsProps {
  readonly id: string
  readonly route: keyof typeof ENDINGS
  readonly title: string
  readonly hint: ReactNode
}

/** One file for each reader: what a reader may not see is not in it. */
function Downloads({ id, route, title, hint }: DownloadsProps): ReactElement {
  const { t } = useI18n()
  const [name, ending] = ENDINGS[route]
  return (
    <Flex vertical gap={8}>
      <Typography.Text strong>{title}</Typography.Text>
      <Flex gap={8} wrap align="center" role="group" aria-label={title}>
        {PROFILES.map((profile) => (
          <Button
            key={profile}
            href={client.url(route, { params: { id }, query: { profile } })}
            download={`${name}-${profile}.${ending}`}
          >
            {t(`verification.bundle.${profile}`)}
          </Button>
        ))}
        <Typography.Text type="secondary">{hint}</Typography.Text>
      </Flex>
    </Flex>
  )
}

/** The evidence of a verification: checked in this browser, and to be handed on. */
export function BundleProof({ view }: { readonly view: VerificationView }): ReactElement {
  const { t, say } = useI18n()
  const check = useBundleCheck(view.id, true)
  return (
    <Flex vertical gap={16}>
      <QueryView query={check}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      <Downloads
        id={view.id}
        route="getReport"
        title={t('verification.reports')}
        hint={t('verification.reports.hint')}
      />
      <Downloads
        id={view.id}
        route="getBundle"
        title={t('verification.bundles')}
        hint={<a href="/verify">{t('nav.verify')}</a>}
      />
      {view.records.length > 0 && (
        <Flex vertical gap={8}>
          <Typography.Text strong>{t('verification.records')}</Typography.Text>
          <Flex gap={12} wrap>
            {view.records.map(({ key, what }) => (
              <Flex key={key} gap={6} align="center">
                <span>{say(what)}</span>
                <ProofButton recordKey={key} about={say(what)} />
              </Flex>
            ))}
          </Flex>
        </Flex>
      )}
    </Flex>
  )
}
