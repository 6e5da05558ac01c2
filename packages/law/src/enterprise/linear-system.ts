import { rational, type Rational } from '../time/rational.ts'

/**
 * Solves a square system exactly. Fraction-free elimination (Bareiss 1968): every division is exact and no number grows
 * beyond a minor of the matrix. Null if the matrix is singular. O(n³) multiplications.
 *
 * `rows`: coefficients and, last, the right-hand side, as whole numbers. They are used up.
 */
export function solveExactly(rows: bigint[][]): readonly Rational[] | null {
  const size = rows.length
  let previous = 1n
  for (let step = 0; step < size; step++) {
    const pivotRow = rows.findIndex((row, index) => index >= step && row[step] !== 0n)
    if (pivotRow < 0) return null
    swap(rows, step, pivotRow)
    const pivot = entry(rows, step, step)
    // Gauss-Jordan: at the end each row holds the determinant on the diagonal and a numerator at its end.
    for (let index = 0; index < size; index++) {
      if (index !== step) eliminate(rows[index] ?? [], rows[step] ?? [], step, pivot, previous)
    }
    previous = pivot
  }
  return rows.map((row, index) => signedRational(row[size] ?? 0n, row[index] ?? 1n))
}

function eliminate(row: bigint[], pivotRow: readonly bigint[], step: number, pivot: bigint, previous: bigint): void {
  const factor = row[step] ?? 0n
  for (let column = 0; column < row.length; column++) {
    const value = row[column] ?? 0n
    const above = pivotRow[column] ?? 0n
    if (value === 0n && (factor === 0n || above === 0n)) continue
    row[column] = (pivot * value - factor * above) / previous
  }
}

function entry(rows: readonly (readonly bigint[])[], row: number, column: number): bigint {
  return rows[row]?.[column] ?? 0n
}

function swap(rows: bigint[][], one: number, other: number): void {
  const [first = [], second = []] = [rows[one], rows[other]]
  rows[one] = second
  rows[other] = first
}

function signedRational(numerator: bigint, denominator: bigint): Rational {
  const positive = denominator < 0n ? rational(-numerator, -denominator) : rational(numerator, denominator)
  return positive ?? { numerator: 0n, denominator: 1n }
}
