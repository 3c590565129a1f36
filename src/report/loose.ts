/** A type whose optional keys may also be there and undefined: JSON leaves them out, so that nobody has to. */
export type Loose<T> = { [K in keyof T]: Pick<T, K> extends Required<Pick<T, K>> ? T[K] : T[K] | undefined }
