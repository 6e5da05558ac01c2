import type { formsZh } from '../zh-cn/forms.ts'

export const formsEn: Readonly<Record<keyof typeof formsZh, string>> = {
  'form.give': 'give this (optional)',
  'form.noFact': 'no such fact',
  'form.fact': 'there is such a fact',
  'form.choose': 'Choose',
  'form.add': 'Add {name}',
  'form.remove': 'Remove',
  'form.removeOf': 'Remove {name}',
  'form.digest': 'Instrument',
  'form.digest.hint': 'The document stays here; only its digest is computed on this machine.',
  'form.digest.choose': 'Choose the document and compute its digest',
  'form.digest.invalid': 'Choose the document, or enter a digest that begins with sha256: or sm3:',
  'form.licence.invalid': 'A licence number has 17 digits',
  'form.date.invalid': 'Enter a day',
  'form.digest.algorithm': 'Digest algorithm',
  'form.instant': 'date and time',
}
