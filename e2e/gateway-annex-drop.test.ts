import { describe } from 'vitest'
import { annexDropJourney } from './testing/annex-drop-journey.ts'

describe('annexes by file drop, from the bureau to the court, both of suite intl', () => {
  annexDropJourney({ justice: 'intl', court: 'intl' })
})
