/** Items of article 1 of the provisions on dishonest debtors. */
export const SITUATIONS = [1, 2, 3, 4, 5, 6] as const
/** Items of article 3 of the provisions on limits of consumption. */
export const CATEGORIES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
export const CERTIFICATE_NUMBER = /^[0-9A-Za-z()-]{1,64}$/
