package cinema.workflows.page;

/**
 * How far a group has come.
 *
 * @param until how many of the group are done
 * @param published how many letters were published by this call
 * @param duplicates how many receivers had the letter from another page already
 * @param complete whether that were all; else staff stopped the mailing meanwhile
 */
public record PageDispatched(int until, int published, int duplicates, boolean complete) {
}
