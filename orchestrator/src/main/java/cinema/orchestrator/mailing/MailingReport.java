package cinema.orchestrator.mailing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.JournalReader;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every receiver's outcome as CSV (RFC 4180), row by row, so that a spreadsheet reads it
 * too: it begins with a byte order mark, and every field is quoted, or a semicolon would
 * begin another cell where the language separates by it.
 */
@Component
class MailingReport {

	static final String TYPE = "text/csv;charset=UTF-8";

	/**
	 * Each keeps a connection to the database for as long as its reader takes, and
	 * letters need connections too.
	 */
	private static final int MOST = 4;

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	/** Where a spreadsheet would see a formula begin, however it separates its cells. */
	private static final Pattern FORMULA = Pattern.compile(
			"^(?=[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20])|(?<=[;\\t\\r\\n])(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

	private final Semaphore seats = new Semaphore(MOST);

	private final JournalReader journal;

	private final TransactionTemplate transaction;

	MailingReport(JournalReader journal, TransactionTemplate transaction) {
		this.journal = journal;
		this.transaction = transaction;
	}

	/**
	 * Writes it to its end.
	 * @throws UncheckedIOException when it broke off: the reader has half of it by then,
	 * and has to see that the connection is broken
	 */
	void write(MailingView view, HttpServletResponse response) {
		if (!this.seats.tryAcquire()) {
			throw RefusedException.forNow("As many reports as there may be are being read; try again in a moment.");
		}
		try {
			response.setContentType(TYPE);
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file(view) + "\"");
			this.transaction.executeWithoutResult((running) -> rows(view, response));
		}
		catch (RuntimeException failure) {
			if (failure.getCause() instanceof ClientAbortException) {
				return; // nobody is there any more
			}
			if (response.isCommitted()) {
				throw new UncheckedIOException(new IOException("the report broke off", failure));
			}
			response.reset();
			throw failure;
		}
		finally {
			this.seats.release();
		}
	}

	private static String file(MailingView view) {
		return "mailing-" + view.eventId().replace(':', '-') + "-" + view.notice() + ".csv";
	}

	private void rows(MailingView view, HttpServletResponse response) {
		try {
			Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
			out.write(BYTE_ORDER_MARK);
			line(out, "user_id", "channel", "outcome", "reason", "attempts", "at", "posting_id");
			this.journal.each(view.eventType(), view.eventId(), view.notice(),
					(one) -> line(out, one.userId(), one.channel(), one.state(), one.reason(),
							String.valueOf(one.attempts()), one.at().toString(), one.postingId()));
			out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void line(Writer out, @Nullable String... fields) {
		try {
			out.write(Arrays.stream(fields).map(MailingReport::quoted).collect(Collectors.joining(",", "", "\r\n")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String quoted(@Nullable String field) {
		String text = (field != null) ? field : "";
		String safe = FORMULA.matcher(text).replaceAll("'");
		return "\"" + safe.replace("\"", "\"\"") + "\"";
	}

}
