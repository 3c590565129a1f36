/**
 * The one shape of ikewatch: every step of the pipeline is a pure function from a state and an input to the
 * next state and the outputs. A state handed in is spent: a stage may reuse its memory for the state it returns.
 */
export type Stage<State, Input, Output> = (state: State, input: Input) => readonly [State, readonly Output[]]

/** Time passed. `now` is monotonic, in milliseconds; `quiet` says how long no byte has come, in milliseconds. */
export type Tick = { readonly kind: 'tick'; readonly now: number; readonly quiet: number }

/** Nothing more will come: a capture ended, or the agent stops. */
export type End = { readonly kind: 'end'; readonly now: number }

/** What every stage accepts beside its own input and hands on. */
export type Passing = Tick | End

/** The empty answer, shared because most lines yield nothing. */
export const NOTHING: readonly never[] = Object.freeze([])

/** Two stages as one: each output of the first is the input of the second, in order. */
export const chain =
  <S1, S2, A, B, C>(first: Stage<S1, A, B>, second: Stage<S2, B, C>): Stage<readonly [S1, S2], A, C> =>
  ([state1, state2], input) => {
    const [next1, between] = first(state1, input)
    let next2 = state2
    let outputs: C[] | undefined
    for (const item of between) {
      const [after, more] = second(next2, item)
      next2 = after
      if (more.length > 0) {
        outputs ??= []
        for (const output of more) outputs.push(output)
      }
    }
    return [[next1, next2], outputs ?? NOTHING]
  }
