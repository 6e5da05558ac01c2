import { enumeration } from '../schema/schema.ts'

/** Items of art. 1 of the list provisions: 1 able but refuses, 2 to 6 fixed term. */
export const situation = enumeration([1, 2, 3, 4, 5, 6])
