import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** What institutions are called; one that is not listed by its short name. */
export function useInstitutionTitle(): (institution: string) => string {
  const { say } = useI18n()
  const { data } = useRoute('listInstitutions', {})
  const titles = new Map(data?.items.map(({ institution, title }) => [institution, title]))
  return (institution) => {
    const title = titles.get(institution)
    return title === undefined ? institution : say(title)
  }
}
