package cinema.workflows.page;

import java.time.Instant;

/**
 * Letters were put off, one after the other, for trouble that is ours and not their
 * receivers': a login, a quota, a server that is away.
 *
 * @param letters how many, since the channel's server last dealt with one
 * @param at when the last of them was put off
 * @param reason what the first of them was answered
 */
public record Trouble(int letters, Instant at, String reason) {

	/** The trouble of two pages, which is told in the words of the earlier one. */
	public Trouble and(Trouble other) {
		Instant last = this.at.isAfter(other.at) ? this.at : other.at;
		return new Trouble(this.letters + other.letters, last, this.reason);
	}

}
