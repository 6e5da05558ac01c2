import type { institutionMattersZh } from '../zh-cn/institution-matters.ts'

/** Objections of an institution, and what left the line of an asset. */
export const institutionMattersEn: Readonly<Record<keyof typeof institutionMattersZh, string>> = {
  'nav.ourObjections': 'Our objections',
  'ourObjection.explain': 'Objections that we raised to orders, until when the court answers, and what it decided.',
  'ourObjection.empty': 'No objections',
  'ourObjection.raisedAt': 'Raised at',
  'ourObjection.answerBy': 'The court answers by',
  'ourObjection.order': 'Order',
  'ourObjection.decision': 'Digest of the decision',
  'line.earlier': 'Measures that ended and left the line',
  'line.earlier.show': 'Show earlier measures',
  'line.earlier.none': 'None left the line',
  'line.endedAt': 'Ended at',
}
