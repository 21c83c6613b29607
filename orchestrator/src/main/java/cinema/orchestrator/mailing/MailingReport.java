package cinema.orchestrator.mailing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalReader.JournalOutcome;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every receiver's outcome, row by row: as CSV (RFC 4180), so that a spreadsheet reads it
 * too: it begins with a byte order mark, and every field is quoted, or a semicolon would
 * begin another cell where the language separates by it; or as XLSX.
 */
@Component
public class MailingReport {

	static final String TYPE = "text/csv;charset=UTF-8";

	static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	static final String[] COLUMNS = { "user_id", "channel", "outcome", "reason", "attempts", "at", "posting_id" };

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
	 * @param separator by which the reader's spreadsheet tells cells apart
	 * @throws UncheckedIOException when it broke off: the reader has half of it by then,
	 * and has to see that the connection is broken
	 */
	public void csv(MailingView view, char separator, HttpServletResponse response) {
		write(view, response, TYPE, "csv", (rows) -> {
			Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
			out.write(BYTE_ORDER_MARK);
			line(out, separator, COLUMNS);
			rows.each((one) -> line(out, separator, one.userId(), one.channel(), one.state(), one.reason(),
					String.valueOf(one.attempts()), one.at().toString(), one.postingId()));
			out.flush();
		});
	}

	/** The same as a workbook, which needs to know no language. */
	public void xlsx(MailingView view, HttpServletResponse response) {
		write(view, response, WORKBOOK, "xlsx", (rows) -> {
			MailingWorkbook workbook = new MailingWorkbook(response.getOutputStream());
			rows.each(workbook::add);
			workbook.finish();
		});
	}

	private void write(MailingView view, HttpServletResponse response, String type, String suffix, Body body) {
		if (!this.seats.tryAcquire()) {
			throw RefusedException.forNow("As many reports as there may be are being read; try again in a moment.");
		}
		try {
			response.setContentType(type);
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file(view, suffix) + "\"");
			this.transaction.executeWithoutResult((running) -> write(view, body));
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

	private void write(MailingView view, Body body) {
		try {
			body.write((reader) -> this.journal.each(view.eventType(), view.eventId(), view.notice(), reader));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String file(MailingView view, String suffix) {
		return "mailing-" + view.eventId().replace(':', '-') + "-" + view.notice() + "." + suffix;
	}

	private static void line(Writer out, char separator, @Nullable String... fields) {
		try {
			out.write(Arrays.stream(fields)
				.map(MailingReport::quoted)
				.collect(Collectors.joining(String.valueOf(separator), "", "\r\n")));
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

	/** The receivers, each of whom is read once. */
	private interface Rows {

		void each(Consumer<JournalOutcome> reader);

	}

	private interface Body {

		void write(Rows rows) throws IOException;

	}

}
