import { Alert, Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { useNavigate } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { StateChoice, useStateChoice } from '../../../components/state-choice.tsx'
import { CaseTable } from '../../../domain/case-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useFindCase } from '../api/find-case.ts'

const CHOICES = ['OPEN', 'CLOSED', 'ALL'] as const
type Choice = (typeof CHOICES)[number]

/** All cases of the court, and the way to one by its number. */
export function CasesPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const state = choice === 'ALL' ? {} : { state: choice }
  const query = useRoute('listCases', { query: { limit: 25, ...state, ...paging.at } })
  return (
    <Page title={t('nav.cases')} extra={<FindCase />}>
      <Section
        title={t('case.list')}
        extra={
          <StateChoice
            value={choice}
            onChange={choose}
            choices={CHOICES}
            labelOf={(code) => t(code === 'ALL' ? 'case.all' : `state.CASE_${code}`)}
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
