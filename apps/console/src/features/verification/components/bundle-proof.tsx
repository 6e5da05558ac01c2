import { Button, Flex, Typography } from 'antd'
import type { VerificationView } from '@xiezhi/gateway-api'
import { PROFILES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CheckResult } from '../../../components/check-result.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { useBundleCheck } from '../../../lib/verify.ts'

/** The evidence of a verification: checked in this browser, and to be handed on. */
export function BundleProof({ view }: { readonly view: VerificationView }): ReactElement {
  const { t, say } = useI18n()
  const check = useBundleCheck(view.id, true)
  return (
    <Flex vertical gap={16}>
      <QueryView query={check}>{(checked) => <CheckResult checked={checked} />}</QueryView>
      <Flex vertical gap={8}>
        <Typography.Text strong>{t('verification.bundles')}</Typography.Text>
        <Flex gap={8} wrap align="center">
          {PROFILES.map((profile) => (
            <Button
              key={profile}
              href={client.url('getBundle', { params: { id: view.id }, query: { profile } })}
              download={`bundle-${profile}.json`}
            >
              {t(`verification.bundle.${profile}`)}
            </Button>
          ))}
          <a href="/verify">{t('nav.verify')}</a>
        </Flex>
      </Flex>
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
