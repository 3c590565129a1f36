/**
 * How the shape of a configuration is written down: groups of named fields, tables with names of the user's choice, and
 * leaves that read one value. The static type of what is read follows from it. JSON Schema would know no units and no
 * mends, and its library costs 13 MB of memory (measured), which an agent on a small box does not spend on its start.
 */

export type Verdict<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly mend: string }

/** Reads a raw value; `problem` continues a sentence that begins with the name of the field. */
export type Reader<T> = (raw: unknown) => Verdict<T>

export type Leaf<T> = {
  readonly kind: 'leaf'
  readonly need: 'required' | 'default'
  readonly read: Reader<T>
  readonly fallback?: T
}
export type OptionalLeaf<T> = { readonly kind: 'leaf'; readonly need: 'optional'; readonly read: Reader<T> }
export type Fields = { readonly [name: string]: Shape }
export type Group<F extends Fields> = { readonly kind: 'group'; readonly fields: F }
export type Table<E extends Shape> = { readonly kind: 'table'; readonly entry: E; readonly of: string }
/** One value or several; a text is split at blanks and commas, as it comes from the environment. */
export type List<T> = { readonly kind: 'list'; readonly read: Reader<T>; readonly fallback: readonly T[] }
export type Shape =
  | Leaf<unknown>
  | List<unknown>
  | OptionalLeaf<unknown>
  | { readonly kind: 'group'; readonly fields: { readonly [name: string]: Shape } }
  | { readonly kind: 'table'; readonly entry: Shape; readonly of: string }

type OptionalKeys<F> = { [K in keyof F]: F[K] extends OptionalLeaf<unknown> ? K : never }[keyof F]

/** What reading a shape yields. */
export type Resolved<S> =
  S extends OptionalLeaf<infer T>
    ? T
    : S extends Leaf<infer T>
      ? T
      : S extends List<infer T>
        ? readonly T[]
        : S extends Group<infer F>
          ? { [K in Exclude<keyof F, OptionalKeys<F>>]: Resolved<F[K]> } & { [K in OptionalKeys<F>]?: Resolved<F[K]> }
          : S extends Table<infer E>
            ? { [name: string]: Resolved<E> }
            : never

export const required = <T>(read: Reader<T>): Leaf<T> => ({ kind: 'leaf', need: 'required', read })
export const optional = <T>(read: Reader<T>): OptionalLeaf<T> => ({ kind: 'leaf', need: 'optional', read })
export const withDefault = <T>(read: Reader<T>, fallback: T): Leaf<T> => ({
  kind: 'leaf',
  need: 'default',
  read,
  fallback,
})
export const list = <T>(read: Reader<T>, fallback: readonly T[]): List<T> => ({ kind: 'list', read, fallback })
export const group = <F extends Fields>(fields: F): Group<F> => ({ kind: 'group', fields })
/** `of` says what an entry is: "console", "peer". */
export const table = <E extends Shape>(of: string, entry: E): Table<E> => ({ kind: 'table', entry, of })

export const fine = <T>(value: T): Verdict<T> => ({ ok: true, value })
export const wrong = (problem: string, mend: string): Verdict<never> => ({ ok: false, problem, mend })
