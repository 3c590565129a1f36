/**
 * The one shape of ikewatch: every step of the pipeline is a pure function from a state and an input to the
 * next state and the outputs. A state handed in is spent: a stage may reuse its memory for the state it returns.
 */
export type Stage<State, Input, Output> = {
  (state: State, input: Input): readonly [State, readonly Output[]]
  /** The same step for `chain`, where there is one: without a tuple and an array an item. */
  readonly flow?: Flow<State, Input, Output>
}

/** A step that hands each output on as soon as it has it, in order, and gives the next state. */
export type Flow<State, Input, Output> = (state: State, input: Input, emit: (output: Output) => void) => State

/** Time passed. `now` is monotonic, in milliseconds; `quiet` says how long no byte has come, in milliseconds. */
export type Tick = { readonly kind: 'tick'; readonly now: number; readonly quiet: number }

/** Nothing more will come: a capture ended, or the agent stops. */
export type End = { readonly kind: 'end'; readonly now: number }

/** What every stage accepts beside its own input and hands on. */
export type Passing = Tick | End

/** The empty answer, shared because most lines yield nothing. */
export const NOTHING: readonly never[] = Object.freeze([])

/** A stage from its flow. */
export const flowing = <S, A, B>(flow: Flow<S, A, B>): Stage<S, A, B> & { readonly flow: Flow<S, A, B> } => {
  const whole = (state: S, input: A): readonly [S, readonly B[]] => {
    const outputs: B[] = []
    const next = flow(state, input, (output) => {
      outputs.push(output)
    })
    return [next, outputs.length === 0 ? NOTHING : outputs]
  }
  return Object.assign(whole, { flow })
}

const flowOf = <S, A, B>(stage: Stage<S, A, B>): Flow<S, A, B> =>
  stage.flow ??
  ((state, input, emit) => {
    const [next, outputs] = stage(state, input)
    for (const output of outputs) emit(output)
    return next
  })

/**
 * Two stages as one: each output of the first is the input of the second, in order. Nothing is gathered between them, so
 * a block of a thousand lines is never in memory as a thousand lines.
 */
export const chain = <S1, S2, A, B, C>(
  first: Stage<S1, A, B>,
  second: Stage<S2, B, C>,
): Stage<readonly [S1, S2], A, C> & { readonly flow: Flow<readonly [S1, S2], A, C> } => {
  const [begin, end] = [flowOf(first), flowOf(second)]
  return flowing(([state1, state2], input, emit) => {
    let next2 = state2
    const next1 = begin(state1, input, (item) => {
      next2 = end(next2, item, emit)
    })
    return [next1, next2]
  })
}
