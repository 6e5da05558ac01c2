import { Alert, Button, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { useNavigate } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { usePaging } from '../../../components/paged-table.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { CaseTable } from '../../../domain/case-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useFindCase } from '../api/find-case.ts'

type Choice = 'OPEN' | 'CLOSED' | 'ALL'

/** All cases of the court, and the way to one by its number. */
export function CasesPage(): ReactElement {
  const { t } = useI18n()
  const [choice, setChoice] = useState<Choice>('OPEN')
  const paging = usePaging()
  const state = choice === 'ALL' ? {} : { state: choice }
  const query = useRoute('listCases', { query: { limit: 25, ...state, ...paging.at } })
  const choose = (next: Choice): void => {
    setChoice(next)
    paging.reset()
  }
  return (
    <Page title={t('nav.cases')} extra={<FindCase />}>
      <Section
        title={t('case.list')}
        extra={
          <Segmented<Choice>
            aria-label={t('common.status')}
            value={choice}
            onChange={choose}
            options={[
              { value: 'OPEN', label: t('state.CASE_OPEN') },
              { value: 'CLOSED', label: t('state.CASE_CLOSED') },
              { value: 'ALL', label: t('case.all') },
            ]}
          />
        }
      >
        <CaseTable query={query} paging={paging} empty={t('case.empty')} />
      </Section>
    </Page>
  )
}

function FindCase(): ReactElement {
  const { t } = useI18n()
  const navigate = useNavigate()
  const [caseNumber, setCaseNumber] = useState('')
  const find = useFindCase((caseId) => void navigate(`/cases/${caseId}`))
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    find.mutate(caseNumber.trim())
  }
  return (
    <form onSubmit={submit} role="search">
      <Flex gap={8}>
        <Input
          aria-label={t('case.number')}
          placeholder={t('case.find.placeholder')}
          value={caseNumber}
          onChange={({ target }) => setCaseNumber(target.value)}
          style={{ width: 260 }}
        />
        <Button htmlType="submit" disabled={caseNumber.trim() === ''} loading={find.isPending}>
          {t('action.search')}
        </Button>
      </Flex>
      {find.error !== null && <ProblemView error={find.error} />}
      {find.data === null && <Alert type="info" showIcon role="status" title={t('case.find.none')} />}
    </form>
  )
}
