import { Checkbox, Form, Input } from 'antd'
import { SUBSCRIPTION_REFUSALS } from '@xiezhi/gateway-api'
import type { OwnSubscription, SubscriptionRequestView, SubscriptionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { DecisionNo } from './act-fields.tsx'
import { atLeastOne, entryOf, termsOf, TermsFields } from './subscription-terms.tsx'
import type { TermsEntry } from './subscription-terms.tsx'

const TEXT_MAX = 4_000

/** Reasons of the two persons; they stay with the court. */
function DecisionText(): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="text"
      label={t('credit.act.reasons')}
      extra={t('credit.act.reasons.hint')}
      rules={[{ required: true, whitespace: true, message: t('common.required') }]}
    >
      <Input.TextArea rows={3} maxLength={TEXT_MAX} />
    </Form.Item>
  )
}

interface Text {
  readonly decisionNo: string
  readonly text: string
}

const textOf = ({ decisionNo, text }: Text): Text => ({ decisionNo: decisionNo.trim(), text: text.trim() })

interface RequestProps {
  readonly request: SubscriptionRequestView
}

/** No more is granted than was asked; purpose and basis are those of the request. */
export function GrantButton({ request }: RequestProps): ReactElement {
  const { t } = useI18n()
  const { client, subscriber, requestId, terms } = request
  return (
    <ActDialogButton<TermsEntry & Text>
      title={t('credit.request.grant')}
      about={subscriber}
      explain={t('credit.request.grant.explain')}
      type="primary"
      initial={terms === null ? {} : entryOf(terms)}
      requestOf={(entry) => ({
        route: 'proposeRequestDecision',
        params: { client, subscriber, requestId },
        body: { isGranted: true, terms: terms === null ? null : termsOf(entry), reasons: [], ...textOf(entry) },
      })}
    >
      {terms !== null && <TermsFields within={terms} />}
      <DecisionNo />
      <DecisionText />
    </ActDialogButton>
  )
}

interface Refusal extends Text {
  readonly reasons: readonly (typeof SUBSCRIPTION_REFUSALS)[number][]
}

export function RefuseButton({ request }: RequestProps): ReactElement {
  const { t } = useI18n()
  const { client, subscriber, requestId } = request
  return (
    <ActDialogButton<Refusal>
      title={t('credit.request.refuse')}
      about={subscriber}
      explain={t('credit.request.refuse.explain')}
      requestOf={({ reasons, ...text }) => ({
        route: 'proposeRequestDecision',
        params: { client, subscriber, requestId },
        body: { isGranted: false, terms: null, reasons: [...reasons], ...textOf(text) },
      })}
    >
      <Form.Item name="reasons" label={t('credit.request.refusals')} rules={[atLeastOne(t('common.required'))]}>
        <Checkbox.Group
          style={{ flexDirection: 'column' }}
          options={SUBSCRIPTION_REFUSALS.map((code) => ({ value: code, label: t(`credit.refusal.${code}`) }))}
        />
      </Form.Item>
      <DecisionNo />
      <DecisionText />
    </ActDialogButton>
  )
}

interface StandingProps {
  readonly row: SubscriptionView
  readonly standing: 'SUSPENDED' | 'RESUMED' | 'ENDED'
}

/** Suspends, resumes or ends what stands, without anybody asking for it. */
export function StandingButton({ row, standing }: StandingProps): ReactElement {
  const { t } = useI18n()
  const { client, subscriber } = row
  return (
    <ActDialogButton<Text>
      title={t(`credit.standing.${standing}`)}
      about={subscriber}
      isDanger={standing !== 'RESUMED'}
      explain={t(`credit.standing.${standing}.explain`)}
      requestOf={(entry) => ({
        route: 'proposeSubscriptionStanding',
        params: { client, subscriber },
        body: { standing, ...textOf(entry) },
      })}
    >
      <DecisionNo />
      <DecisionText />
    </ActDialogButton>
  )
}

interface AskProps {
  readonly own: OwnSubscription
  readonly kind: 'SUBSCRIBE' | 'CHANGE' | 'END'
}

/** A department asks the court. */
export function AskButton({ own, kind }: AskProps): ReactElement {
  const { t } = useI18n()
  const terms = own.subscription
  return (
    <ActDialogButton<TermsEntry & { readonly documentDigest: string }>
      title={t(`credit.ask.${kind}`)}
      explain={t(`credit.ask.${kind}.explain`)}
      size="middle"
      {...(kind === 'END' ? { isDanger: true } : { type: 'primary' as const })}
      initial={terms === null ? { legalBasis: 'OPINIONS_ART_26' } : entryOf(terms)}
      requestOf={({ documentDigest, ...entry }) => ({
        route: 'askSubscription',
        params: {},
        body: { kind, terms: kind === 'END' ? null : termsOf(entry), documentDigest },
      })}
    >
      {kind !== 'END' && <TermsFields />}
      <DocumentDigest name="documentDigest" label={t('credit.ask.letter')} />
    </ActDialogButton>
  )
}
