import { Descriptions, Flex } from 'antd'
import type { VerificationView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

/** Who asked what, when it was answered, on which versions of law and policy it rests, and what persons have to do. */
export function VerificationFacts({ view }: { readonly view: VerificationView }): ReactElement {
  const { t, say } = useI18n()
  const { bureau } = view
  const instant = (ms: number | null): string => (ms === null ? t('common.none') : formatInstant(ms))
  const id = (value: string | null): ReactNode => (value === null ? t('common.none') : <Identifier value={value} />)
  return (
    <Flex vertical gap={12}>
      <Descriptions
        size="small"
        column={2}
        bordered
        items={[
          {
            key: 'by',
            label: t('verification.requestedBy'),
            children: `${view.requestedBy.organisation} / ${view.requestedBy.officer}`,
          },
          {
            key: 'use',
            label: t('verify.use'),
            children: view.use === null ? t('common.none') : <CodeText family="use" code={view.use} />,
          },
          { key: 'asked', label: t('verify.askedAt'), children: instant(view.askedAtMs) },
          { key: 'answered', label: t('verify.answeredAt'), children: instant(view.answeredAtMs) },
          { key: 'deadline', label: t('verification.deadline'), children: instant(view.deadlineMs) },
          {
            key: 'source',
            label: t('verification.source'),
            children: view.court === null ? t('common.none') : t(`verification.source.${view.court.source}`),
          },
          { key: 'dispatch', label: t('verification.dispatch'), children: id(view.dispatchId) },
          { key: 'law', label: t('verification.lawVersion'), children: id(bureau?.parameterVersion ?? null) },
          {
            key: 'policy',
            label: t('verification.policy'),
            children:
              bureau === null || bureau.policyId === null
                ? t('common.none')
                : `${bureau.policyId} v${bureau.policyVersion ?? 0}`,
          },
          { key: 'height', label: t('common.height'), children: bureau?.height ?? t('common.none') },
          {
            key: 'assurance',
            label: t('proof.assurance'),
            children: view.assurance === null ? t('common.none') : t(`assurance.${view.assurance.level}`),
          },
        ]}
      />
      {bureau !== null && bureau.tasks.length > 0 && (
        <div>
          <strong>{t('verification.tasks')}</strong>
          <ul style={{ margin: '6px 0 0', paddingInlineStart: 20 }}>
            {bureau.tasks.map((task) => (
              <li key={`${task.code} ${task.rule}`}>
                <CodeText family="role" code={task.role} />: {say(task.text)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Flex>
  )
}
