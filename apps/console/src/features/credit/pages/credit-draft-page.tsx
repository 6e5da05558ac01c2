import type { CreditDraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { TwoPersonDraft } from '../components/two-person-draft.tsx'

/** A decision on an entry that waits for its second signature. */
export function CreditDraftPage(): ReactElement {
  const { t } = useI18n()
  const { draftId = '' } = useParams()
  const query = useRoute('getCreditDraft', { params: { draftId } })
  return (
    <Page title={t('credit.draft')} extra={<Link to="/credit/drafts">{t('nav.creditDrafts')}</Link>}>
      <QueryView query={query}>{(draft) => <Draft draft={draft} />}</QueryView>
    </Page>
  )
}

function Draft({ draft }: { readonly draft: CreditDraftView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { draftId, digest, list, caseId } = draft
  const params = { draftId }
  return (
    <TwoPersonDraft
      draft={draft}
      facts={[
        { key: 'list', label: t('credit.list'), children: t(`credit.list.${list}`) },
        {
          key: 'case',
          label: t('alarm.case'),
          children:
            caseId === null ? t('common.none') : <Link to={`/enforcement/cases/${caseId}`}>{caseId.slice(0, 8)}</Link>,
        },
      ]}
      sign={may('signCreditDraft') ? { route: 'signCreditDraft', params, body: { digest } } : undefined}
      withdraw={may('withdrawCreditDraft') ? { route: 'withdrawCreditDraft', params, body: {} } : undefined}
    />
  )
}
