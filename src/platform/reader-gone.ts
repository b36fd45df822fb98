/** The reader of a pipe went away (`| head`): no fault, and nothing more is to be written. */
export class ReaderGone extends Error {}
