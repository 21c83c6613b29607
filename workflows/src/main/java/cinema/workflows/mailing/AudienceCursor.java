package cinema.workflows.mailing;

import cinema.workflows.plan.MailingLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where the walk through an audience is. A circle of pages is found by comparing with one
 * remembered page, which moves on at powers of two (Brent, 1980): that needs no memory of
 * all pages.
 *
 * @param url the page to read next, or null after the last one
 * @param pages how many pages were read
 * @param remembered a page that was read before, or null
 * @param steps how many pages were read since that one
 * @param power after how many steps another page is remembered
 * @param empty how many pages in a row had nobody
 */
public record AudienceCursor(@Nullable String url, int pages, @Nullable String remembered, int steps, int power,
		int empty) {

	static AudienceCursor at(String url) {
		return new AudienceCursor(url, 0, null, 0, 1, 0);
	}

	AudienceCursor behind(OpenedPage page) {
		boolean moves = this.remembered == null || this.steps == this.power;
		return new AudienceCursor(page.next(), this.pages + 1, moves ? this.url : this.remembered,
				moves ? 1 : this.steps + 1, (moves && this.remembered != null) ? this.power * 2 : this.power,
				(page.seen() == 0) ? this.empty + 1 : 0);
	}

	/** Why it makes no sense to go on, or null. */
	@Nullable String fault(MailingLimits limits) {
		if (this.url == null) {
			return null;
		}
		if (this.url.equals(this.remembered)) {
			return "receivers: the pages go in a circle, page " + (this.pages + 1) + " was read before";
		}
		if (this.pages >= limits.mostPages()) {
			return "receivers: there are more than " + limits.mostPages() + " pages";
		}
		return (this.empty >= limits.mostEmptyPages()) ? "receivers: " + this.empty + " pages in a row have nobody"
				: null;
	}

}
