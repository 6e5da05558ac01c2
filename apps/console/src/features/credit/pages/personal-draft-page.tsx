import type { PersonalDraftView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { TwoPersonDraft } from '../components/two-person-draft.tsx'

/** A decision on a person that waits for its second signature. */
export function PersonalDraftPage(): ReactElement {
  const { t } = useI18n()
  const { draftId = '' } = useParams()
  const query = useRoute('getPersonalDraft', { params: { draftId } })
  return (
    <Page title={t('personal.draft')} extra={<Link to="/personal">{t('nav.personal')}</Link>}>
      <QueryView query={query}>{(draft) => <Draft draft={draft} />}</QueryView>
    </Page>
  )
}

function Draft({ draft }: { readonly draft: PersonalDraftView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { draftId, digest, kind } = draft
  const params = { draftId }
  const measure = kind === null ? t('common.none') : t(`personal.kind.${kind}`)
  return (
    <TwoPersonDraft
      draft={draft}
      facts={[{ key: 'kind', label: t('personal.kind'), children: measure }]}
      sign={may('signPersonalDraft') ? { route: 'signPersonalDraft', params, body: { digest } } : undefined}
      withdraw={may('withdrawPersonalDraft') ? { route: 'withdrawPersonalDraft', params, body: {} } : undefined}
    />
  )
}
