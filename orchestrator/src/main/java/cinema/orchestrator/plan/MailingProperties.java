package cinema.orchestrator.plan;

import java.time.Duration;

import cinema.workflows.plan.MailingLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The rules that a mailing carries into its workflow.
 *
 * @param timeToLive how long a mailing is worth sending that does not say it
 * @param pageSize how many receivers are read at a time
 * @param window how many pages are sent at the same time
 * @param pagesPerRun after how many pages its workflow continues as new
 * @param mostPages more than these is taken for a mistake of the service that answers
 * @param mostEmptyPages so many pages without anybody in a row too
 * @param mostUnanswered no further page is read while so many letters are with the
 * worker, or the broker would keep the whole mailing
 * @param pauseAfter it pauses itself when so many letters in a row were put off for
 * trouble that is ours
 */
@ConfigurationProperties(prefix = "cinema.mailing", ignoreUnknownFields = false)
record MailingProperties(@DefaultValue("2d") Duration timeToLive, @DefaultValue("500") int pageSize,
		@DefaultValue("6") int window, @DefaultValue("200") int pagesPerRun, @DefaultValue("20000") int mostPages,
		@DefaultValue("20") int mostEmptyPages, @DefaultValue("20000") int mostUnanswered,
		@DefaultValue("5") int pauseAfter) {

	MailingProperties {
		Assert.isTrue(pageSize >= 1 && pageSize <= 500, "cinema.mailing.page-size has to be 1 to 500");
		Assert.isTrue(
				window >= 1 && pagesPerRun >= 1 && mostPages >= 1 && mostEmptyPages >= 1 && mostUnanswered >= 1
						&& pauseAfter >= 1,
				"cinema.mailing.window, pages-per-run, most-pages, most-empty-pages, most-unanswered and pause-after have to be 1 or more");
	}

	MailingLimits limits() {
		return new MailingLimits(this.pageSize, this.window, this.pagesPerRun, this.mostPages, this.mostEmptyPages,
				this.mostUnanswered, this.pauseAfter);
	}

}
