/** The keys of a catalogue with any words: the shape that another language fills in. */
export type Worded<Branch> = {
  readonly [Key in keyof Branch]: Branch[Key] extends string ? string : Worded<Branch[Key]>
}
