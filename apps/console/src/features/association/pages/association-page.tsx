import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { SubmitEvent, ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { LawyerRecord } from '../../../domain/lawyer-record.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { AssessmentForm } from '../components/assessment-form.tsx'
import { IndustrySanctionForm } from '../components/industry-sanction-form.tsx'

/** The association's acts about one lawyer: the yearly assessment, and industry discipline. */
export function AssociationPage(): ReactElement {
  const { t } = useI18n()
  const [search, setSearch] = useSearchParams()
  const licence = search.get('licence') ?? ''
  const [typed, setTyped] = useState(licence)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setSearch({ licence: typed })
  }
  return (
    <Page title={t('nav.association')} explain={t('association.explain')}>
      <Section title={t('association.choose')}>
        <form onSubmit={submit} role="search">
          <Flex gap={8}>
            <Input
              aria-label={t('common.licence')}
              placeholder={t('common.licence')}
              inputMode="numeric"
              maxLength={17}
              value={typed}
              onChange={({ target }) => setTyped(target.value.replace(/\D/g, ''))}
              style={{ width: 240 }}
            />
            <Button htmlType="submit" type="primary" disabled={typed.length !== 17}>
              {t('action.open')}
            </Button>
          </Flex>
        </form>
      </Section>
      {licence !== '' && <Lawyer key={licence} licence={licence} />}
    </Page>
  )
}

function Lawyer({ licence }: { readonly licence: string }): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getLawyer', { params: { licence } })
  const assessing = useFormSigning()
  const disciplining = useFormSigning()
  const params = { licence }
  return (
    <QueryView query={query}>
      {(lawyer) => (
        <Flex vertical gap={16}>
          <Section title={t('association.assess')}>
            <AssessmentForm
              unchanged={assessing.unchanged}
              onRecord={(body) =>
                assessing.sign({ title: t('association.assess'), act: { route: 'recordAssessment', params, body } })
              }
            />
          </Section>
          <Section title={t('association.discipline')}>
            <IndustrySanctionForm
              unchanged={disciplining.unchanged}
              onRecord={(body) =>
                disciplining.sign({
                  title: t('association.discipline'),
                  act: { route: 'recordIndustrySanction', params, body },
                })
              }
            />
          </Section>
          <LawyerRecord lawyer={lawyer} />
        </Flex>
      )}
    </QueryView>
  )
}
