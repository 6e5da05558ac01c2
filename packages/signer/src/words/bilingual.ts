export type Locale = 'zh' | 'en'

/** Chinese first, English second. */
export type Words = readonly [zh: string, en: string]

export function inLocale([zh, en]: Words, locale: Locale): string {
  return locale === 'zh' ? zh : en
}
