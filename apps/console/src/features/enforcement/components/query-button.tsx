import { Checkbox, Form, Select } from 'antd'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { debtorOptions } from '../../../domain/debtors.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { DOCUMENT_DEFAULTS, documentBody, DocumentFields } from './document-fields.tsx'
import type { DocumentEntry } from './document-fields.tsx'
import { firstDebtor } from './property-dialogs.tsx'

interface QueryEntry extends DocumentEntry {
  readonly debtorId: string
  readonly institutions: string[]
}

/** In which a notice of query may be signed: also between rounds, every six months for five years (R20-77). */
const ASKED_IN: readonly EnforcementView['state'][] = ['OPEN', 'STAYED', 'ROUND_ENDED']

export function mayBeAsked({ state, isHalted }: Pick<EnforcementView, 'state' | 'isHalted'>): boolean {
  return ASKED_IN.includes(state) && !isHalted
}

/** Asks institutions, all at once, what they hold of one debtor of this case. */
export function QueryButton({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t, say, list } = useI18n()
  const { data } = useRoute('listInstitutions', {})
  const items = data?.items ?? []
  const required = [{ required: true, message: t('common.required') }]
  return (
    <ActDialogButton<QueryEntry>
      title={t('property.query')}
      explain={t('property.query.explain')}
      type="primary"
      initial={{
        ...DOCUMENT_DEFAULTS,
        ...firstDebtor(view),
        institutions: items.map(({ institution }) => institution),
      }}
      requestOf={({ debtorId, institutions, ...documents }) => ({
        route: 'queryProperty',
        params: { caseId: view.caseId },
        body: { debtorId, institutions, ...documentBody(documents) },
      })}
    >
      <Form.Item name="debtorId" label={t('enforcement.debtor')} rules={required}>
        <Select options={debtorOptions(view, t('case.nameWithheld'))} />
      </Form.Item>
      <Form.Item name="institutions" label={t('property.institutions')} rules={[oneAtLeast(t('common.required'))]}>
        <Checkbox.Group
          options={items.map(({ institution, title, assets }) => ({
            value: institution,
            label: `${say(title)} · ${list(assets.map((code) => t(`asset.${code}`)))}`,
          }))}
          style={{ display: 'grid', gap: 6 }}
        />
      </Form.Item>
      <DocumentFields hasRuling={false} />
    </ActDialogButton>
  )
}

/** A group of boxes may not be called required, so the rule is one of its own. */
function oneAtLeast(message: string): { validator: (rule: unknown, chosen: readonly string[]) => Promise<void> } {
  return { validator: (_, chosen) => (chosen.length > 0 ? Promise.resolve() : Promise.reject(new Unmet(message))) }
}

/** What a form's rule ends with where its field does not fit. */
class Unmet extends Error {}
