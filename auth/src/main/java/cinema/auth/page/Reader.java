package cinema.auth.page;

/**
 * The person whom a page speaks to, where a code tells.
 *
 * @param locale as the account has it, for example {@code ru-RU}
 */
public record Reader(String email, String locale) {
}
