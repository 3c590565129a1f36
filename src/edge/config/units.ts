/** Durations and sizes carry their units. */
import { shown } from './problem.ts'
import { fine, type Reader, wrong } from './shape.ts'

type Units = { readonly [unit: string]: number }

const DURATIONS: Units = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }
const SIZES: Units = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }

const listed = (units: Units): string => Object.keys(units).join(', ')

type Measure = { units: Units; example: string; least: string; most: string }

const amountOf = (text: string, units: Units): number | undefined => {
  const found = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim())
  const unit = found?.[2]
  return unit !== undefined && Object.hasOwn(units, unit)
    ? Math.round(Number(found?.[1]) * (units[unit] ?? 1))
    : undefined
}

const measure =
  ({ units, example, least, most }: Measure): Reader<number> =>
  (raw) => {
    if (typeof raw === 'number' || (typeof raw === 'string' && /^[\d.]+$/.test(raw.trim()))) {
      return wrong(`is ${shown(raw)}, without a unit.`, `Write it as "${example}"; the units are ${listed(units)}.`)
    }
    const value = typeof raw === 'string' ? amountOf(raw, units) : undefined
    if (value === undefined) {
      return wrong(
        `is ${shown(raw)}, which is not a number with a unit.`,
        `Write it as "${example}"; the units are ${listed(units)}.`,
      )
    }
    if (value < (amountOf(least, units) ?? 0) || value > (amountOf(most, units) ?? 0)) {
      return wrong(`is ${shown(raw)}, out of bounds.`, `It may be ${least} to ${most}.`)
    }
    return fine(value)
  }

/** Read as milliseconds. */
export const duration = (example: string, least: string, most: string): Reader<number> =>
  measure({ units: DURATIONS, example, least, most })

/** Read as bytes. */
export const size = (example: string, least: string, most: string): Reader<number> =>
  measure({ units: SIZES, example, least, most })
