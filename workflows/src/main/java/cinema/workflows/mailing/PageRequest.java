package cinema.workflows.mailing;

/**
 * Asks for one page of a mailing's audience.
 *
 * @param number counted from 1
 * @param url where the page is
 */
public record PageRequest(String mailingId, int number, String url) {
}
