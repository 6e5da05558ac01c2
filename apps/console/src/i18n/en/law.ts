import type { lawZh } from '../zh-cn/law.ts'

export const lawEn: Readonly<Record<keyof typeof lawZh, string>> = {
  'law.explain':
    'Law functions answer by rule and statute and say why; the ledgers, the gateway and this page use the same ones.',
  'law.search': 'Find by name or question',
  'law.none': 'No function fits',
  'law.origin.CATALOGUE': 'Catalogue',
  'law.origin.OWN': 'Composed',
  'law.question': 'Question',
  'law.decisiveDate': 'Which values of the law apply is decided by {field}.',
  'law.calculator': 'Calculator',
  'law.rules': 'Rules and statutes',
  'law.rule.text': 'Rule',
  'law.parameters': 'Law parameters',
  'law.parameters.explain':
    'Values of the law with the days on which they are in force; a future value changes nothing before its day.',
  'law.parameters.search': 'Find by title or key',
  'law.parameter.now': 'in force',
  'law.parameter.future': 'not yet in force',
  'law.parameter.always': 'no known beginning',
  'law.evaluate': 'Evaluate',
  'law.at': 'Law as of (optional)',
  'law.answer': 'Answer, step by step',
  'law.step.facts': 'Facts',
  'law.step.day': 'Day that decides which values apply',
  'law.step.day.none': 'No day matters',
  'law.step.parameters': 'Values of the law and calendars that were read',
  'law.step.parameters.none': 'None was read',
  'law.step.reasons': 'Grounds and statutes',
  'law.step.output': 'Answer',
  'law.inForce': 'in force {from} to {to}; {source}',
  'law.calendar': 'Holidays of {year} ({version})',
  'law.calendar.missing': 'Holidays of {year} are not loaded',
  'law.provisional': 'Provisional result',
  'law.provisional.means':
    'The holidays of a year that it rests on are not published yet; it has to be computed again then.',
  'law.parameters.more': 'Show more ({count} left)',
}
